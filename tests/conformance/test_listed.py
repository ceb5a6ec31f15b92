"""Lists of territories, and the pass, border and travel over them: all sets against the reference."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from territory_engine.kernels import get
from territory_engine.kernels.interface import F32, Kernels
from territory_engine.kernels.reference.pricing import squared_chords, travel_of
from tests.conformance.search_cases import CASES, NOBODY, NOWHERE, Case, draw

EVERYTHING = 10**6


def travel_to_all(case: Case, closed: float = 0.0) -> F32:
    """Travel (K, n); a share of the ways is closed, but not all of any unit's."""
    units = case.units(get("reference"))
    travel = travel_of(case.metric, squared_chords(units, case.centers))
    rng = np.random.default_rng(4)
    shut = rng.random(travel.shape) < closed
    shut[rng.integers(0, len(travel), travel.shape[1]), np.arange(travel.shape[1])] = False
    return np.ascontiguousarray(np.where(shut, np.float32(np.inf), travel))


def slack_of(case: Case, scale: float) -> F32:
    spread = np.random.default_rng(2).exponential(scale, case.territories)
    return (spread * (1.0 if case.metric.power == 1 else 500.0)).astype(np.float32)


def lists_of(kernels: Kernels, case: Case, travel: F32, scale: float, most: int, labels: Any = NOWHERE) -> Any:
    slack = slack_of(case, scale)
    return kernels.list_territories(case.units(kernels), 0, travel, case.prices, slack, most, labels, 2)


@pytest.mark.parametrize("closed", [0.0, 0.4])
@pytest.mark.parametrize(("scale", "most"), [(0.0, 1), (10.0, 3), (30.0, 8), (1e6, EVERYTHING)])
@pytest.mark.parametrize(("shape", "n", "k", "measures", "bonus"), CASES)
def test_same_lists_as_reference(
    kernels: Kernels, reference: Kernels, shape: str, n: int, k: int, measures: int, bonus: bool, scale: float,
    most: int, closed: float,
) -> None:  # fmt: skip
    case = draw(shape, n, k, measures, bonus)
    travel = travel_to_all(case, closed)
    for labels in (NOWHERE, case.labels):
        expected = lists_of(reference, case, travel, scale, most, labels)
        for a, b in zip(lists_of(kernels, case, travel, scale, most, labels), expected, strict=True):
            np.testing.assert_array_equal(a, b, strict=True)


def test_a_tile_of_the_units(kernels: Kernels) -> None:
    case = draw("towns", 700, 9, 2, True)
    travel = travel_to_all(case)
    whole = lists_of(kernels, case, travel, 20.0, 4)
    part = np.ascontiguousarray(travel[:, 160:480])
    tile = kernels.list_territories(
        case.units(kernels), 160, part, case.prices, slack_of(case, 20.0), 4, np.empty(0, np.int32), 1
    )
    a, b = whole[0][10], whole[0][30]
    np.testing.assert_array_equal(tile[0], whole[0][10:31] - a)
    np.testing.assert_array_equal(tile[1], whole[1][a:b])
    np.testing.assert_array_equal(tile[2], whole[2][a:b])
    np.testing.assert_array_equal(tile[3], whole[3][160:480])


@pytest.mark.parametrize(("begin", "m"), [(-16, 32), (8, 32), (0, 24), (160, 16000)])
def test_tiles_that_are_refused(kernels: Kernels, begin: int, m: int) -> None:
    case = draw("plain", 333, 3)
    travel = np.zeros((3, m), np.float32)
    slack = np.zeros(3, np.float32)
    with pytest.raises(ValueError, match="whole leaves"):
        kernels.list_territories(case.units(kernels), begin, travel, case.prices, slack, 4, NOWHERE, 1)


@pytest.mark.parametrize("closed", [0.0, 0.4])
@pytest.mark.parametrize(("shape", "n", "k", "measures", "bonus"), CASES)
def test_same_pass_as_reference(
    kernels: Kernels, reference: Kernels, shape: str, n: int, k: int, measures: int, bonus: bool, closed: float
) -> None:
    case = draw(shape, n, k, measures, bonus)
    lists = lists_of(reference, case, travel_to_all(case, closed), 20.0, 6)[:3]
    window = np.random.default_rng(0).uniform(0.05, 0.3, k).astype(np.float32)
    expected_labels, labels = np.empty(len(case.travel), np.int32), np.empty(len(case.travel), np.int32)
    expected = reference.listed_pass(case.units(reference), lists, case.prices, window, expected_labels, 1)
    for threads in (1, 4):
        found = kernels.listed_pass(case.units(kernels), lists, case.prices, window, labels, threads)
        np.testing.assert_array_equal(labels, expected_labels)
        np.testing.assert_allclose(found[0], expected[0], rtol=1e-9)
        blocks = [dict(zip(map(tuple, pairs.tolist()), curvature, strict=True)) for _, pairs, curvature in
                  (found, expected)]  # fmt: skip
        assert blocks[0].keys() == blocks[1].keys()
        for pair, block in blocks[0].items():
            np.testing.assert_allclose(block, blocks[1][pair], rtol=1e-9)


@pytest.mark.parametrize(("shape", "n", "k", "measures", "bonus"), CASES)
def test_complete_lists_give_what_the_walk_gives(
    kernels: Kernels, shape: str, n: int, k: int, measures: int, bonus: bool
) -> None:
    case = draw(shape, n, k, measures, bonus)
    lists = lists_of(kernels, case, travel_to_all(case), 1e9, EVERYTHING)[:3]
    walked, labels = np.empty(len(case.travel), np.int32), np.empty(len(case.travel), np.int32)
    kernels.price_pass(*case.handles(kernels), case.centers, case.prices, case.metric, NOBODY, walked, 1)
    kernels.listed_pass(case.units(kernels), lists, case.prices, NOBODY, labels, 1)
    np.testing.assert_array_equal(labels, walked)


@pytest.mark.parametrize("width", [2, 5, 16])
@pytest.mark.parametrize("closed", [0.0, 0.4])
@pytest.mark.parametrize(("shape", "n", "k", "measures", "bonus"), CASES)
def test_same_border_as_reference(
    kernels: Kernels, reference: Kernels, shape: str, n: int, k: int, measures: int, bonus: bool, closed: float,
    width: int,
) -> None:  # fmt: skip
    case = draw(shape, n, k, measures, bonus)
    lists = lists_of(reference, case, travel_to_all(case, closed), 20.0, 6, case.labels)[:3]
    margin = slack_of(case, 4.0)
    expected = reference.listed_border(case.units(reference), lists, case.prices, margin, case.labels, width, 1)
    for threads in (1, 4):
        found = kernels.listed_border(case.units(kernels), lists, case.prices, margin, case.labels, width, threads)
        for a, b in zip(found, expected, strict=True):
            np.testing.assert_array_equal(a, b, strict=True)


@pytest.mark.parametrize("closed", [0.0, 0.4])
def test_travel_of_labels(kernels: Kernels, reference: Kernels, closed: float) -> None:
    case = draw("towns", 700, 9, 2, True)
    travel = travel_to_all(case, closed)
    lists = lists_of(kernels, case, travel, 20.0, 3, case.labels)[:3]
    found = kernels.listed_travel(lists, case.labels, 2)
    np.testing.assert_array_equal(found, travel[case.labels, np.arange(len(found))])
    elsewhere = ((case.labels + 4) % 9).astype(np.int32)
    np.testing.assert_array_equal(
        kernels.listed_travel(lists, elsewhere, 1), reference.listed_travel(lists, elsewhere, 1)
    )


def test_arrays_of_the_wrong_size(kernels: Kernels) -> None:
    case, other = draw("plain", 333, 3), draw("plain", 40, 3)
    lists = lists_of(kernels, case, travel_to_all(case), 20.0, 3)[:3]
    with pytest.raises(ValueError, match="lists"):
        kernels.listed_pass(other.units(kernels), lists, case.prices, NOBODY, NOWHERE, 1)
    with pytest.raises(ValueError, match="width"):
        kernels.listed_border(case.units(kernels), lists, case.prices, np.zeros(3, np.float32), case.labels, 1, 1)
