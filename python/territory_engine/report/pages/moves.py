"""Which accounts change hands: how many, between which territories, and the largest of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..before import Before
from ..charts import BarRow, bar_rows
from ..html import text
from ..words import amount, count, percent
from .markup import Cell, data_table, name, number, paragraph, section
from .subject import Subject

FLOWS, LARGEST = 12, 10  # that are listed


def moves(subject: Subject) -> str:
    """The section; nothing where there is nothing to compare with."""
    before = subject.before
    if before is None:
        return ""
    moved, share = subject.moved
    new = subject.instance.n - before.known
    came = f"{count(new, 'account is', 'accounts are')} new and had no territory." if new else ""
    if moved == 0:
        return section("moves", "What moves", paragraph("No account changes its territory.", came))
    said = f"<b>{count(moved, 'account')}</b> of {before.known:,} ({text(percent(share))}) change hands."
    gone = int(np.count_nonzero(before.became < 0))
    ended = f"{count(gone, 'earlier territory has', 'earlier territories have')} no successor." if gone else ""
    kept = (
        "Territories with another name count as the same where most of their accounts stay together."
        if subject.renamed
        else ""
    )
    return section(
        "moves", "What moves", paragraph(said, came, ended, kept), streams(subject), _largest(subject, before)
    )


def streams(subject: Subject) -> str:
    """Between which territories most accounts move; there is something to compare with."""
    before = subject.before
    if before is None or not before.moved.any():
        return ""
    size = len(subject.ids)
    codes = before.labels[before.moved].astype(np.int64) * size + subject.plan.solution.labels[before.moved]
    pairs, sizes = np.unique(codes, return_counts=True)
    order = np.argsort(-sizes, kind="stable")[:FLOWS]
    rows = []
    for pair, moving in zip(pairs[order].tolist(), sizes[order].tolist(), strict=True):
        origin, goal = divmod(pair, size)
        label = f"{name(before.ids[origin])} → {subject.territory(goal)}"
        rows.append(BarRow(label, float(moving), f"{moving:,}"))
    caption = "Accounts that move between two territories"
    if len(pairs) > FLOWS:
        caption += f": the {FLOWS} largest of {len(pairs):,} streams"
    return bar_rows(caption, rows, ("From → to", "Accounts"))


def _largest(subject: Subject, before: Before) -> str:
    """Accounts that weigh most, in the main measure, else in visits."""
    instance, load = subject.instance, subject.main
    by_visits = load is None or bool((load.measure.values == load.measure.values[0]).all())
    weight = instance.travel_weight if by_visits or load is None else load.measure.values
    rows = np.flatnonzero(before.moved)
    chosen = rows[top(weight[rows], LARGEST)]
    labels, unit_travel = subject.plan.solution.labels, subject.plan.evaluation.unit_travel
    what = "Visits" if by_visits or load is None else load.name
    listed = [
        (
            subject.account(row),
            [
                number(amount(float(weight[row])), float(weight[row])),
                Cell(name(before.ids[before.labels[row]])),
                Cell(subject.territory(labels[row])),
                number(subject.figure(float(unit_travel[row])), float(unit_travel[row])),
            ],
        )
        for row in chosen.tolist()
    ]
    caption = f"The largest accounts that move, by {'visits' if what == 'Visits' else what}"
    heads = ["Account", what, "From", "To", f"{subject.unit or 'Travel'} a visit"]
    return data_table(caption, heads, listed, said=True)


def top(values: NDArray[np.float64], many: int) -> NDArray[np.intp]:
    """Places of the largest values, largest first, equal ones in their order; without sorting all."""
    if len(values) > many:
        least = np.partition(values, len(values) - many)[len(values) - many]
        rows = np.flatnonzero(values >= least)
    else:
        rows = np.arange(len(values))
    order: NDArray[np.intp] = rows[np.argsort(-values[rows], kind="stable")[:many]]
    return order
