"""Centres as the problem wants them: anywhere, at the mean place of their units, at one unit, at candidate sites.

Rounds on the coarse level let centres move freely; the last rounds and every plan that is kept follow the rule.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..instance import Instance
from ..kernels.interface import F64, I32
from .centers import move_centers, radii, travel_per_territory
from .level import Level
from .listed import Listed
from .medoids import best_units
from .site_choice import best_sites
from .state import Context, State

MEDIAN_ROUNDS = 4
SEARCHING = 0  # effort of looking for better centres on roads


@dataclass(frozen=True)
class Rule:
    """The rule of an instance, and what it takes to follow it."""

    instance: Instance
    rows: I32  # instance row of each unit of the fine level

    @property
    def is_free(self) -> bool:
        """Centres may be anywhere."""
        return self.instance.center_rule == "anywhere"

    @property
    def binds_labels(self) -> bool:
        """Other labels ask for other centres: a plan is one only with the centres of its own labels."""
        return self.instance.center_rule in ("centroid", "medoid")

    def labels(self, level: Level) -> I32:
        """Territory (n,) of every unit of the instance, pinned ones included."""
        labels: I32 = self.instance.pinned.copy()
        labels[self.rows] = level.labels[: level.count]
        return labels


def place_centers(context: Context, rule: Rule, level: Level, state: State) -> State:
    """The best centres that the rule allows for the level's labels; radii are renewed."""
    if isinstance(level.source, Listed):
        return _renewed(context, level, _placed(context, rule, level, state, level.source))
    if rule.instance.center_rule == "centroid":
        return _renewed(context, level, state.with_(centers=_means(context, rule, level, state)))
    for _ in range(MEDIAN_ROUNDS):
        state = move_centers(context, level, state)
    if rule.is_free:
        return state
    instance, labels = rule.instance, rule.labels(level)
    choose = best_units if instance.center_rule == "medoid" else best_sites
    site = choose(context, instance, labels, state)
    y, x = (
        (instance.y, instance.x) if instance.center_rule == "medoid" else (instance.candidate_y, instance.candidate_x)
    )
    chosen = context.space.vectors(y[site], x[site])
    return _renewed(context, level, state.with_(centers=np.where(site >= 0, chosen, state.centers), site=site))


def settled_sites(before: State, after: State) -> bool:
    """Whether centres are the same units or candidates as before."""
    return before.site is not None and after.site is not None and bool((before.site == after.site).all())


def _placed(context: Context, rule: Rule, level: Level, state: State, source: Listed) -> State:
    """Better centres by the ways of the level's travel."""
    labels, centers = rule.labels(level), source.centers(state)
    return source.placed(state, source.ways.better_centers(rule.instance, labels, centers, context.movable, SEARCHING))


def _means(context: Context, rule: Rule, level: Level, state: State) -> F64:
    """Weighted mean places of movable territories with units; others stay."""
    k, instance, labels = context.territories, rule.instance, rule.labels(level)
    weight = instance.travel_weight
    vectors = context.space.vectors(instance.y, instance.x)
    sums = np.asarray([np.bincount(labels, weight * row, minlength=k) for row in vectors], np.float64)
    total = np.bincount(labels, weight, minlength=k).astype(np.float64)
    movable = context.movable & context.space.has_mean(sums, total)
    means: F64 = np.where(movable, context.space.mean(sums, total), state.centers)
    return means


def _renewed(context: Context, level: Level, state: State) -> State:
    travel = level.source.travel_sums(context, level, state)
    return state.with_(radius=radii(travel, travel_per_territory(context, level)))
