"""What changes hands between plans."""

from __future__ import annotations

import numpy as np

from ..before import before_of
from ..html import text
from ..words import count, percent
from .markup import Cell, data_table, name, number, paragraph, section
from .moves import streams
from .scenarios import Scenarios
from .subject import Subject

ROWS = 400  # territories that are listed


def moved_between(found: Scenarios) -> str:
    """Between two plans stream by stream and territory by territory, between several how many for each pair."""
    return _two(found) if len(found.names) == 2 else _several(found)


def _two(found: Scenarios) -> str:
    first, second = found.names
    subject = Subject(found.plans[second], before_of(found.plans[second], found.plans[first]))
    moved, share = subject.moved
    hands = f"<b>{count(moved, 'account')}</b> ({text(percent(share))}) change hands."
    said = paragraph(f"From {name(first)} to {name(second)}, {hands}")
    return section("moves", "What moves", said, streams(subject), _territories(subject, first, second))


def _several(found: Scenarios) -> str:
    rows = []
    for earlier in found.names:
        moved = [int(np.count_nonzero(found.moved(earlier, later))) for later in found.names]
        cells = [
            Cell("–", 0.0) if earlier == to else number(f"{m:,}", m) for to, m in zip(found.names, moved, strict=True)
        ]
        rows.append((name(earlier), cells))
    said = paragraph(
        "Accounts that are elsewhere in the other plan.",
        "Territories of two plans count as the same where most of their accounts stay together.",
    )
    table = data_table("Accounts that change hands between two plans", ["From", *found.names], rows)
    return section("moves", "What moves between the plans", said, table)


def _territories(subject: Subject, first: str, second: str) -> str:
    """Territory by territory, then and now."""
    before, loads = subject.before, [load for load in subject.loads if load.earlier is not None][:2]
    assert before is not None
    came, went = subject.came_and_went
    counts = subject.plan.evaluation.counts
    rows = []
    for index, was in enumerate(before.origin(len(subject.ids))[:ROWS].tolist()):
        cells = [Cell(subject.was(index))] if subject.renamed else []
        cells.append(_count(int(before.counts[was])) if was >= 0 else Cell("–"))
        cells += [_count(int(side[index])) for side in (counts, came, went)]
        for load in loads:
            assert load.earlier is not None
            cells += [_share(float(load.earlier[was]) if was >= 0 else np.nan), _share(float(load.deviation[index]))]
        rows.append((subject.territory(index), cells))
    heads = ["Territory", *(["Was"] if subject.renamed else []), f"Accounts, {first}", second, "Came", "Went"]
    for load in loads:
        heads += [f"{load.name}, {first}", second]
    return data_table("Territories then and now", heads, rows, sortable=True, said=True)


def _count(many: int) -> Cell:
    return number(f"{many:,}", many)


def _share(value: float) -> Cell:
    return number(percent(value, signed=True), value) if np.isfinite(value) else Cell("–")
