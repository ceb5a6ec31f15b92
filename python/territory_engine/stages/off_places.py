"""From a search in space to travel that follows from no formula: roads, and territories that are given."""

from __future__ import annotations

import numpy as np

from ..spread import reference_distance_km, reference_travel
from .construct import start_from_centers
from .level import Level
from .listed import Listed
from .prices import FOLLOW, ROUGH, price_pass, settle_prices
from .rule import Rule, place_centers, settled_sites
from .state import Context, State

ROUNDS = 1  # of prices and centres on roads, before plans are rounded
GUESS = 16.0  # mean travel in search units, before any is known (see Space.of)


def is_given(level: Level) -> bool:
    """Whether there is no place to start from: territories are given with their travel."""
    return isinstance(level.source, Listed) and level.listed is None


def start_at_given(context: Context, rule: Rule, level: Level) -> State:
    """Prices of given territories from nothing."""
    k = context.territories
    state = start_from_centers(context, np.zeros((3, k))).with_(radius=np.full(k, GUESS))
    price_pass(context, level, state, 0.0)
    state = place_centers(context, rule, level, state)
    return settle_prices(context, level, state, ROUGH)


def brought_to_roads(context: Context, rule: Rule, fine: Level, state: State) -> tuple[Level, State]:
    """The level with road travel, and the state with its centres on the network.

    Centres first move to where roads serve the units best that they have in space, then once more while prices settle.
    Prices and radii, kilometres so far, become travel at the rate of their reference lengths.
    """
    level, instance = fine.listed, rule.instance
    assert level is not None and isinstance(level.source, Listed)
    price_pass(context, fine, state, 0.0)
    state = first_on_roads(context, rule, fine, state)
    rate = reference_travel(instance) / reference_distance_km(instance)
    state = state.with_(prices=rate * state.prices, stiffness=np.ones(context.territories))
    for _ in range(ROUNDS):
        state = settle_prices(context, level, state, FOLLOW)
        placed = place_centers(context, rule, level, state)
        if settled_sites(state, placed):
            return level, placed
        state = placed
    return level, state


def first_on_roads(context: Context, rule: Rule, fine: Level, state: State) -> State:
    """Centres on the network that serve the labels of the level of places; labels are handed on."""
    level = fine.listed
    assert level is not None and isinstance(level.source, Listed)
    y, x = context.space.places(state.centers)
    level.labels[:] = fine.labels
    placed = level.source.placed(state, level.source.ways.start(rule.instance, y, x))
    return place_centers(context, rule, level, placed)
