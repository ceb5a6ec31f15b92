"""Why a unit is where it is: what it costs there, what its next best territories would cost, what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from .check import HARD_SLACK
from .errors import DataError
from .marginal import Marginal
from .text import figure, with_unit
from .unit_travel import travel_to

if TYPE_CHECKING:
    from .plan import Plan

Float = NDArray[np.float64]
ALTERNATIVES = 3


@dataclass(frozen=True)
class Broken:
    """A hard limit that a move would break: whose, of which measure, and by how much (user units)."""

    territory: Any
    measure: str
    limit: str  # "minimum" or "maximum"
    by: float

    def __str__(self) -> str:
        over = "above the maximum" if self.limit == "maximum" else "below the minimum"
        return f"{self.measure} of {self.territory!r} would be {figure(self.by)} {over}"


@dataclass(frozen=True)
class Alternative:
    """Another territory for the unit. ``terms`` and ``cost`` are what moving there would change in the objective."""

    territory: Any
    travel: float  # of one visit
    terms: Mapping[str, float]
    cost: float
    breaks: tuple[Broken, ...]


@dataclass(frozen=True)
class Explanation:
    """The reasons for one unit's place in a plan; ``print`` it.

    All costs are in the unit of the objective, all other units staying where they are.
    """

    unit: Any
    place: tuple[float, float] | None  # (latitude, longitude), in the plane (x, y); None where there are no places
    territory: Any
    travel: float  # of one visit, in travel_unit
    travel_unit: str  # "km", "km²", or "" where it is the data's own
    terms: Mapping[str, float]  # what the unit costs where it is: its travel, the fairness penalty it adds, its move
    pinned: bool
    pin_price: float | None  # what its pin costs: the saving of its best move; None if it is not pinned
    baseline: Any  # territory before the plan, or None
    alternatives: tuple[Alternative, ...]  # the next best territories, cheapest first
    prices: Mapping[
        Any, Mapping[str, float]
    ]  # per territory named here and measure: travel x visits per unit of activity

    def __str__(self) -> str:
        place = "" if self.place is None else f" at ({self.place[0]:.5f}, {self.place[1]:.5f})"
        unit = self.travel_unit
        lines = [
            f"account {self.unit!r}{place} is in territory {self.territory!r}, "
            f"{with_unit(self.travel, unit)} from its centre" + (", pinned" if self.pinned else ""),
            f"  costs here: {_terms(self.terms)}",
        ]
        if self.baseline is not None:
            stayed = "as before" if self.baseline == self.territory else f"before: {self.baseline!r}"
            lines.append(f"  baseline: {stayed}")
        for other in self.alternatives:
            lines.append(
                f"  in {other.territory!r} ({with_unit(other.travel, unit)}) the objective would change by "
                f"{_signed(other.cost)}: {_terms(other.terms, signed=True)}"
            )
            lines += [f"    not allowed: {broken}" for broken in other.breaks]
        if not self.alternatives:
            lines.append("  there is no other territory")
        lines += self._reason()
        for territory, prices in self.prices.items():
            listed = ", ".join(f"{measure} {figure(price)}" for measure, price in prices.items())
            lines.append(f"  price of {territory!r} ({unit or 'travel'} x visits per unit of activity): {listed}")
        return "\n".join(lines)

    def _reason(self) -> list[str]:
        if self.pin_price is not None:
            return [f"  its pin costs {figure(self.pin_price)}: what its best move would save"]
        if not self.alternatives or self.alternatives[0].cost >= 0.0:
            return []
        if self.alternatives[0].breaks:
            return ["  cheaper elsewhere, but a hard limit forbids it"]
        return ["  cheaper elsewhere and allowed alone: the search did not find or finish this move"]


def explain(plan: Plan, unit_id: Any) -> Explanation:
    """The reasons for one unit's place. Looks at every territory, K x M arithmetic operations."""
    instance, solution, evaluation = plan.problem.instance, plan.solution, plan.evaluation
    row = _row_of(plan, unit_id)
    one = slice(row, row + 1)
    here = int(solution.labels[row])
    every = np.arange(instance.territory_count)
    travel = travel_to(instance, np.full(len(every), row), every, solution.centers)
    price = instance.travel * float(instance.travel_weight[row])
    marginal = Marginal(instance, evaluation)
    values, baseline = marginal.values(one), instance.baseline[one]
    leaving = float(marginal.fairness(values, solution.labels[one], -1.0)[0])
    with np.errstate(invalid="ignore"):  # from no way to no way: unknown
        farther = travel - travel[here]
    changes = {
        "travel": price * farther,
        "fairness": leaving + marginal.fairness(values, every, 1.0),
        "disruption": marginal.disruption_change(baseline, solution.labels[one], every),
    }
    cost = changes["travel"] + changes["fairness"] + changes["disruption"]
    order = [int(t) for t in np.argsort(cost, kind="stable") if t != here]
    alternatives = tuple(
        Alternative(
            territory=plan.territory_name(there),
            travel=float(travel[there]),
            terms={term: float(change[there]) for term, change in changes.items()},
            cost=float(cost[there]),
            breaks=broken_limits(plan, row, here, there),
        )
        for there in order[:ALTERNATIVES]
    )
    pinned = bool(instance.pinned[row] >= 0)
    moved = bool(baseline[0] >= 0 and baseline[0] != here)
    return Explanation(
        unit=plan.unit_name(row),
        place=_place(plan, row),
        territory=plan.territory_name(here),
        travel=float(travel[here]),
        travel_unit=instance.metric.unit,
        terms={
            "travel": price * float(travel[here]),
            "fairness": 0.0 - leaving,
            "disruption": evaluation.penalties.disruption if moved else 0.0,
        },
        pinned=pinned,
        pin_price=max(0.0, -alternatives[0].cost if alternatives else 0.0) if pinned else None,
        baseline=plan.territory_name(int(baseline[0])) if baseline[0] >= 0 else None,
        alternatives=alternatives,
        prices={
            plan.territory_name(t): {
                measure.name: float(solution.prices[t, column]) for column, measure in enumerate(instance.measures)
            }
            for t in [here, *order[:ALTERNATIVES]]
        }
        if instance.measures
        else {},
    )


def _row_of(plan: Plan, unit_id: Any) -> int:
    ids = plan.problem.unit_ids
    try:
        row = pc.index(ids, pa.scalar(unit_id, type=ids.type)).as_py()
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, OverflowError):
        row = -1
    if row < 0:
        raise DataError(
            f"plan.explain: there is no unit {unit_id!r} in column {plan.problem.columns.id!r} (of type {ids.type}).",
            column=plan.problem.columns.id,
            id=unit_id,
            found=unit_id,
        )
    return int(row)


def _place(plan: Plan, row: int) -> tuple[float, float] | None:
    instance, columns = plan.problem.instance, plan.problem.columns
    y, x = float(instance.y[row]), float(instance.x[row])
    if columns.places is None:
        return None
    return (y, x) if columns.x is None else (x, y)


def broken_limits(plan: Plan, row: int, here: int, there: int) -> tuple[Broken, ...]:
    """The hard limits that moving a unit (by its row) from one territory to another would break, or break further."""
    found = []
    for column, measure in enumerate(plan.problem.instance.measures):
        value = float(measure.values[row])
        if value == 0.0:
            continue
        loads = plan.evaluation.loads[:, column]
        below = float(measure.minimum[here]) - (float(loads[here]) - value)
        above = float(loads[there]) + value - float(measure.maximum[there])
        if below > HARD_SLACK * abs(measure.minimum[here]):
            found.append(Broken(plan.territory_name(here), measure.name, "minimum", below))
        if above > HARD_SLACK * abs(measure.maximum[there]):
            found.append(Broken(plan.territory_name(there), measure.name, "maximum", above))
    return tuple(found)


def _terms(terms: Mapping[str, float], signed: bool = False) -> str:
    return ", ".join(f"{name} {_signed(value) if signed else figure(value)}" for name, value in terms.items())


def _signed(value: float) -> str:
    return figure(value) if value < 0.0 else f"+{figure(value)}"
