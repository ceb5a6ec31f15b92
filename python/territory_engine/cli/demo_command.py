"""``territory-engine demo``: the main job on the built-in accounts, or on a file of one's own."""

from __future__ import annotations

import argparse

from ..demo import accounts
from ..errors import DataError
from ..terminal.progress import doing
from ..terminal.screen import Screen
from .guess import guess_columns
from .problem import make_problem
from .solving import silent, solve_and_save

COUNT, TERRITORIES, COUNTRIES = 20_000, 40, ("DE", "DK", "SE", "PL", "FR")


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Make or read the accounts, plan them, and show before and after."""
    if options.accounts is None:
        _make_accounts(options, screen)
        guess_columns(options)
    elif options.count is not None or options.countries is not None:
        raise DataError("--accounts and --countries are for the built-in accounts; leave them out with a file")
    else:
        screen.say(f"taken by name: {', '.join(guess_columns(options)) or 'nothing'}")
    with doing("reading the accounts", silent=silent(options)):
        problem = make_problem(options)
    return solve_and_save(problem, options, screen, "demo_plan")


def _make_accounts(options: argparse.Namespace, screen: Screen) -> None:
    count = COUNT if options.count is None else options.count
    countries = options.countries or COUNTRIES
    options.territories = TERRITORIES if options.territories is None else options.territories
    if not isinstance(options.territories, int):
        raise DataError("--territories of the built-in accounts must be a count")
    with doing(f"inventing {count:,} accounts", silent=silent(options)):
        options.accounts = accounts(count, countries, options.seed or 0, territories=options.territories)
    screen.say(f"{count:,} invented accounts around real places of {', '.join(countries)}")
