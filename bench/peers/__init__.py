"""The same accounts planned by us and by what people use instead, one process each: ``python -m bench.peers small``."""
