"""Charts of plain tables: what fairness costs in travel, what fewer moves cost."""

from __future__ import annotations

import base64
import math
import os
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from ...atomic import written
from ...errors import DataError
from ...tables.source import read
from ...tables.wanted import Wanted
from ..words import amount, asked, percent, round_amount
from .plane import Point, plane_chart
from .style import standalone


class Chart:
    """One chart: notebooks show it, :meth:`save` writes it as an SVG file, light and dark as its reader asks.

    Parameters
    ----------
    markup : str
        The chart as it stands in a page that has the style of charts.
    """

    def __init__(self, markup: str) -> None:
        self.markup = markup

    @property
    def svg(self) -> str:
        """The chart as a file of its own."""
        return standalone(self.markup)

    def _repr_html_(self) -> str:
        # as an image: its colours must not become those of the notebook
        data = base64.b64encode(self.svg.encode()).decode()
        return f'<img alt="" style="max-width:100%" src="data:image/svg+xml;base64,{data}">'

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the chart, whole or not at all.

        Raises
        ------
        DataError
            ``path`` does not end in ``.svg``, or its folder does not exist.
        """
        with written(path, (".svg",), "a chart") as fresh:
            fresh.write_text(self.svg, encoding="utf-8", newline="\n")
        return Path(path)


def pareto_chart(
    table: Any,
    x: str,
    y: str,
    *,
    name: str = "name",
    labels: Mapping[str, str] | None = None,
    shares: Collection[str] = (),
    title: str = "What one costs in the other",
) -> Chart:
    """Plans as points, two figures of which less is better; those that no other beats in both are joined.

    Parameters
    ----------
    table : table or mapping of columns
        One row per plan.
    x, y : str
        Columns of figures. Rows where one is missing or not finite are left out.
    name : str
        Column of names.
    labels : mapping of str to str, optional
        What columns are called on the axes; their own names by default.
    shares : collection of str
        Columns that are shown in per cent.
    title : str
        What is heard in the chart's stead.

    Raises
    ------
    DataError
        No row has both figures, or a column is missing.

    Examples
    --------
    >>> table = {"name": ["fair", "short"], "deviation": [0.01, 0.2], "km": [120.0, 95.0]}
    >>> chart = pareto_chart(table, "km", "deviation", shares=["deviation"])
    >>> chart.svg.startswith("<svg ")
    True
    """
    found = _rows(table, x, y, name)
    best = non_dominated([row[1:] for row in found])
    points = [Point(*row, marked=index in best) for index, row in enumerate(found)]
    axes = _label(x, labels), _label(y, labels)
    said = f"{len(points)} plans; not beaten in both: {', '.join(points[index].name for index in sorted(best))}."
    return _drawn(title, said, points, axes, (x, y), shares)


def stability_chart(
    table: Any,
    moved: str,
    cost: str,
    *,
    name: str = "name",
    labels: Mapping[str, str] | None = None,
    shares: Collection[str] = (),
    title: str = "What fewer moves cost",
) -> Chart:
    """Plans as points along the accounts that they move, all joined in that order.

    Parameters
    ----------
    table, name, labels, shares, title
        As for :func:`pareto_chart`.
    moved : str
        Column of accounts that change hands, or their share.
    cost : str
        Column of what the plan costs: its objective, or travel.

    Raises
    ------
    DataError
        No row has both figures, or a column is missing.

    Examples
    --------
    >>> table = {"budget": [0, 50], "moved": [0, 48], "km": [130.0, 112.0]}
    >>> chart = stability_chart(table, "moved", "km", name="budget")
    >>> chart.svg.count("<circle")
    2
    """
    points = [Point(*row, marked=True) for row in _rows(table, moved, cost, name)]
    axes = _label(moved, labels), _label(cost, labels)
    said = f"{len(points)} plans, from {min(p.x for p in points):,g} to {max(p.x for p in points):,g} moved."
    return _drawn(title, said, points, axes, (moved, cost), shares)


def non_dominated(points: Sequence[tuple[float, float]]) -> set[int]:
    """Points that no other beats in one figure without losing in the other; less is better.

    Examples
    --------
    >>> sorted(non_dominated([(1.0, 3.0), (2.0, 2.0), (3.0, 3.0)]))
    [0, 1]
    """
    return {
        index
        for index, (x, y) in enumerate(points)
        if not any(a <= x and b <= y and (a < x or b < y) for a, b in points)
    }


def _rows(table: Any, x: str, y: str, name: str) -> list[tuple[str, float, float]]:
    data = pa.table(dict(table)) if isinstance(table, Mapping) else table
    wanted = [Wanted(name, "id", optional=True), Wanted(x, "number"), Wanted(y, "number")]
    read_in = read(data, "plans", wanted)
    names = read_in[name].to_pylist() if name in read_in.column_names else [""] * len(read_in)
    every = zip(names, read_in[x].to_pylist(), read_in[y].to_pylist(), strict=True)
    rows = [
        (str(said), float(one), float(other))
        for said, one, other in every
        if one is not None and other is not None and math.isfinite(one) and math.isfinite(other)
    ]
    if not rows:
        raise DataError(f"plans: no row has both {x!r} and {y!r}; there is nothing to draw.", table="plans", column=x)
    return rows


def _label(column: str, labels: Mapping[str, str] | None) -> str:
    return (labels or {}).get(column, column.replace("_", " "))


def _drawn(
    title: str, said: str, points: list[Point], axes: tuple[str, str], columns: tuple[str, str], shares: Collection[str]
) -> Chart:
    share = [column in shares for column in columns]
    show = percent if share[0] else amount, percent if share[1] else amount
    ticks = asked if share[0] else round_amount, asked if share[1] else round_amount
    return Chart(plane_chart(title, said, points, axes, show, ticks=ticks, joined=True))
