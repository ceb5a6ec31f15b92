"""``territory-engine outlines``: areas or accounts of a saved plan for other programs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Literal

from ..errors import DataError
from ..plan import Plan
from ..terminal.progress import doing
from ..terminal.screen import Screen
from ..text import size
from . import exits
from .saved import saved_plan
from .show import show_files

GEOJSON, GEOPARQUET = (".geojson", ".json"), (".parquet", ".geoparquet")


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Write them in the format that the file's name asks for."""
    if options.out is not None:
        _check_format(options.out)
    plan = saved_plan(options.plan, options.network, "outlines")
    what: Literal["territories", "accounts"] = options.what or "territories"
    out = Path(options.out or _default(plan, Path(options.plan), what))
    with doing("drawing the areas" if what == "territories" else "writing the accounts", silent=screen.quiet):
        write = plan.to_geojson if out.suffix.lower() in GEOJSON else plan.to_geoparquet
        write(out, what=what)
    instance = plan.problem.instance
    count = f"areas of {instance.territory_count:,} territories" if what == "territories" else f"{instance.n:,} points"
    show_files(screen, [(out, f"{count}, {size(out.stat().st_size)}")])
    return exits.FINE


def _check_format(out: str) -> None:
    possible = (*GEOJSON, *GEOPARQUET)
    if Path(out).suffix.lower() not in possible:
        raise DataError(
            f"{out!r}: cannot write this format; expected a name that ends in {', '.join(possible)}",
            found=out,
            expected=possible,
        )


def _default(plan: Plan, folder: Path, what: str) -> Path:
    """GeoJSON has degrees only."""
    name = "outlines" if what == "territories" else "accounts"
    return folder / f"{name}{'.parquet' if plan.problem.columns.latitude is None else '.geojson'}"
