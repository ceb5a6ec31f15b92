"""The independent checker: recomputes a plan from its instance and says everything that is not as it should be.

Plain code that shares nothing with the search. Every plan passes it before a user sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from .check_centers import check_missing, check_places, check_rule
from .check_evenness import check_evenness
from .evaluate import Evaluation, evaluate
from .finding import LISTED, Finding, Name, Names, listed, rest
from .instance import Instance
from .solution import Solution

HARD_SLACK = 1e-9  # relative, on minimum and maximum
LOAD_TOLERANCE = 1e-9  # relative, on the loads that the search claims
TRAVEL_TOLERANCE = 1e-5  # relative, on travel and objective on the sphere ...
KERNEL_KM = 1e-3  # ... plus a metre a visit: kernels measure in float32, and plans can be a street long
EXACT_TOLERANCE = 1e-9  # relative, on travel and objective elsewhere: final figures are taken in float64
BOUND_TOLERANCE = 1e-7  # relative ...
BOUND_KM = 1e-6  # ... plus a millimetre a visit on the sphere
HOME_TOLERANCE = 1e-9  # degrees, or of the plane's own unit

Float = NDArray[np.float64]


class PlanCheckError(RuntimeError):
    """A plan of the engine's own making did not pass the checker: a bug. ``findings`` lists what is wrong."""

    def __init__(self, findings: list[Finding]) -> None:
        lines = "\n".join(f"- {finding}" for finding in findings)
        super().__init__(f"Internal error, please report it: the plan failed its check.\n{lines}")
        self.findings = findings


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
    names = Names(unit_name, territory_name)
    findings = [*_assigned(instance, solution, names), *check_places(instance, solution, names)]
    findings = findings or list(check_missing(instance, solution, names))
    if findings:
        return findings
    if evaluated is not None:
        evaluation = evaluated()
    else:
        places = solution.center_y, solution.center_x
        evaluation = evaluate(instance, solution.labels, *places, center_index=solution.center_index)
    findings = [*_pins(instance, solution, names), *_limits(instance, evaluation, names)]
    return [
        *findings,
        *check_evenness(instance, solution, evaluation, not findings),
        *_homes(instance, solution, names),
        *check_rule(instance, solution, names),
        *_ways(evaluation, solution, names),
        *_recomputed(instance, evaluation, solution, names),
        *_claims(instance, solution, evaluation, names),
    ]


def _assigned(instance: Instance, solution: Solution, names: Names) -> Iterator[Finding]:
    labels, size = solution.labels, instance.territory_count
    if labels.shape != (instance.n,) or not np.issubdtype(labels.dtype, np.integer):
        found = f"{labels.dtype}{list(labels.shape)}"
        yield Finding("assigned", f"labels are {found}, expected {instance.n} integers, one per unit", found=found)
        return
    for row in listed(wrong := np.flatnonzero((labels < 0) | (labels >= size))):
        unit, number = names.unit(row), int(labels[row])
        message = f"unit {unit!r} is in territory number {number}, expected one of 0..{size - 1}"
        yield Finding("assigned", message, unit, None, number, f"0..{size - 1}")
    yield from rest("assigned", wrong, "units without a valid territory")


def _pins(instance: Instance, solution: Solution, names: Names) -> Iterator[Finding]:
    broken = np.flatnonzero((instance.pinned >= 0) & (instance.pinned != solution.labels))
    for row in listed(broken):
        unit = names.unit(row)
        found, expected = names.territory(int(solution.labels[row])), names.territory(int(instance.pinned[row]))
        message = f"unit {unit!r} is pinned to territory {expected!r}, found it in {found!r}"
        yield Finding("pin", message, unit, expected, found, expected)
    yield from rest("pin", broken, "units away from the territory that they are pinned to")


def _homes(instance: Instance, solution: Solution, names: Names) -> Iterator[Finding]:
    off = np.abs(solution.center_y - instance.center_y) > HOME_TOLERANCE
    off |= np.abs(solution.center_x - instance.center_x) > HOME_TOLERANCE
    for index in np.flatnonzero(instance.fixed & off).tolist():
        territory = names.territory(index)
        found = (float(solution.center_y[index]), float(solution.center_x[index]))
        expected = (float(instance.center_y[index]), float(instance.center_x[index]))
        message = f"the centre of territory {territory!r} is fixed at {expected}, found it at {found}"
        yield Finding("home", message, None, territory, found, expected)


def _ways(evaluation: Evaluation, solution: Solution, names: Names) -> Iterator[Finding]:
    stranded = np.flatnonzero(np.isinf(evaluation.unit_travel))
    for row in listed(stranded):
        unit, territory = names.unit(row), names.territory(int(solution.labels[row]))
        yield Finding("way", f"there is no way from unit {unit!r} to the centre of {territory!r}", unit, territory)
    yield from rest("way", stranded, "units without a way to their centre")


def _recomputed(instance: Instance, evaluation: Evaluation, solution: Solution, names: Names) -> Iterator[Finding]:
    """Travel that was looked up for the evaluation, against a search of another kind for a few territories."""
    if instance.metric.ways is None:
        return
    wrong = instance.metric.ways.findings(instance, solution.labels, solution.centers, evaluation.unit_travel)
    for row, expected in wrong[:LISTED]:
        unit, found = names.unit(row), float(evaluation.unit_travel[row])
        territory = names.territory(int(solution.labels[row]))
        message = f"unit {unit!r} in {territory!r}: travel is {found:.10g}, a plain search finds {expected:.10g}"
        yield Finding("travel", message, unit, territory, found, expected)
    yield from rest("travel", np.array([row for row, _ in wrong], np.intp), "units whose travel is something else")


def _limits(instance: Instance, evaluation: Evaluation, names: Names) -> Iterator[Finding]:
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


def _claims(instance: Instance, solution: Solution, evaluation: Evaluation, names: Names) -> Iterator[Finding]:
    for column, measure in enumerate(instance.measures):
        true = evaluation.loads[:, column]
        # relative to the largest of the plan: sums that were kept up to date move by move differ by that much
        allowed = np.full(len(true), LOAD_TOLERANCE * float(np.abs(true).max()))
        yield from _differ("load", measure.name, solution.loads[:, column], true, allowed, names)
    allowed = _travel_slack(instance, evaluation.travel, evaluation.visits)
    yield from _differ("travel", "travel", solution.travel, evaluation.travel, allowed, names)

    claimed, objective = solution.objective, evaluation.objective
    on_sphere, visits = instance.metric.kind == "sphere", instance.travel * float(evaluation.visits.sum())
    relative = TRAVEL_TOLERANCE if on_sphere else EXACT_TOLERANCE
    slack = relative * (objective - evaluation.terms["travel"]) + instance.travel * float(allowed.sum())
    if np.isfinite(objective) and not abs(claimed - objective) <= slack:
        message = f"the plan claims an objective of {claimed:.10g}, recomputed {objective:.10g}"
        yield Finding("objective", message, found=claimed, expected=objective)
    # a plan that was given, not solved, has no bound (NaN), and none to break
    if solution.lower_bound > objective * (1.0 + BOUND_TOLERANCE) + (BOUND_KM * visits if on_sphere else 0.0):
        message = f"the lower bound {solution.lower_bound:.10g} is above the objective {objective:.10g}"
        yield Finding("bound", message, found=solution.lower_bound, expected=objective)


def _travel_slack(instance: Instance, travel: Float, visits: Float) -> Float:
    """How far the search's sums of travel may be off, (K,)."""
    metric = instance.metric
    if metric.kind != "sphere":
        return EXACT_TOLERANCE * travel
    if metric.power == 1:
        return TRAVEL_TOLERANCE * travel + KERNEL_KM * visits
    # a length that is off by e has a square off by 2 e times the length; the sum of lengths by Cauchy and Schwarz
    return 2.0 * (TRAVEL_TOLERANCE * travel + KERNEL_KM * np.sqrt(visits * travel)) + KERNEL_KM**2 * visits


def _differ(rule: str, what: str, claimed: Float, true: Float, allowed: Float, names: Names) -> Iterator[Finding]:
    with np.errstate(invalid="ignore"):  # without a way travel is infinite, which is a finding of its own
        wrong = ~(np.abs(claimed - true) <= allowed) & np.isfinite(true)
    for index in np.flatnonzero(wrong).tolist():
        territory, found, expected = names.territory(index), float(claimed[index]), float(true[index])
        message = f"territory {territory!r}: the plan claims {what} {found:.12g}, recomputed {expected:.12g}"
        yield Finding(rule, message, None, territory, found, expected)
