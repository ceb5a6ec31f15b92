"""The table of figures of several plans, the best of each line marked, and what fairness costs in travel."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from ..charts import non_dominated, pareto_chart
from ..html import text
from ..words import SPACE, amount, percent
from .markup import Cell, data_table, listed, name, paragraph, section
from .scenarios import Scenarios

MEASURES = 4  # that have lines of their own


@dataclass(frozen=True)
class Line:
    """One figure of all plans; less is better where ``ranked``."""

    head: str  # plain text
    values: list[float]
    show: Callable[[float], str]
    ranked: bool = True


def figures(found: Scenarios) -> str:
    """The section with the table."""
    rows = []
    for line in _lines(found):
        finite = [value for value in line.values if math.isfinite(value)]
        least = min(finite, default=math.nan)
        worth = line.ranked and len(finite) > 1 and max(finite) > least * (1.0 + 1e-9)
        cells = [_cell(line, value, worth and value <= least * (1.0 + 1e-9)) for value in line.values]
        rows.append((text(line.head), cells))
    table = data_table("Figures of the plans", ["Figure", *found.names], rows)
    said = paragraph('Marked <b class="best">like this</b>: the best of its line. Less is better.')
    return section("figures", "The figures", said, table)


def _cell(line: Line, value: float, best: bool) -> Cell:
    shown = text(line.show(value))
    if best:
        shown = f'<b class="best">{shown}<span class="heard">{SPACE}best</span></b>'
    return Cell(shown, 0.0 if math.isnan(value) else value)


def _lines(found: Scenarios) -> Iterator[Line]:
    summaries = [plan.summary for plan in found.plans.values()]
    unit = {subject.unit for subject in found.subjects.values()}
    in_unit = f", {next(iter(unit))}" if len(unit) == 1 and unit != {""} else ""
    yield Line("Territories", [float(s["territories"]) for s in summaries], amount, ranked=False)
    for measure in found.measures[:MEASURES]:
        mine = [s["measures"][measure] for s in summaries]
        yield Line(f"{measure}: furthest from target", [m["max_deviation"] for m in mine], percent)
        yield Line(f"{measure}: typical spread", [m["cv"] for m in mine], percent)
    yield Line(f"Travel of a visit{in_unit}", [s["travel"]["per_visit"] for s in summaries], amount, len(unit) == 1)
    yield Line(f"Travel in all{in_unit}", [s["travel"]["total"] for s in summaries], amount, len(unit) == 1)
    longest = [float(np.nanmax(s.mean_travel, initial=-np.inf)) for s in found.subjects.values()]
    yield Line(f"Longest of a territory, a visit{in_unit}", longest, amount, len(unit) == 1)
    if found.same_wishes:
        yield Line("Objective", [s["objective"] for s in summaries], amount)
    yield Line("Could be better by at most", [plan.gap for plan in found.plans.values()], percent, ranked=False)
    findings = [float(len(subject.findings)) for subject in found.subjects.values()]
    if any(findings):
        yield Line("Limits not kept", findings, amount)
    first = found.names[0]
    moved = [float(np.count_nonzero(found.moved(first, other))) for other in found.names]
    yield Line(f"Accounts that change hands against {first}", moved, amount, ranked=False)


def tradeoff(found: Scenarios) -> str:
    """The section with travel against fairness, and travel against moves."""
    summaries = [plan.summary for plan in found.plans.values()]
    units = {subject.unit for subject in found.subjects.values()}
    travel = [s["travel"]["per_visit"] for s in summaries]
    if len(units) != 1 or sum(map(math.isfinite, travel)) < 2:
        return ""
    unit = f", {next(iter(units))}" if units != {""} else ""
    columns: dict[str, list[float] | list[str]] = {"name": found.names, "travel": travel}
    labels = {"travel": f"Travel of a visit{unit}"}
    parts = []
    if found.measures:
        measure = found.measures[0]
        off = [s["measures"][measure]["max_deviation"] for s in summaries]
        labels["off"] = f"{measure}: furthest from target"
        title = f"Travel against {measure}"
        drawn = pareto_chart(columns | {"off": off}, "travel", "off", labels=labels, shares=["off"], title=title)
        parts += [_said(found, travel, off), drawn.markup]
    if len(found.names) > 2:
        first = found.names[0]
        moved = [float(np.count_nonzero(found.moved(first, other))) for other in found.names]
        labels["moved"] = f"Accounts that change hands against {first}"
        drawn = pareto_chart(columns | {"moved": moved}, "moved", "travel", labels=labels, title="Travel against moves")
        parts += [f"<h3>What moves buy</h3>{drawn.markup}"]
    return section("tradeoff", "Fair, or short?", *parts)


def _said(found: Scenarios, travel: list[float], off: list[float]) -> str:
    known = [i for i in range(len(travel)) if math.isfinite(travel[i] + off[i])]
    best = {known[i] for i in non_dominated([(travel[i], off[i]) for i in known])}
    beaten = [found.names[i] for i in known if i not in best]
    ends = "Further down is fairer, further left is shorter."
    if not beaten:
        return paragraph(ends, "None of the plans is beaten in both: what one gains in the one, it loses in the other.")
    verb = "is" if len(beaten) == 1 else "are"
    return paragraph(ends, f"In grey {verb} {listed([name(n) for n in beaten])}: another plan is fairer and shorter.")
