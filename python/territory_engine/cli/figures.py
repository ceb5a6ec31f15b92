"""Balance and travel of plans in a table, side by side."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..plan import Plan
from ..terminal.screen import Line, Screen, Span
from ..terminal.table import Column, table
from ..text import alike, percent

Row = list[str | Span]


@dataclass(frozen=True)
class _Figure:
    """A figure that every summary has: of all of them less is better."""

    label: str
    of: Callable[[Mapping[str, Any]], float]
    show: Callable[[Sequence[float]], list[str]] = alike


def figures(screen: Screen, plans: Mapping[str, Plan]) -> list[Line]:
    """The lines of the table: a column for each plan under its name, the first is what the others are compared with."""
    summaries = [plan.summary for plan in plans.values()]
    count = len(summaries)
    rows: list[Row] = [["territories", *(f"{summary['territories']:,}" for summary in summaries)]]
    rows.append(_row(_Figure("objective", lambda summary: float(summary["objective"])), summaries))
    for name, group in _groups(summaries[-1]):
        rows.append([(name, "bold")])
        rows += [_row(one, summaries) for one in group]
    first, *others = plans.values()
    moved = [plan.compare(first).moved for plan in others]
    if moved:
        rows.append(["accounts that move", "", *(f"{int(one['accounts']):,}" for one in moved)])
    if count == 2:
        rows[-1].append(percent(moved[0]["share"]))
    columns = [Column(right=False, least=20), *(Column(name, least=8) for name in plans)]
    if count == 2:
        columns.append(Column("change", rank=1))
    return table(screen, columns, [row if len(row) == 1 else _filled(row, len(columns)) for row in rows])


def _filled(row: Row, count: int) -> Row:
    return [*row, *[""] * (count - len(row))]


def _groups(summary: Mapping[str, Any]) -> Iterator[tuple[str, list[_Figure]]]:
    for name in summary["measures"]:
        kinds = [("  largest deviation", "max_deviation"), ("  spread (cv)", "cv")]
        if "least_deviation" in summary["measures"][name]:
            kinds.append(("  least possible", "least_deviation"))  # proven: no plan has a smaller largest deviation
        yield name, [_Figure(label, partial(_balance, name, key), _percents) for label, key in kinds]
    unit = summary["travel"]["unit"]
    labels = {"per_visit": f"{unit} a visit", "per_account": f"{unit} an account"}
    labels["total"] = f"{unit} x visits" if unit else "in all"
    yield "travel", [_Figure(f"  {label.strip()}", partial(_travel, key)) for key, label in labels.items()]


def _balance(measure: str, key: str, summary: Mapping[str, Any]) -> float:
    return float(summary["measures"].get(measure, {}).get(key, math.nan))


def _travel(key: str, summary: Mapping[str, Any]) -> float:
    return float(summary["travel"][key])


def _row(one: _Figure, summaries: Sequence[Mapping[str, Any]]) -> Row:
    values = [one.of(summary) for summary in summaries]
    cells = one.show(values)
    return [one.label, *cells, *([_change(values, cells)] if len(values) == 2 else [])]


def _percents(shares: Sequence[float]) -> list[str]:
    return [percent(share) for share in shares]


def _change(values: list[float], cells: list[str]) -> Span:
    """Relative change from the one to the other figure; nothing where it would say nothing."""
    old, new = values
    if cells[0] == cells[1] or math.isnan(new) or not old > 0.0:
        return "", ""
    return percent(new / old - 1.0, signed=True), "good" if new < old else "bad"
