"""Travel from lists: what stages get from them is what travel to all territories gives."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

import territory_engine as te
from territory_engine.kernels import get
from territory_engine.progress import reporter
from territory_engine.quick import QuickSearch
from territory_engine.stages import listed
from territory_engine.stages.control import Control
from territory_engine.stages.off_places import start_at_given
from territory_engine.stages.prices import EXACT, price_pass, settle_prices

N, K = 3000, 40


@pytest.fixture
def search():
    """A search on given travel, and a state of it."""
    rng = np.random.default_rng(1)
    places, centers = rng.uniform(0, 100, (N, 2)), rng.uniform(0, 100, (K, 2))
    matrix = np.hypot(*(places[:, None] - centers).transpose(2, 0, 1))
    matrix[rng.random(matrix.shape) < 0.2] = np.inf
    table = pa.table({"account_id": np.arange(N), "work": rng.lognormal(0.0, 0.7, N)})
    problem = te.Problem(table, territories=K, latitude=None, longitude=None, travel=te.TravelMatrix(matrix),
                         activities={"work": te.Balance(0.05)})  # fmt: skip
    made = QuickSearch(problem.instance, Control(None, reporter(None)), 0, 1, get())
    made.prepare()
    state = start_at_given(made.context, made.rule, made.fine)
    return made, state


def costs(search, state):
    """Cost (K, n) of every territory in the level's order, float64."""
    level = search.fine
    matrix = search.instance.metric.ways.dense[search.rows].T * search.space.travel
    ratio = level.load[0, : level.count] / level.travel[: level.count]
    return matrix + state.prices[:, [0]] * ratio


@pytest.mark.parametrize("kept", [True, False])
def test_passes_find_the_cheapest_while_prices_move(search, kept, monkeypatch):
    made, state = search
    if not kept:
        monkeypatch.setattr(listed, "TILE", 4 * K * 160)
        made.fine.source.kept, made.fine.source._travel, made.fine.source._at = False, None, None
    rng = np.random.default_rng(0)
    for spread in (0.0, 0.5, 3.0, 20.0, 0.1):
        state = state.with_(prices=state.prices + rng.normal(0.0, spread, state.prices.shape))
        made.fine.source.settle(made.context, made.fine, state)
        price_pass(made.context, made.fine, state, 0.0)
        cost = costs(made, state)
        found = cost[made.fine.labels[:N], np.arange(N)]
        np.testing.assert_allclose(found, cost.min(axis=0), atol=1e-3)
    lists = made.fine.source._made.lists
    assert len(lists.territory) < 0.9 * K * (len(lists.first) - 1)  # not everything is listed
    travel = costs(made, state.with_(prices=0.0 * state.prices))
    some = np.array([5, 16, 17, 800, 2999])
    for territory in (0, 7, 39):
        there = made.fine.source.travel_to(made.context, made.fine, state, some, territory)
        listed_ = np.isfinite(there)
        np.testing.assert_allclose(there[listed_], travel[territory, some][listed_], rtol=1e-6)
        assert not kept or (listed_ == np.isfinite(travel[territory, some])).all()


def test_tiles_give_the_same_lists(search, monkeypatch):
    made, state = search
    state = settle_prices(made.context, made.fine, state, EXACT)
    source = made.fine.source
    reach, nobody = np.full(K, 4.0), np.empty(0, np.int32)
    whole = source._make(made.context, made.fine, state, reach, nobody)
    monkeypatch.setattr(listed, "TILE", 4 * K * 160)
    monkeypatch.setattr(listed, "MOST_FAR", listed.MOST)
    source.kept, source._travel = False, None
    tiled = source._make(made.context, made.fine, state, reach, nobody)
    for a, b in zip(whole.lists, tiled.lists, strict=True):
        np.testing.assert_array_equal(a, b)
    np.testing.assert_array_equal(whole.beyond, tiled.beyond)


def test_borders_reach_as_far_as_they_are_asked_to_and_hold_labels(search):
    made, state = search
    labels = np.resize(np.arange(K, dtype=np.int32), len(made.fine.labels))
    matrix = made.instance.metric.ways.dense[made.rows]
    there = np.isfinite(matrix[np.arange(N), labels[:N]])
    labels[:N][~there] = matrix.argmin(axis=1)[~there]
    labels[N:] = labels[N - 1]
    margin = np.full(K, 1e6, np.float32)
    unit, territory, cost = made.fine.source.border_units(made.context, made.fine, state, margin, labels, 16)
    assert len(unit) == N
    own = (territory == labels[:N][:, None]).argmax(axis=1)
    assert (territory[np.arange(N), own] == labels[:N]).all()
    assert np.isfinite(cost[np.arange(N), own]).all()
    assert ((territory >= 0).sum(axis=1) == 16).all()


def test_sums_of_travel_and_nearby_territories(search):
    made, state = search
    price_pass(made.context, made.fine, state, 0.0)
    level, labels = made.fine, made.fine.labels[:N]
    matrix = made.instance.metric.ways.dense[made.rows] * made.space.travel
    own = matrix[np.arange(N), labels]
    expected = np.bincount(labels, level.travel[:N] * own, minlength=K)
    np.testing.assert_allclose(level.source.travel_sums(made.context, level, state), expected, rtol=1e-6)
    order = level.source.around(made.context, level, state, made.fine.labels, 3)
    assert sorted([*order.tolist(), 3]) == list(range(K))


def test_centres_that_move_are_looked_up_again():
    from tests.solve.road_cases import problem

    instance = problem(n=400, k=20, tolerance=0.2).instance
    made = QuickSearch(instance, Control(None, reporter(None)), 0, 1, get())
    made.prepare()
    level = made.last
    ways, source = instance.metric.ways, level.source
    rng = np.random.default_rng(0)
    nodes = rng.choice(ways.nodes, 20, replace=False).astype(np.int32)
    state = replace(source.placed(made_state(made, 20), ways.at(instance, nodes)), radius=np.full(20, 10.0))
    for moved in (0, 3, 20):
        nodes = nodes.copy()
        nodes[:moved] = rng.choice(ways.nodes, moved, replace=False)
        state = source.placed(state, ways.at(instance, nodes))
        price_pass(made.context, level, state, 0.0)
        whole = ways.whole(instance, ways.ordered(source.rows), slice(None), ways.at(instance, nodes))
        np.testing.assert_array_equal(source._travel, whole)
        np.testing.assert_array_equal(level.labels, whole.argmin(axis=0))


def made_state(made, k):
    from territory_engine.stages.construct import start_from_centers

    return start_from_centers(made.context, np.zeros((3, k)))
