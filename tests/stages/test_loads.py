"""The convex cost of loads and its conjugate, against its definition."""

from __future__ import annotations

import numpy as np
import pytest

from territory_engine.stages.loads import beyond_limits, conjugate, soft_cost, wanted_load


def limits(target, lower, upper, minimum, maximum, inside, outside):
    return np.array([target, lower, upper, minimum, maximum, inside, outside], float).reshape(7, 1, 1)


INF = np.inf
KINDS = {
    "hard": limits(10, 9, 11, 9, 11, 0, 0),
    "hard, drawn to its target": limits(10, 9, 11, 9, 11, 2.0, 0),
    "soft": limits(10, 9, 11, -INF, INF, 0, 3.0),
    "soft, drawn to its target": limits(10, 9, 11, -INF, INF, 0.5, 3.0),
    "soft within bounds": limits(10, 9, 11, 4, 13, 0.5, 3.0),
    "at most": limits(10, -INF, INF, -INF, 12, 0, 0),
    "at least": limits(10, -INF, INF, 3, INF, 0, 0),
    "free": limits(10, -INF, INF, -INF, INF, 0, 0),
    "exact": limits(10, 10, 10, 10, 10, 0, 0),
}
# prices for which the dual is finite
LOW = {"at most": 0.0, "free": 0.0}
HIGH = {"at least": 0.0, "free": 0.0}


def prices_of(kind):
    return np.unique(
        np.clip(np.append(np.random.default_rng(0).normal(0, 5, 100), 0.0), LOW.get(kind, -50), HIGH.get(kind, 50))
    )


@pytest.mark.parametrize("kind", KINDS)
def test_conjugate_is_the_largest_gain(kind):
    """price * y - cost(y) <= conjugate(price) for every allowed y (Fenchel), with equality at the wanted load."""
    asked = KINDS[kind]
    loads = np.unique(np.concatenate([np.random.default_rng(1).uniform(-60, 80, 4000), [9, 10, 11, 4, 13, 12, 3]]))
    loads = loads[(loads >= asked[3, 0, 0]) & (loads <= asked[4, 0, 0])]
    cost = np.array([soft_cost(asked, np.full((1, 1), y))[0, 0] for y in loads])
    for price in prices_of(kind):
        given = np.full((1, 1), price)
        value = conjugate(asked, given)[0, 0]
        assert np.isfinite(value)
        assert (price * loads - cost).max() <= value + 1e-9 * (1 + abs(value))
        wanted = wanted_load(asked, given, np.full((1, 1), 10.0))
        assert not beyond_limits(asked, wanted).any()
        assert price * wanted[0, 0] - soft_cost(asked, wanted)[0, 0] == pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize("kind", ["hard, drawn to its target", "soft, drawn to its target", "soft within bounds"])
def test_wanted_load_is_the_slope_of_the_conjugate(kind):
    step = 1e-5
    for price in prices_of(kind):
        up, down = (conjugate(KINDS[kind], np.full((1, 1), price + s))[0, 0] for s in (step, -step))
        wanted = wanted_load(KINDS[kind], np.full((1, 1), price), np.full((1, 1), 10.0))[0, 0]
        assert (up - down) / (2 * step) == pytest.approx(wanted, abs=1e-4)


def test_wanted_load_without_a_price_stays_where_it_may():
    loads = np.array([[3.0], [9.5], [70.0]])
    asked = np.repeat(KINDS["hard"], 3, axis=1)
    assert wanted_load(asked, np.zeros((3, 1)), loads).ravel().tolist() == [9.0, 9.5, 11.0]
