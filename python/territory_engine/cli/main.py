"""Run a command and turn whatever happens into one clear line and an exit code."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import traceback
from collections.abc import Sequence

from ..errors import DataError, InfeasibleError, TerritoryEngineError
from ..terminal.screen import Screen
from . import exits
from .config import merged
from .parser import build_parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``territory-engine`` with these arguments (of the process by default).

    Returns
    -------
    int
        0 fine, 1 internal error, 2 bad data or usage, 3 infeasible, 130 interrupted.
    """
    parser = build_parser()
    try:
        given = parser.parse_args(arguments)
    except SystemExit as stop:  # argparse has said what was wrong, or printed its help
        return int(stop.code or 0)
    try:
        options = merged(parser, given)
        command = importlib.import_module(f".{given.command}_command", __package__)
        status = int(command.run(options, Screen.of(sys.stdout, quiet=bool(options.quiet))))
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read the output has seen enough
        return exits.FINE
    except (Exception, KeyboardInterrupt) as error:
        screen = Screen.of(sys.stderr)
        if given.debug:
            screen.insist(traceback.format_exc().rstrip("\n"))
        status, message = _verdict(error)
        first, *rest = message.split("\n")
        screen.insist([(f"territory-engine {given.command}:", "bad"), (f" {first}", "")], *rest)
        return status


def _verdict(error: BaseException) -> tuple[int, str]:
    """Exit code and message for an error."""
    if isinstance(error, KeyboardInterrupt):
        return exits.INTERRUPTED, "interrupted"
    if isinstance(error, InfeasibleError):
        return exits.INFEASIBLE, f"infeasible: {error}"
    if isinstance(error, DataError | TerritoryEngineError | NotImplementedError | argparse.ArgumentTypeError):
        return exits.BAD_INPUT, str(error)
    if isinstance(error, OSError) and error.filename is not None:
        return exits.BAD_INPUT, f"{error.strerror}: {error.filename!r}"
    return exits.INTERNAL, f"internal error, please report it: {type(error).__name__}: {error} (--debug shows where)"
