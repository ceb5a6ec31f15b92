"""``territory-engine outlines``: the areas of a saved plan's territories as a file for maps."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from ..errors import DataError
from ..terminal.progress import doing
from ..terminal.screen import Screen
from . import exits
from .saved import saved_plan
from .show import show_files

GEOJSON, GEOPARQUET = (".geojson", ".json"), (".parquet", ".geoparquet")


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Write the areas in the format that the file's name asks for."""
    if options.out is not None:
        _check_format(options.out)
    plan: Any = saved_plan(options.plan, options.network, "outlines")
    out = Path(options.out or Path(options.plan) / "outlines.geojson")
    with doing("drawing the areas", silent=screen.quiet):
        if out.suffix.lower() in GEOJSON:
            plan.to_geojson(out)
        else:
            plan.to_geoparquet(out)
    show_files(screen, [(out, f"areas of {plan.problem.instance.territory_count:,} territories")])
    return exits.FINE


def _check_format(out: str) -> None:
    possible = (*GEOJSON, *GEOPARQUET)
    if Path(out).suffix.lower() not in possible:
        raise DataError(
            f"{out!r}: cannot write this format; expected a name that ends in {', '.join(possible)}",
            found=out,
            expected=possible,
        )
