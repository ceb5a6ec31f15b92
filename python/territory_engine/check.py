"""The independent checker: recomputes a plan from its instance and says everything that is not as it should be.

Plain code that shares nothing with the search. Every plan passes it before a user sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .evaluate import Evaluation, evaluate
from .instance import Instance
from .solution import Solution

HARD_SLACK = 1e-9  # relative, on minimum and maximum
LOAD_TOLERANCE = 1e-9  # relative, on the loads that the search claims
TRAVEL_TOLERANCE = 1e-5  # relative, on travel and objective ...
KERNEL_KM = 1e-3  # ... plus a metre a visit: kernels measure in float32, and plans can be a street long
BOUND_TOLERANCE = 1e-7  # relative ...
BOUND_KM = 1e-6  # ... plus a millimetre a visit
HOME_TOLERANCE = 1e-9  # degrees
LISTED = 20  # findings of one rule that are spelled out; one more counts the rest

Float = NDArray[np.float64]
Name = Callable[[int], Any]


class PlanCheckError(RuntimeError):
    """A plan of the engine's own making did not pass the checker: a bug. ``findings`` lists what is wrong."""

    def __init__(self, findings: list[Finding]) -> None:
        lines = "\n".join(f"- {finding}" for finding in findings)
        super().__init__(f"Internal error, please report it: the plan failed its check.\n{lines}")
        self.findings = findings


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with a plan.

    ``rule`` is ``assigned``, ``pin``, ``minimum``, ``maximum``, ``home``, ``center``, ``load``, ``travel``,
    ``objective`` or ``bound``; ``unit`` and ``territory`` are the user's ids where the rule is about one.
    """

    rule: str
    message: str
    unit: Any = None
    territory: Any = None
    found: Any = None
    expected: Any = None

    def __str__(self) -> str:
        return self.message


def check(
    instance: Instance,
    solution: Solution,
    evaluated: Callable[[], Evaluation] | None = None,
    unit_name: Name = int,
    territory_name: Name = int,
) -> list[Finding]:
    """Check a solution against its instance.

    Parameters
    ----------
    instance : Instance
    solution : Solution
    evaluated : callable, optional
        Gives :func:`~territory_engine.evaluate.evaluate` of the same labels and centres, where the caller keeps it;
        called only once labels and centres were found to be some.
    unit_name, territory_name : callable
        From an index to the user's id, for the findings; the index itself without them.

    Returns
    -------
    list of Finding
        Empty for a valid plan. Where labels or centres are no labels or centres at all, only that is reported, as
        nothing can be recomputed from them.
    """
    names = _Names(unit_name, territory_name)
    findings = [*_assigned(instance, solution, names), *_centers(instance, solution, names)]
    if findings:
        return findings
    if evaluated is not None:
        evaluation = evaluated()
    else:
        evaluation = evaluate(instance, solution.labels, solution.center_y, solution.center_x)
    return [
        *_pins(instance, solution, names),
        *_homes(instance, solution, names),
        *_limits(instance, evaluation, names),
        *_claims(instance, solution, evaluation, names),
    ]


@dataclass(frozen=True)
class _Names:
    unit: Name
    territory: Name


def _assigned(instance: Instance, solution: Solution, names: _Names) -> Iterator[Finding]:
    labels, size = solution.labels, instance.territory_count
    if labels.shape != (instance.n,) or not np.issubdtype(labels.dtype, np.integer):
        found = f"{labels.dtype}{list(labels.shape)}"
        yield Finding("assigned", f"labels are {found}, expected {instance.n} integers, one per unit", found=found)
        return
    for row in _listed(wrong := np.flatnonzero((labels < 0) | (labels >= size))):
        unit, number = names.unit(row), int(labels[row])
        message = f"unit {unit!r} is in territory number {number}, expected one of 0..{size - 1}"
        yield Finding("assigned", message, unit, None, number, f"0..{size - 1}")
    yield from _rest("assigned", wrong, "units without a valid territory")


def _centers(instance: Instance, solution: Solution, names: _Names) -> Iterator[Finding]:
    latitude, longitude = solution.center_y, solution.center_x
    for name, values in (("center_y", latitude), ("center_x", longitude)):
        if values.shape != (instance.territory_count,):
            message = f"{name} has shape {list(values.shape)}, expected [{instance.territory_count}]"
            yield Finding("center", message, found=values.shape, expected=(instance.territory_count,))
            return
    # written so that NaN is not a place
    for index in np.flatnonzero(~((np.abs(latitude) <= 90.0) & (np.abs(longitude) <= 180.0))).tolist():
        territory, found = names.territory(index), (float(latitude[index]), float(longitude[index]))
        message = f"the centre of territory {territory!r} is at {found}, expected latitude -90..90, longitude -180..180"
        yield Finding("center", message, None, territory, found)


def _pins(instance: Instance, solution: Solution, names: _Names) -> Iterator[Finding]:
    broken = np.flatnonzero((instance.pinned >= 0) & (instance.pinned != solution.labels))
    for row in _listed(broken):
        unit = names.unit(row)
        found, expected = names.territory(int(solution.labels[row])), names.territory(int(instance.pinned[row]))
        message = f"unit {unit!r} is pinned to territory {expected!r}, found it in {found!r}"
        yield Finding("pin", message, unit, expected, found, expected)
    yield from _rest("pin", broken, "units away from the territory that they are pinned to")


def _homes(instance: Instance, solution: Solution, names: _Names) -> Iterator[Finding]:
    off = np.abs(solution.center_y - instance.center_y) > HOME_TOLERANCE
    off |= np.abs(solution.center_x - instance.center_x) > HOME_TOLERANCE
    for index in np.flatnonzero(instance.fixed & off).tolist():
        territory = names.territory(index)
        found = (float(solution.center_y[index]), float(solution.center_x[index]))
        expected = (float(instance.center_y[index]), float(instance.center_x[index]))
        message = f"the centre of territory {territory!r} is fixed at {expected}, found it at {found}"
        yield Finding("home", message, None, territory, found, expected)


def _limits(instance: Instance, evaluation: Evaluation, names: _Names) -> Iterator[Finding]:
    for column, measure in enumerate(instance.measures):
        load = evaluation.loads[:, column]
        above = load > measure.maximum + HARD_SLACK * np.abs(measure.maximum)
        below = load < measure.minimum - HARD_SLACK * np.abs(measure.minimum)
        for rule, broken, limit in (("minimum", below, measure.minimum), ("maximum", above, measure.maximum)):
            for index in np.flatnonzero(broken).tolist():
                territory, found, expected = names.territory(index), float(load[index]), float(limit[index])
                message = (
                    f"territory {territory!r}: {measure.name} is {found:.10g}, {rule} {expected:.10g}, "
                    f"missed by {abs(found - expected):.4g}"
                )
                yield Finding(rule, message, None, territory, found, expected)


def _claims(instance: Instance, solution: Solution, evaluation: Evaluation, names: _Names) -> Iterator[Finding]:
    for column, measure in enumerate(instance.measures):
        true = evaluation.loads[:, column]
        # relative to the largest of the plan: sums that were kept up to date move by move differ by that much
        allowed = np.full(len(true), LOAD_TOLERANCE * float(np.abs(true).max()))
        yield from _differ("load", measure.name, solution.loads[:, column], true, allowed, names)
    allowed = TRAVEL_TOLERANCE * evaluation.travel + KERNEL_KM * evaluation.visits
    yield from _differ("travel", "travel", solution.travel, evaluation.travel, allowed, names)

    claimed, objective = solution.objective, evaluation.objective
    visits = instance.travel * float(evaluation.visits.sum())
    if not abs(claimed - objective) <= TRAVEL_TOLERANCE * objective + KERNEL_KM * visits:
        message = f"the plan claims an objective of {claimed:.10g}, recomputed {objective:.10g}"
        yield Finding("objective", message, found=claimed, expected=objective)
    # a plan that was given, not solved, has no bound (NaN), and none to break
    if solution.lower_bound > objective * (1.0 + BOUND_TOLERANCE) + BOUND_KM * visits:
        message = f"the lower bound {solution.lower_bound:.10g} is above the objective {objective:.10g}"
        yield Finding("bound", message, found=solution.lower_bound, expected=objective)


def _differ(rule: str, what: str, claimed: Float, true: Float, allowed: Float, names: _Names) -> Iterator[Finding]:
    for index in np.flatnonzero(~(np.abs(claimed - true) <= allowed)).tolist():
        territory, found, expected = names.territory(index), float(claimed[index]), float(true[index])
        message = f"territory {territory!r}: the plan claims {what} {found:.12g}, recomputed {expected:.12g}"
        yield Finding(rule, message, None, territory, found, expected)


def _listed(rows: NDArray[np.intp]) -> list[int]:
    return [int(row) for row in rows[:LISTED]]


def _rest(rule: str, rows: NDArray[np.intp], what: str) -> Iterator[Finding]:
    if len(rows) > LISTED:
        yield Finding(rule, f"... {len(rows) - LISTED} more; in all {len(rows)} {what}", found=len(rows), expected=0)
