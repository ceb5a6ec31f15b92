"""The page of a picture: title, map, balance of the measures, and what is not shown."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..errors import DataError
from ..instance import Measure
from ..report.dot_colors import dot_colors
from ..text import percent
from .balance_panel import Balance, balance_panel
from .map_panel import RINGS, Box, map_panel
from .projection import Projection, fit, fit_plane
from .svg import FONT, PAPER, QUIET, RULE, element, shorten, text

if TYPE_CHECKING:
    from ..plan import Plan

Float = NDArray[np.float64]

WIDTH, HEIGHT, MARGIN = 1280.0, 860.0, 36.0
MAP = Box(MARGIN, 104.0, 800.0, 700.0)
SIDE = Box(MARGIN + 800.0 + 44.0, 104.0, WIDTH - 2 * MARGIN - 844.0, 716.0)
NAMESPACES = {"xmlns": "http://www.w3.org/2000/svg", "xmlns:xlink": "http://www.w3.org/1999/xlink"}
DOTS = 20_000
CHARTS = 3  # measures that get a chart of their own


def write_picture(plan: Plan, path: str | os.PathLike[str]) -> None:
    """Write the picture of a plan as SVG, well below 2 MB.

    Accounts are dots in the colour of their territory, neighbours in different colours; centres are rings. Beyond
    20,000 accounts an even sample is drawn, always the same one, and the picture says so. The charts at the side show
    the loads of the first three measures as a share of their targets.

    Raises
    ------
    DataError
        ``path`` does not end in ``.svg``, or the problem has no places.
    """
    if plan.problem.columns.places is None:
        raise DataError("plan.picture: this problem has a matrix of travel and no places; there is nothing to draw.")
    target = Path(path)
    if target.suffix.lower() != ".svg":
        raise DataError(f"plan.picture: {str(target)!r} must end in '.svg'.", found=str(target), expected=".svg")
    target.write_text(picture(plan), encoding="utf-8")


def picture(plan: Plan) -> str:
    """The SVG document."""
    instance, solution = plan.problem.instance, plan.solution
    rows = _sample(instance.n)
    y, x, labels = instance.y[rows], instance.x[rows], solution.labels[rows]
    used = plan.evaluation.counts > 0
    inner = (MAP.left + 24, MAP.top + 24, MAP.width - 48, MAP.height - 72)
    shown = np.concatenate([y, solution.center_y[used]]), np.concatenate([x, solution.center_x[used]])
    projection = _fit(plan, *shown, *inner)
    names = [str(name) for name in plan.problem.territory_ids.to_pylist()]
    colors = dot_colors(plan, rows)
    body = [
        element("rect", width=WIDTH, height=HEIGHT, fill=PAPER),
        _title(plan),
        map_panel(
            MAP,
            projection,
            y,
            x,
            labels,
            solution.center_y,
            solution.center_x,
            names,
            colors,
        ),
        _charts(plan, names, colors),
        _note(plan, len(rows)),
    ]
    size = {"width": WIDTH, "height": HEIGHT, "viewBox": f"0 0 {WIDTH:g} {HEIGHT:g}"}
    return element("svg", "\n".join(body), **NAMESPACES, **size, font_family=FONT) + "\n"


def _sample(n: int) -> NDArray[np.int64]:
    if n <= DOTS:
        return np.arange(n)
    return np.sort(np.random.default_rng(0).choice(n, DOTS, replace=False, shuffle=False))


def _fit(plan: Plan, y: Float, x: Float, *box: float) -> Projection:
    return (fit if plan.problem.columns.x is None else fit_plane)(y, x, *box)


def _title(plan: Plan) -> str:
    instance, summary = plan.problem.instance, plan.summary
    head = f"{instance.n:,} accounts in {instance.territory_count:,} territories"
    loads = plan.evaluation.loads
    facts = []
    per_visit, unit = summary["travel"]["per_visit"], summary["travel"]["unit"]
    if not np.isnan(per_visit):
        facts.append(f"{per_visit:.3g} {unit} a visit" if unit else f"travel {per_visit:.3g} a visit")
    if not np.isnan(plan.gap):
        facts.append(f"within {percent(plan.gap)} of the proven bound")
    for column, measure in enumerate(instance.measures):
        share = _balance(measure, loads[:, column]).share
        if np.isfinite(share).any():
            ends = f"{100.0 * np.nanmin(share):.1f} to {100.0 * np.nanmax(share):.1f} %"
            facts.append(f"{shorten(measure.name, 14, 160)} {ends} of target")
    rule = element("path", d=f"M{MARGIN} 88H{WIDTH - MARGIN}", stroke=RULE)
    line = text(MARGIN, 73, shorten("  ·  ".join(facts), 14, WIDTH - 2 * MARGIN), 14, QUIET)
    return text(MARGIN, 48, head, 26, font_weight=700) + line + rule


def _charts(plan: Plan, names: list[str], colors: list[str]) -> str:
    instance, loads = plan.problem.instance, plan.evaluation.loads
    balances = [_balance(measure, loads[:, column]) for column, measure in enumerate(instance.measures[:CHARTS])]
    if not balances:
        counts = plan.evaluation.counts
        balances = [Balance("accounts, against the mean", counts / counts.mean(), np.nan, np.nan)]
    each = SIDE.height / len(balances)
    return "\n".join(
        balance_panel(Box(SIDE.left, SIDE.top + i * each, SIDE.width, each - 16), balance, names, colors)
        for i, balance in enumerate(balances)
    )


def _balance(measure: Measure, load: NDArray[np.float64]) -> Balance:
    aimed = measure.target > 0.0
    share = np.full(len(load), np.nan)
    np.divide(load, measure.target, out=share, where=aimed)
    if not measure.balanced or not aimed.any():
        return Balance(measure.name, share, np.nan, np.nan)
    # the band of most territories: users' own limits may cut it for some
    lower, upper = (np.median(edge[aimed] / measure.target[aimed]) for edge in (measure.lower, measure.upper))
    return Balance(measure.name, share, float(lower), float(upper))


def _note(plan: Plan, shown: int) -> str:
    instance = plan.problem.instance
    dots = f"showing {shown:,} of {instance.n:,} accounts" if shown < instance.n else "every account is a dot"
    rings = "; rings are centres" if instance.territory_count <= RINGS else ""
    return text(MARGIN, HEIGHT - 26, dots + rings, 11, QUIET)
