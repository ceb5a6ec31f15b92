"""The table of all territories: accounts, load against target, travel, what came and went."""

from __future__ import annotations

import numpy as np

from ..html import text
from ..words import amount, percent
from .markup import Cell, data_table, number, paragraph, section
from .subject import Load, Subject

ROWS = 2000  # territories in the table; beyond, those furthest from their target
SIDE_BY_SIDE = 4  # measures in one table: more would not fit on paper


def territories(subject: Subject) -> str:
    """The section."""
    chosen = _chosen(subject)
    groups = [subject.loads[i : i + SIDE_BY_SIDE] for i in range(0, len(subject.loads), SIDE_BY_SIDE)] or [[]]
    tables = [_table(subject, chosen, group, first=number == 0) for number, group in enumerate(groups)]
    cut = ""
    if len(chosen) < len(subject.ids):
        cut = f"Listed are the {len(chosen):,} furthest from target of {len(subject.ids):,}; plan.territories has all."
    intro = paragraph(
        "Below each load stands how far it is from its target." if subject.loads else "",
        '<span class="screen">Press a column’s heading to sort by it.</span>',
        text(cut),
    )
    return section("territories", "All territories", intro, *tables)


def _chosen(subject: Subject) -> list[int]:
    every = np.arange(len(subject.ids))
    if len(every) <= ROWS:
        return list(every.tolist())
    if subject.main is None:
        return list(every[:ROWS].tolist())
    furthest = np.argsort(-np.nan_to_num(np.abs(subject.main.deviation)), kind="stable")[:ROWS]
    return list(np.sort(furthest).tolist())


def _table(subject: Subject, chosen: list[int], loads: list[Load], first: bool) -> str:
    heads, columns = ["Territory"], []
    if first:
        heads.append("Accounts")
        columns.append([number(f"{int(c):,}", float(c)) for c in subject.plan.evaluation.counts[chosen]])
    for load in loads:
        heads.append(load.name)
        columns.append([_load(load, t) for t in chosen])
    if first:
        heads += [f"{subject.unit or 'Travel'} a visit", "Travel in all"]
        columns.append([number(subject.figure(v), v) for v in subject.mean_travel[chosen].tolist()])
        columns.append([number(subject.figure(v), v) for v in subject.plan.evaluation.travel[chosen].tolist()])
        if subject.before is not None:
            came, went = subject.came_and_went
            heads += ["Came", "Went"]
            columns += [[number(f"{int(v):,}", float(v)) for v in side[chosen]] for side in (came, went)]
            if subject.renamed:
                heads.append("Was")
                columns.append([Cell(subject.was(t)) for t in chosen])
    rows = [(subject.territory(t), [column[i] for column in columns]) for i, t in enumerate(chosen)]
    caption = "Territories" if first else "Territories, further measures"
    return data_table(caption, heads, rows, sortable=True)


def _load(load: Load, territory: int) -> Cell:
    value, deviation = float(load.load[territory]), float(load.deviation[territory])
    off = (
        f"<small>{text(percent(deviation, signed=True))}</small>"
        if np.isfinite(deviation)
        else "<small>no target</small>"
    )
    return Cell(f"{text(amount(value))} {off}", value)
