"""How far there is to go: travel of a visit in each territory, before and now."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..charts import Lane, RangeRow, range_rows, strip_chart
from ..html import text
from ..words import percent, round_amount
from .markup import paragraph, section
from .subject import Subject

Float = NDArray[np.float64]

ROWS = 40  # territories that get a row each; more become dots on a line


def travel(subject: Subject) -> str:
    """The section."""
    now = subject.mean_travel
    shown = np.flatnonzero(np.isfinite(now))
    if not len(shown):
        return ""
    chart = _rows(subject, shown) if len(now) <= ROWS else _strip(subject)
    return section("travel", "How far there is to travel", paragraph(*_sentences(subject)), chart)


def _sentences(subject: Subject) -> list[str]:
    figures = subject.summary["travel"]
    total = f"In all, visits take <b>{text(subject.travel(figures['total']))}</b> of travel"
    if subject.visits_given:
        total += ": the way to each account times its visits, added up"
    return [f"{total}.", *_compared(subject, figures["per_visit"]), *_fairness_adds(subject)]


def _compared(subject: Subject, now: float) -> list[str]:
    before, then = subject.before, subject.per_visit_before
    if before is None or not (math.isfinite(then) and then > 0.0):
        return []
    average = f"A visit takes {text(subject.travel(now))} on average"
    if before.known == subject.instance.n:
        change = now / then - 1.0
        how = f"{text(percent(abs(change)))} {'less' if change < 0.0 else 'more'}"
        said = f"{average}, {subject.before_word} {text(subject.travel(then))}: {how}."
    else:
        known = f"the {before.known:,} accounts that have a territory today"
        said = f"{average}; for {known}, {text(subject.travel(then))} today."
    return [said, "Earlier travel counts from the best centres that the earlier territories could have."]


def _fairness_adds(subject: Subject) -> list[str]:
    figures = subject.summary["travel"]
    nearest, price = figures["nearest_per_visit"], figures["price_of_balance"]
    if not math.isfinite(price) or price <= 0.0 or len(subject.ids) == 1:
        return []
    shortest = f"If every account went to the nearest centre, a visit would take {text(subject.travel(nearest))}"
    return [f"{shortest}; sharing the work fairly, and what else was asked, adds {text(percent(price))}."]


def _rows(subject: Subject, shown: NDArray[np.intp]) -> str:
    now, before = subject.mean_travel, subject.before
    then = subject.mean_travel_before
    origin = before.origin(len(now)) if before is not None else None
    rows = []
    for index in sorted(shown.tolist(), key=lambda t: -now[t]):
        was = int(origin[index]) if origin is not None else -1
        earlier = float(then[was]) if then is not None and was >= 0 and np.isfinite(then[was]) else None
        rows.append(RangeRow(subject.territory(index), earlier, float(now[index]), subject.travel(float(now[index]))))
    caption = "Travel of a visit in each territory, the longest first"
    if any(row.earlier is not None for row in rows):
        caption += f"; hollow: {'today' if subject.before_word == 'today' else 'before'}"
    return range_rows(caption, rows, ("Territory", f"{subject.unit or 'Travel'} a visit"), subject.travel)


def _strip(subject: Subject) -> str:
    lanes = []
    then, before = subject.mean_travel_before, subject.before
    if before is not None and then is not None and np.isfinite(then).any():
        lanes.append(Lane(before.name.capitalize(), then, _said(subject, before.ids, then), earlier=True))
    now = subject.mean_travel
    lanes.append(Lane("This plan", now, _said(subject, subject.ids, now)))
    title = "Travel of a visit in each territory"
    described = " ".join(f"{lane.name}: {_span(subject, lane)}." for lane in lanes)
    drawn = strip_chart(title, described, lanes, lambda value: f"{round_amount(value)} {subject.unit}".strip())
    return paragraph("Each dot is a territory, at the average travel of a visit.", kind="quiet") + drawn


def _said(subject: Subject, ids: list[Any], values: Float) -> list[str]:
    return [f"{id}: {subject.travel(value)}" for id, value in zip(ids, values.tolist(), strict=True)]


def _span(subject: Subject, lane: Lane) -> str:
    ends = float(np.nanmin(lane.values)), float(np.nanmax(lane.values))
    return f"from {subject.travel(ends[0])} to {subject.travel(ends[1])}"
