"""``territory-engine plan``: a table of accounts becomes a plan."""

from __future__ import annotations

import argparse

from ..terminal.progress import doing
from ..terminal.screen import Screen
from .problem import make_problem
from .solving import silent, solve_and_save


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Plan and save."""
    with doing("reading the accounts", silent=silent(options)):
        problem = make_problem(options)
    return solve_and_save(problem, options, screen, "plan")
