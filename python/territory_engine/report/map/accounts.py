"""The accounts of a page: where they are, whose they are, how large, and how far they travel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...unit_travel import travel_to
from ..before import Before
from .columns import Columns, smallest_unsigned
from .frame import Frame, cells, fraction, interleaved
from .ids import add_ids
from .quantised import quantised
from .sample import Rows, shown_rows

if TYPE_CHECKING:
    from ...plan import Plan

Float = NDArray[np.float64]

EXACT = 100_000  # accounts up to which a page has their numbers to seven digits and their places to a centimetre
FINE = 500_000  # accounts up to which every cell is told apart, beyond every second in each direction: two bits less


@dataclass(frozen=True)
class Shown:
    """What a page has of the accounts, for its words."""

    rows: Rows  # of the problem, in the order of the page
    exact: bool
    step: int  # cells in each direction that are not told apart
    error: float  # the largest relative error of an amount
    names: str  # "ids", "rows" or "none": what tells the accounts apart
    amounts: list[dict[str, Any]]  # per measure: where its values are
    weight: dict[str, Any]  # the same for travel weights


def add_accounts(
    columns: Columns, plan: Plan, frame: Frame, before: Before | None, limit: int, ids: bool, room: int
) -> Shown:
    """Add the columns of the accounts.

    Parameters
    ----------
    columns : Columns
    plan : Plan
    frame : Frame
    before : Before, optional
    limit : int
        Accounts at most; see :func:`.sample.shown_rows`.
    ids : bool
        Whether the page may have the users' ids.
    room : int
        Bytes that the columns may take in all; ids beyond that are left out, see :func:`.ids.add_ids`.
    """
    instance, labels = plan.problem.instance, plan.solution.labels
    u, v = frame.u(instance.x), frame.v(instance.y)
    shown = min(limit, instance.n)
    step = 1 if shown <= FINE else 2
    across, down = cells(u, step), cells(v, step)
    order = interleaved(across, down)
    rows = shown_rows(order, labels, limit)
    exact = shown <= EXACT
    columns.add("cell", order[rows], "delta")
    if exact:
        columns.add("fine_u", fraction(u[rows], across[rows]))
        columns.add("fine_v", fraction(v[rows], down[rows]))
    columns.add("territory", labels[rows].astype(smallest_unsigned(instance.territory_count)))
    if before is not None:
        columns.add("before", (before.labels[rows] + 1).astype(smallest_unsigned(len(before.ids) + 1)))
    if plan.evaluation.penalties.disruption > 0.0:
        columns.add("baseline", (instance.baseline[rows] + 1).astype(smallest_unsigned(instance.territory_count + 1)))
    if (instance.pinned >= 0).any():
        columns.add("pinned", (instance.pinned[rows] >= 0).astype(np.uint8))
    amounts, weight, error = _amounts(columns, plan, rows, exact)
    if instance.metric.kind not in ("sphere", "plane"):
        _add_travel(columns, plan, rows)
    named = add_ids(columns, plan.problem.unit_ids, rows, ids, room)
    return Shown(rows, exact, step, error, named, amounts, weight)


def _amounts(
    columns: Columns, plan: Plan, rows: Rows, exact: bool
) -> tuple[list[dict[str, Any]], dict[str, Any], float]:
    """Each measure's values and the travel weights; equal ones once."""
    instance = plan.problem.instance
    every = [*(measure.values for measure in instance.measures), instance.travel_weight]
    found: list[dict[str, Any]] = []
    worst = 0.0
    for number, values in enumerate(every):
        same = next((i for i in range(number) if np.array_equal(every[i], values)), None)
        if same is not None:
            found.append(found[same])
        elif (values == values[0]).all():
            found.append({"constant": float(values[0])})
        else:
            name = f"amount_{number}"
            worst = max(worst, _add_amount(columns, name, values[rows], exact))
            found.append({"column": name} if exact else {"column": name, "table": f"{name}_table"})
    return found[:-1], found[-1], worst


def _add_amount(columns: Columns, name: str, values: Float, exact: bool) -> float:
    if exact:
        columns.add(name, values.astype(np.float32))
        return 0.0
    codes, table, error = quantised(values)
    columns.add(name, codes)
    columns.add(f"{name}_table", table)
    return error


def _add_travel(columns: Columns, plan: Plan, rows: Rows) -> None:
    """Travel that follows from no formula: to the own centre, and to that of the next best territory."""
    instance, second = plan.problem.instance, plan.second_choices
    columns.add("travel", plan.evaluation.unit_travel[rows].astype(np.float32))
    if instance.territory_count > 1:
        there = second.territory[rows]
        columns.add("next", there.astype(smallest_unsigned(instance.territory_count)))
        columns.add("next_travel", travel_to(instance, rows, there, plan.solution.centers).astype(np.float32))
