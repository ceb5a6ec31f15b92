"""Territories in a table, each with a bar from its target to its load: all of a few, of many the worst."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..plan import Plan
from ..terminal.bars import deviation_bar
from ..terminal.screen import Line, Screen, Span
from ..terminal.table import Column, table
from ..text import alike, percent
from .deviation import Deviation, over

ALL, WORST = 12, 8  # up to so many territories are listed, of more the worst
LOW = 1000  # the rank of columns that go first where room is short


def territory_bars(screen: Screen, plan: Plan, found: Sequence[Deviation], *, every: bool) -> list[Line]:
    """The lines of the table, with bars for the first measure; ``every`` lists all territories, however many."""
    count = len(found[0].load)
    if every or count <= ALL:
        return _table(screen, plan, found, np.arange(count))
    worst = _worst(found)
    rows = np.argsort(-np.abs(worst), kind="stable")[:WORST]
    if len(found) == 1:  # from far above to far below
        rows = rows[np.argsort(-worst[rows], kind="stable")]
    text = f"the {WORST} of {count:,} territories furthest off; --all lists every one"
    note: list[Line] = [[(part, "dim")] for part in textwrap.wrap(text, screen.columns)]
    return _table(screen, plan, found, rows) + note


def _worst(found: Sequence[Deviation]) -> NDArray[np.float64]:
    """(K,) each territory's deviation in the measure where it is furthest off; 0 where nothing is known."""
    off = np.nan_to_num(np.stack([one.off for one in found]))
    return np.asarray(off[np.abs(off).argmax(axis=0), np.arange(off.shape[1])])


def _table(screen: Screen, plan: Plan, found: Sequence[Deviation], rows: NDArray[np.intp]) -> list[Line]:
    first, unit = found[0], plan.summary["travel"]["unit"]
    width = 13 if screen.columns < 60 else 21 if screen.columns < 100 else 41
    scale = _scale(first, rows)
    counted = first.target == "mean"  # accounts are what is drawn, and have a column already
    columns = [
        Column("territory", right=False, least=9),
        Column("accounts", rank=LOW - 1),
        Column(f"{unit or 'travel'} a visit", rank=LOW),
        *([] if counted else [Column(first.name, rank=LOW - 2, least=8)]),
        Column(f"off {first.target}"),
        Column(_axis(scale, width), right=False, rank=1),
        *(Column(one.name, rank=2 + number, least=8) for number, one in enumerate(found[1:])),
    ]
    means = alike(over(plan.evaluation.travel, plan.evaluation.visits)[rows].tolist())
    loads = alike(first.load[rows].tolist())
    beyond = [one.beyond for one in found]
    cells = []
    for t, mean, load in zip(rows.tolist(), means, loads, strict=True):
        edges = float(first.lower[t]) - 1.0, float(first.upper[t]) - 1.0
        bar = deviation_bar(float(first.off[t]), edges, scale, width, screen.unicode)
        row: list[str | Span] = [str(plan.territory_name(t)), f"{int(plan.evaluation.counts[t]):,}", mean]
        row += [] if counted else [load]
        row += [_off(first, t), (bar, "bad" if beyond[0][t] else "bar")]
        row += [(_off(one, t), "bad" if out[t] else "") for one, out in zip(found[1:], beyond[1:], strict=True)]
        cells.append(row)
    return table(screen, columns, cells)


def _scale(one: Deviation, rows: NDArray[np.intp]) -> float:
    """What the end of a bar stands for: the largest deviation, or the edge of what is allowed."""
    ends = np.concatenate([one.off[rows], one.lower[rows] - 1.0, one.upper[rows] - 1.0])
    return max(float(np.abs(ends[np.isfinite(ends)]).max(initial=0.0)), 1e-4)


def _axis(scale: float, width: int) -> str:
    """The head of the bars: what both ends stand for."""
    left, right = (f"{sign}{100.0 * scale:.3g} %" for sign in "-+")
    return left + right.rjust(width - len(left)) if len(left + right) < width else ""


def _off(one: Deviation, t: int) -> str:
    off = float(one.off[t])
    return "" if math.isnan(off) else percent(off, signed=True)
