"""``territory-engine plan``: a table of accounts becomes a plan."""

from __future__ import annotations

import argparse

from ..terminal.screen import Screen
from .problem import make_problem
from .solving import solve_and_save


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Plan and save."""
    return solve_and_save(make_problem(options), options, screen, "plan")
