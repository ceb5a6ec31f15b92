"""Exit codes of the command line."""

FINE = 0
INTERNAL = 1
BAD_INPUT = 2
INFEASIBLE = 3
INTERRUPTED = 130
