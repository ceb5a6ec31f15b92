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

ROUNDS = 3  # of prices and centres on roads, before plans are rounded
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


def brought_to_roads(context: Context, rule: Rule, level: Level, state: State, rounds: int = ROUNDS) -> State:
    """The state with its centres on the network, moved there while prices settle; prices and radii count as travel.

    Kilometres of the search in space become travel at the rate of their reference lengths.
    """
    assert isinstance(level.source, Listed)
    instance, source = rule.instance, level.source
    rate = reference_travel(instance) / reference_distance_km(instance)
    y, x = context.space.places(state.centers)
    state = source.placed(state, source.ways.start(instance, y, x))
    state = state.with_(prices=rate * state.prices, radius=rate * state.radius, stiffness=np.ones(context.territories))
    for _ in range(rounds):
        state = settle_prices(context, level, state, FOLLOW)
        placed = place_centers(context, rule, level, state)
        if settled_sites(state, placed):
            return placed
        state = placed
    return state
