"""A problem in a few lines, for people at a prompt."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

import numpy as np

from .balance import Balance
from .instance import Instance
from .measures import Ask
from .metric import Metric

if TYPE_CHECKING:
    from .problem import Problem

WIDE = 100  # columns that notes are wrapped to


def describe(problem: Problem) -> str:
    """What there is, what is asked, what counts."""
    instance, columns = problem.instance, problem.columns
    objective = problem.objective
    weight = "each account counts 1" if columns.visits is None else f"weighted by {columns.visits}"
    lines = [
        f"Problem: {instance.n:,} accounts, {instance.territory_count:,} territories",
        "  measures: " + ("; ".join(_measure(name, ask) for name, ask in problem.asks.items()) or "none"),
        f"  travel: {_travel(instance.metric)}, {weight}",
        f"  objective: travel {objective.travel:g}, fairness {objective.fairness:g}, "
        f"disruption {objective.disruption:g}, inside {objective.inside:g}",
    ]
    if instance.center_rule != "anywhere":
        lines.append(f"  centres: {_centers(instance)}")
    homes, fixed = int(np.isfinite(instance.center_y).sum()), int(instance.fixed.sum())
    if homes and instance.metric.kind != "table":
        lines.append(f"  homes: {homes:,} territories, {fixed:,} of them fixed")
    if columns.baseline is not None:
        lines.append(f"  baseline: {columns.baseline}")
    pinned = int((instance.pinned >= 0).sum())
    if pinned:
        lines.append(f"  pinned: {pinned:,} accounts")
    if len(problem.rejected):
        rows = len(problem.rejected["row"].unique())
        lines.append(f"  rejected: {rows:,} rows, see problem.rejected")
    lines += [fill(note, WIDE, initial_indent="  note: ", subsequent_indent="    ") for note in problem.notes]
    return "\n".join(lines)


def _travel(metric: Metric) -> str:
    if metric.ways is not None:
        return metric.ways.describe()
    squared = "squared " if metric.power == 2 else ""
    if metric.matrix is not None:
        return f"a matrix of {len(metric.matrix):,} x {len(metric.matrix):,}"
    if metric.kind == "sphere":
        return f"{squared}great-circle km"
    return f"{squared}straight lines" + (", cut to whole numbers" if metric.floor else "")


def _centers(instance: Instance) -> str:
    if instance.center_rule == "centroid":
        return "at the mean place of their units"
    return "one of their units" if instance.center_rule == "medoid" else f"{len(instance.candidate_y):,} candidates"


def _measure(name: str, ask: Ask) -> str:
    parts = [_balance(balance) for balance in (ask.hard, ask.soft) if balance is not None]
    for bounds in ask.bounds:
        if bounds.minimum is not None:
            parts.append(f"at least {bounds.minimum:g}")
        if bounds.maximum is not None:
            parts.append(f"at most {bounds.maximum:g}")
    return f"{name} {', '.join(parts)}"


def _balance(balance: Balance) -> str:
    if balance.tolerance == "smallest":
        return "as near to its target as possible"
    kind = "hard" if balance.hard else f"soft, weight {balance.weight:g}"
    return f"within {100.0 * float(balance.tolerance):g} % of its target ({kind})"
