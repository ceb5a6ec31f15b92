"""Annealing of whole territories: what must hold of any random walk, the best of all plans where these can be counted,
and the same bits on every set, level and number of threads."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from territory_engine.kernels import get
from tests.conformance.cluster_cases import (
    ARC,
    CENTROID,
    CHORD,
    CHORD_FLOOR,
    KINDS,
    MATRIX,
    MAXIMUM,
    MEDOID,
    MINIMUM,
    ClusterCase,
    Regions,
    draw,
    with_,
)

# territory 8 belongs to nobody
REGIONS = [[0, 3, 5, 7, 11], [1, 2], [4, 6, 9, 10]]
ALL = [list(range(12))]
IMPROVED = 3
VARIANTS = [
    pytest.param({}, {}, id="plain"),
    pytest.param({"measures": 2, "soft": True, "moves": True}, {"keep_best": False}, id="penalties"),
    pytest.param({"measures": 3, "slack": 0.5}, {"reshape": 3}, id="three measures, reshaped"),
    pytest.param({"moves": True, "slack": 2.0}, {"reshape": 20, "keep_best": False}, id="loose, reshaped"),
]


def shapes(travel: int, regions: dict[str, Any]) -> list[Regions]:
    """One region of everything, and three; temperatures in the unit of the travel."""
    warm = 30.0 * (30.0 if travel in (2, 4) else 1.0)
    return [Regions(r, start=warm, end=warm / 100.0, **regions) for r in (ALL, REGIONS)]


@pytest.mark.parametrize(("travel", "rule"), KINDS)
@pytest.mark.parametrize(("instance", "way"), VARIANTS)
def test_what_holds_of_any_walk(kernels, travel, rule, instance, way):
    case = draw(travel, rule, **instance)
    for regions in shapes(travel, way):
        labels, gains, counts = case.search(kernels, regions)
        tried, evaluated, made, improved = counts.T
        assert (tried >= evaluated).all() and (evaluated >= made).all() and made.sum() > 0
        changed = labels != case.labels
        assert not (changed & (case.movable == 0)).any()
        for r, territories in enumerate(regions.territories):
            before, after = np.isin(case.labels, territories), np.isin(labels, territories)
            assert (before == after).all()  # a unit stays in its region
            cost = [case.cost(state, territories) for state in (case.labels, labels)]
            excess = [case.excess(state, territories) for state in (case.labels, labels)]
            if regions.keep_best and not improved[r]:
                assert not changed[before].any()
                continue
            assert gains[r] == pytest.approx(cost[0] - cost[1], rel=2e-5, abs=2e-5 * cost[0])
            if regions.keep_best or not regions.reshape:
                assert excess[1] <= excess[0] + 1e-9
            if regions.keep_best:
                assert excess[1] < excess[0] - 1e-12 or cost[1] < cost[0]
        annealed = [t for territories in regions.territories for t in territories]
        assert not changed[~np.isin(case.labels, annealed)].any()


@pytest.mark.parametrize(("travel", "rule"), KINDS)
@pytest.mark.parametrize(("instance", "way"), VARIANTS)
def test_same_bits_for_any_set_and_threads(kernels, travel, rule, instance, way):
    case = draw(travel, rule, n=140, k=12, seed=3, **instance)
    for regions in shapes(travel, way):
        truth = case.search(get("numba"), regions)
        for threads in (1, 2, 4):
            found = case.search(kernels, regions, threads)
            for name, a, b in zip(("labels", "gains", "counts"), found, truth, strict=True):
                assert a.tobytes() == b.tobytes(), (name, threads)


@pytest.mark.parametrize("rule", [MEDOID, CENTROID])
def test_territories_of_more_than_one_vector(kernels, rule):
    case = draw(CHORD, rule, n=300, k=4, slack=0.3)
    truth = case.search(get("numba"), Regions([[0, 1, 2, 3]]))
    labels, gains, _ = found = case.search(kernels, Regions([[0, 1, 2, 3]]))
    assert np.bincount(labels).max() > 48
    assert [a.tobytes() for a in found] == [a.tobytes() for a in truth]
    both = [case.cost(state, [0, 1, 2, 3]) for state in (case.labels, labels)]
    assert gains[0] == pytest.approx(both[0] - both[1], rel=2e-5, abs=2e-5 * both[0])


def least_cost(case: ClusterCase) -> float:
    """The best of all assignments that keep the limits and leave no territory empty."""
    n, k = len(case.labels), case.territories
    subset = [case.territory_cost(np.flatnonzero(mask >> np.arange(n) & 1)) for mask in range(2**n)]
    best = np.inf
    for labels in itertools.product(range(k), repeat=n):
        row = np.array(labels, np.int32)
        if len(set(labels)) == k and case.excess(row, list(range(k))) == 0.0:
            best = min(best, sum(subset[int((1 << np.flatnonzero(row == t)).sum())] for t in range(k)))
    return best


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("travel", "rule"), [(CHORD, MEDOID), (CHORD_FLOOR, CENTROID), (ARC, MEDOID), (ARC, CENTROID)])
def test_finds_the_best_of_all_plans(kernels, travel, rule, seed):
    case = draw(travel, rule, n=8, k=3, width=7, slack=0.35, seed=seed)
    case = with_(case, movable=np.ones(8, np.uint8), labels=(np.arange(8) % 3).astype(np.int32))
    found = []
    for start in range(6):
        regions = Regions([[0, 1, 2]], tries=6000, reshape=2 * (start % 2), seed=start, start=300.0, end=1.0)
        labels, _, _ = case.search(kernels, regions)
        if case.excess(labels, [0, 1, 2]) == 0.0:
            found.append(case.cost(labels, [0, 1, 2]))
    assert min(found) == pytest.approx(least_cost(case), rel=1e-5)


def test_broken_limits_are_mended(kernels):
    case = draw(CHORD, MEDOID, slack=0.2)
    crowded = with_(case, labels=np.where(case.labels < 3, 0, case.labels).astype(np.int32))
    crowded.labels[:2] = 1, 2
    labels, _, counts = crowded.search(kernels, Regions(ALL, tries=60_000))
    assert crowded.excess(crowded.labels, ALL[0]) > 1.0
    assert crowded.excess(labels, ALL[0]) < 0.2
    assert counts[0, IMPROVED] == 1


@pytest.mark.parametrize("rule", [MEDOID, CENTROID])
def test_nothing_to_do(kernels, rule):
    case = draw(CHORD, rule)
    for regions in (
        Regions([]),
        Regions([[]]),
        Regions([[5]]),  # one territory
        Regions([[], [5], []], reshape=3),
        Regions(ALL, tries=0),
        Regions(ALL, tries=0, keep_best=False),
        Regions(ALL, start=0.0, end=0.0, tries=0, reshape=0),
    ):
        labels, gains, counts = case.search(kernels, regions)
        assert (labels == case.labels).all()
        assert len(gains) == len(counts) == len(regions.territories)
        assert not counts.any() and not gains.any()


def test_nobody_may_move(kernels):
    case = with_(draw(CHORD, MEDOID, slack=1.0), movable=np.zeros(150, np.uint8))
    for reshape in (0, 3):
        labels, _, counts = case.search(kernels, Regions(ALL, reshape=reshape, keep_best=False))
        assert (labels == case.labels).all() and not counts[:, :3].any()


def test_territories_without_units_stay_empty(kernels):
    case = draw(CHORD, MEDOID, slack=1.0)
    case = with_(case, labels=np.where(case.labels == 4, 5, case.labels).astype(np.int32))
    case.limits[MINIMUM] = 0.0
    labels, _, counts = case.search(kernels, Regions(ALL))
    assert 4 not in labels and counts[0, IMPROVED] == 1


def test_one_unit(kernels):
    case = draw(CHORD, CENTROID, n=1, k=1, width=0)
    case = with_(case, neighbors=np.zeros((1, 1), np.int32))
    labels, gains, counts = case.search(kernels, Regions([[0]], reshape=2))
    assert labels.tolist() == [0] and gains.tolist() == [0.0] and not counts.any()


def test_cold_search_only_goes_down(kernels):
    case = draw(CHORD, MEDOID, slack=0.4)
    regions = Regions(ALL, start=0.0, end=0.0, keep_best=False, tries=5000)
    labels, gains, counts = case.search(kernels, regions)
    assert gains[0] > 0.0 and case.cost(labels, ALL[0]) < case.cost(case.labels, ALL[0])
    assert counts[0, IMPROVED] == 1


def test_moves_that_cost_more_than_they_bring_are_not_made(kernels):
    case = draw(CHORD, MEDOID, moves=True, slack=0.4)
    home = with_(case, base=case.labels.copy(), disruption=1e7)
    limits = home.limits.copy()
    limits[MINIMUM], limits[MAXIMUM] = 0.0, np.inf
    labels, _, _ = with_(home, limits=limits).search(kernels, Regions(ALL))
    assert (labels == case.labels).all()


def test_wrong_sizes_are_refused() -> None:
    native = pytest.importorskip("territory_engine._core") and get("native")
    case = draw(CHORD, MEDOID)
    for name, wrong in {
        "position": case.position[:, :-1].copy(),
        "matrix": np.zeros((3, 3), np.float32),
        "weight": case.weight[:-1],
        "load": case.load[:-1],
        "limits": case.limits[:-1],
        "size": np.zeros(2),
        "base": np.zeros(3, np.int32),
        "movable": case.movable[:-1],
        "travel": 6,
        "rule": 2,
    }.items():
        with pytest.raises(ValueError, match=name):
            with_(case, **{name: wrong}).search(native, Regions(ALL))
    with pytest.raises(ValueError, match="matrix"):
        with_(draw(MATRIX, MEDOID), rule=CENTROID).search(native, Regions(ALL))
