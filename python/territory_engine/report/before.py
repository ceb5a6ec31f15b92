"""What a plan is compared with on its pages: an earlier plan, or where the accounts are today."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ..best_centers import best_centers
from ..centers import Centers
from ..compare import aligned, matched
from ..ids import encode, match
from ..instance import Instance
from ..over_territories import over_territories
from ..problem import Problem
from ..unit_travel import travel_to

if TYPE_CHECKING:
    from ..plan import Plan

Float = NDArray[np.float64]
Index = NDArray[np.int64]
Label = NDArray[np.int32]


@dataclass(frozen=True)
class Before:
    """An earlier alignment of a plan's accounts, in the order of the plan's rows. ``B`` territories then.

    Accounts that had no territory (new ones) count nowhere: not in loads, not in travel, not as moved.
    """

    name: str  # "today" or "before", as it stands in sentences
    ids: list[Any]  # (B,) the user's ids of the territories then
    labels: Label  # (n,) territory then, -1 for accounts that had none
    became: Index  # (B,) the plan's territory that each became, -1 where it is gone
    moved: NDArray[np.bool_]  # (n,) accounts whose territory did not become theirs
    counts: Index  # (B,) accounts
    loads: dict[str, Float]  # by measure, (B,)
    targets: dict[str, Float]
    travel: Float  # (B,) sum of visits x travel, to the best centres then
    visits: Float  # (B,)
    center_y: Float  # (B,)
    center_x: Float

    @property
    def known(self) -> int:
        """Accounts that had a territory."""
        return int(self.counts.sum())

    @property
    def share(self) -> float:
        """Accounts that move, of those that had a territory."""
        return int(np.count_nonzero(self.moved)) / max(self.known, 1)

    def origin(self, size: int) -> Index:
        """For each of the plan's ``size`` territories the one it was, -1 for new ones."""
        found = np.full(size, -1, np.int64)
        kept = np.flatnonzero(self.became >= 0)
        found[self.became[kept]] = kept
        return found


def before_of(plan: Plan, before: Plan | None = None) -> Before | None:
    """What the plan is compared with: ``before``, else its problem's baseline, else nothing (None).

    Baseline territories get the best centres that the problem's rule allows, like any alignment from outside. Moves
    are counted as ``plan.summary`` does where the baseline is in the problem's own territories, and as
    ``plan.compare`` does elsewhere.

    Raises
    ------
    DataError
        ``before`` is a plan of other accounts.
    """
    if before is None:
        return plan._today
    labels, ids = aligned(before, plan), before.problem.territory_ids.to_pylist()
    became = matched(ids, plan, labels, plan.solution.labels)
    found, measures = before.evaluation, before.problem.instance.measures
    return Before(
        name="before",
        ids=ids,
        labels=labels,
        became=became,
        moved=became[labels] != plan.solution.labels,
        counts=found.counts,
        loads={measure.name: found.loads[:, column].copy() for column, measure in enumerate(measures)},
        targets={measure.name: measure.target for measure in measures},
        travel=found.travel,
        visits=found.visits,
        center_y=before.solution.center_y,
        center_x=before.solution.center_x,
    )


def today(plan: Plan) -> Before | None:
    """The baseline of the plan's problem. Plans keep it: it costs a search for the best centres."""
    problem, instance = plan.problem, plan.problem.instance
    if (instance.baseline >= 0).any():
        stays = np.arange(instance.territory_count, dtype=np.int64)
        return _measured(plan, instance, instance.baseline, problem.territory_ids.to_pylist(), stays)
    own = _own_territories(problem)
    if own is None:
        return None
    other, labels, ids = own
    names = ids.to_pylist()
    known = labels >= 0
    became = matched(names, plan, labels[known], plan.solution.labels[known])
    return _measured(plan, other, labels, names, became)


def _own_territories(problem: Any) -> tuple[Instance, Label, pa.Array] | None:
    """The baseline in territories of its own, where the problem has only a count of them."""
    if not isinstance(problem, Problem) or problem.baseline_ids is None or not problem.territory_ids_invented:
        return None
    names = encode(problem.baseline_ids)[1]
    names = pc.drop_null(names.take(pc.sort_indices(names)))
    sites = problem.candidate_ids
    if len(names) == 0 or problem.instance.metric.kind == "table" or (sites is not None and len(sites) < len(names)):
        return None  # given travel knows the problem's own territories only
    return over_territories(problem, names).instance, match(problem.baseline_ids, names), names


def _measured(plan: Plan, instance: Instance, labels: Label, ids: list[Any], became: Index) -> Before:
    """The figures of those accounts that had a territory."""
    known, size = labels >= 0, instance.territory_count
    centers = _centers(instance, labels, known)
    label = labels[known].astype(np.intp)
    weight = instance.travel_weight[known]
    each = travel_to(instance, np.flatnonzero(known), label, centers)
    loads, targets = {}, {}
    for measure in instance.measures:
        values = measure.values[known]
        total = float(measure.target.sum())
        loads[measure.name] = _sums(label, values, size)
        targets[measure.name] = measure.target * (float(values.sum()) / total if total > 0.0 else 1.0)
    return Before(
        name="today",
        ids=ids,
        labels=labels,
        became=became,
        moved=known & (became[labels] != plan.solution.labels),
        counts=np.bincount(label, minlength=size),
        loads=loads,
        targets=targets,
        travel=_sums(label, weight * each, size),
        visits=_sums(label, weight, size),
        center_y=centers.y,
        center_x=centers.x,
    )


def _sums(label: NDArray[np.intp], values: Float, size: int) -> Float:
    return np.asarray(np.bincount(label, values, size), np.float64)


def _centers(instance: Instance, labels: Label, known: NDArray[np.bool_]) -> Centers:
    """Best centres for the accounts that had a territory; the others pull nowhere."""
    if known.all():
        return best_centers(instance, labels)
    weightless = replace(instance, travel_weight=instance.travel_weight * known)
    # anywhere will do for them, but all in one place would make a search among its units slow
    elsewhere = np.arange(len(labels)) % instance.territory_count
    return best_centers(weightless, np.where(known, labels, elsewhere).astype(np.int32))
