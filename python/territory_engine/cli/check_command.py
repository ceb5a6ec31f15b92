"""``territory-engine check``: is a table, an alignment or a saved plan as it should be?"""

from __future__ import annotations

import argparse
from pathlib import Path

from ..errors import DataError
from ..plan import Plan
from ..road import RoadNetwork
from ..storage import MANIFEST, load_plan
from . import exits
from .problem import column_names, make_problem, table


def run(options: argparse.Namespace) -> int:
    """Print what is wrong, one line each; bad data is an error of its own."""
    if options.accounts is None:
        raise DataError("nothing to check; name a table of accounts or the folder of a plan")
    if (Path(options.accounts) / MANIFEST).is_file():
        network = None if options.network is None else RoadNetwork.load(options.network)
        return _verdict(load_plan(options.accounts, network=network))
    problem = make_problem(options)
    print(problem)
    for row in problem.rejected.to_pylist():
        print(f"row {row['row']} (id {row['id']!r}), column {row['column']!r}: {row['reason']}")
    if options.assignment is not None:
        assignment = table(options.assignment, *column_names(options)[1:])
        return _verdict(Plan.from_assignment(problem, assignment))
    return exits.BAD_INPUT if problem.rejected.num_rows else exits.FINE


def _verdict(plan: Plan) -> int:
    findings = plan.check()
    for finding in findings:
        print(finding)
    if findings:
        print(f"{len(findings):,} findings")
        return exits.BAD_INPUT
    print(plan.summary)
    print("nothing found: every account is in a territory, and every limit is kept")
    return exits.FINE
