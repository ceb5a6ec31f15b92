"""From the search's best draft to a solution in the user's order and units, with its bound and its manifest."""

from __future__ import annotations

import platform
from typing import Any

import numpy as np

from ..best_centers import best_centers
from ..centers import Centers
from ..instance import Instance
from ..kernels.interface import F64, I32
from ..road.ways import RoadWays
from ..solution import Solution
from .bound import dual_bound
from .control import Control
from .level import Level
from .loads import soft_cost
from .prices import BRIEF, EXACT, settle_prices
from .scaling import Scaling
from .search import Draft
from .space import Space
from .state import Context, State
from .travel import cut, travel_of


def finish(context: Context, fine: Level, rows: I32, instance: Instance, scaling: Scaling, draft: Draft) -> Solution:
    """Exact figures of a draft, and the bound for its centres at prices settled once more."""
    assert draft.state is not None and draft.labels is not None
    n, k = fine.count, instance.territory_count
    labels = instance.pinned.copy()
    labels[rows] = draft.labels[:n]
    centers = _centers(instance, context.space, draft.state, labels)
    uncut = travel_of(context, instance, slice(None), labels, centers)
    travel_to = cut(instance, uncut)
    travel = np.bincount(labels, instance.travel_weight * travel_to, minlength=k).astype(np.float64)
    loads = _loads(instance, labels)

    with context.control.stage("bound"):
        state = draft.state.with_(stiffness=np.ones(k))
        # After an interrupt somebody waits: a bound a little less tight, soon.
        state = settle_prices(context, fine, state, BRIEF if context.control.finishing else EXACT)
        free = dual_bound(context, fine, rows, instance, scaling, state, centers, draft.labels[:n], uncut[rows])

    stays = instance.baseline >= 0
    disruption = scaling.disruption / scaling.cost * float(np.count_nonzero(stays & (labels != instance.baseline)))
    user_limits = _user_limits(scaling, instance, context)
    objective = instance.travel * float(travel.sum()) + float(soft_cost(user_limits, loads).sum()) + disruption
    free += scaling.disruption * float(np.count_nonzero(fine.base[:n] >= 0)) if len(fine.base) else 0.0
    pinned = instance.pinned >= 0
    given = instance.travel * float((instance.travel_weight[pinned] * travel_to[pinned]).sum())
    given += scaling.disruption / scaling.cost * float(np.count_nonzero(pinned & stays & (labels != instance.baseline)))
    given -= _cut_off(instance)
    proven = given + free / scaling.cost if not pinned.all() else objective  # all pinned: there is no other plan
    bound = max(0.0, min(proven, objective))  # no plan costs less than nothing
    prices = scaling.prices_out(state.prices)
    return Solution(
        labels=labels,
        center_y=centers.y,
        center_x=centers.x,
        prices=prices if instance.measures else np.empty((k, 0)),
        loads=loads if instance.measures else np.empty((k, 0)),
        travel=travel,
        objective=objective,
        lower_bound=bound,
        bound_scope="these centres" if bool(context.movable.any()) else "this problem: every centre is fixed",
        status="optimal" if not context.movable.any() and objective - bound <= 1e-9 * objective else "feasible",
        center_index=draft.state.site,
    )


def manifest(control: Control, kernels: str, threads: int, seed: int, version: str, data_hash: str) -> dict[str, Any]:
    """What ran, where and how long (``plan.run``)."""
    return {
        "version": version,
        "kernels": kernels,
        "threads": threads,
        "seed": seed,
        "iterations": control.iteration,
        "seconds": control.seconds,
        "data_hash": data_hash,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "stages": control.stages,
    }


def _centers(instance: Instance, space: Space, state: State, labels: I32) -> Centers:
    """Centres (K,), exactly where homes, units, candidates and nodes are; given territories amid their units."""
    if instance.metric.kind == "table":
        return best_centers(instance, labels)
    y, x = space.places(state.centers)
    if isinstance(instance.metric.ways, RoadWays) and state.site is not None:
        exact = instance.metric.ways.at(instance, state.site)
        known = np.isfinite(exact.y)
        return Centers(np.where(known, exact.y, y), np.where(known, exact.x, x), state.site)
    fixed = instance.fixed
    y[fixed], x[fixed] = instance.center_y[fixed], instance.center_x[fixed]
    if state.site is not None:
        at, medoid = state.site >= 0, instance.center_rule == "medoid"
        places = (instance.y, instance.x) if medoid else (instance.candidate_y, instance.candidate_x)
        y[at], x[at] = (place[state.site[at]] for place in places)
    return Centers(y, x, state.site)


def _cut_off(instance: Instance) -> float:
    """How much cheaper than uncut travel of the free units, which the search bounds, cut travel may be."""
    if not instance.metric.floor:
        return 0.0
    if instance.metric.power == 2:
        return np.inf  # up to twice the length: nothing is claimed
    return instance.travel * float(instance.travel_weight[instance.pinned < 0].sum())


def _loads(instance: Instance, labels: I32) -> F64:
    k = instance.territory_count
    columns = [np.bincount(labels, measure.values, minlength=k) for measure in instance.measures]
    return np.stack(columns, axis=1) if columns else np.zeros((k, 1))


def _user_limits(scaling: Scaling, instance: Instance, context: Context) -> F64:
    limits: F64 = scaling.limits.copy()
    limits[:5] = limits[:5] / scaling.load
    limits[5:] = limits[5:] * (scaling.load**2 / scaling.cost)
    return limits
