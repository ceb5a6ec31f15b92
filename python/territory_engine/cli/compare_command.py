"""``territory-engine compare``: two saved plans side by side."""

from __future__ import annotations

import argparse

from ..errors import DataError
from ..storage import load_plan
from . import exits
from .write import check_format, write_table


def run(options: argparse.Namespace) -> int:
    """Print the comparison, and write its territories where asked."""
    if options.before is None or options.after is None:
        raise DataError("two plans are needed: territory-engine compare BEFORE AFTER, each a folder that plan wrote")
    if options.out is not None:
        check_format(options.out, places=False)
    comparison = load_plan(options.after).compare(load_plan(options.before))
    if options.out is not None:
        write_table(comparison.territories, options.out)
    print(comparison)
    if options.out is not None:
        print(f"\nterritories: {options.out}")
    return exits.FINE
