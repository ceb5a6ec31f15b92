"""``territory-engine check``: is a table, an alignment or a saved plan as it should be?"""

from __future__ import annotations

import argparse
from pathlib import Path

from ..errors import DataError
from ..plan import Plan
from ..storage import MANIFEST
from ..terminal.screen import Screen
from . import exits
from .problem import column_names, make_problem, table
from .saved import saved_plan
from .show import show_plans


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Print what is wrong, one line each; bad data is an error of its own."""
    if options.accounts is None:
        raise DataError("nothing to check; name a table of accounts or the folder of a plan")
    if (Path(options.accounts) / MANIFEST).is_file():
        return _verdict(saved_plan(options.accounts, options.network), options, screen)
    problem = make_problem(options)
    screen.say(str(problem))
    rejected = problem.rejected.to_pylist()
    screen.insist(
        *(f"row {row['row']} (id {row['id']!r}), column {row['column']!r}: {row['reason']}" for row in rejected)
    )
    if options.assignment is not None:
        screen.say("")
        assignment = table(options.assignment, *column_names(options)[1:])
        return _verdict(Plan.from_assignment(problem, assignment), options, screen)
    return exits.BAD_INPUT if rejected else exits.FINE


def _verdict(plan: Plan, options: argparse.Namespace, screen: Screen) -> int:
    findings = plan.check()
    if not findings:
        show_plans(screen, {"plan": plan}, every=bool(options.all))
        screen.say("", [("nothing found", "good"), (": every account is in a territory, and every limit is kept", "")])
        return exits.FINE
    screen.insist(*(str(finding) for finding in findings))
    screen.insist([(f"{len(findings):,} findings", "bad")])
    return exits.BAD_INPUT
