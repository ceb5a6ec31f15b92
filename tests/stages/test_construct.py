"""Recursive bisection, scaling by powers of two, and which draft is kept."""

from __future__ import annotations

import numpy as np
import pytest

from territory_engine.stages.construct import bisect
from territory_engine.stages.scaling import power_of_two
from territory_engine.stages.search import Draft


@pytest.mark.parametrize("parts", [1, 2, 3, 7, 16])
def test_parts_weigh_their_share(parts):
    """Each of log2(parts) cuts is off by at most one unit."""
    rng = np.random.default_rng(parts)
    weight, share = rng.uniform(0.5, 1.5, 2000), rng.uniform(0.5, 2.0, parts)
    labels = bisect(rng.normal(size=2000), rng.normal(size=2000), weight, share)
    loads = np.bincount(labels, weight, minlength=parts)
    assert np.abs(loads - weight.sum() * share / share.sum()).max() <= 1.5 * np.ceil(np.log2(parts) + 1)


@pytest.mark.parametrize("units", [7, 8, 20])
def test_no_part_is_empty(units):
    rng = np.random.default_rng(units)
    for _ in range(50):
        weight = np.where(rng.random(units) < 0.5, 0.0, rng.lognormal(0, 2, units))
        weight[0] = 1e6
        labels = bisect(rng.normal(size=units), np.zeros(units), weight, np.ones(7))
        assert (np.bincount(labels, minlength=7) > 0).all()


def test_units_in_one_place_are_divided_too():
    labels = bisect(np.zeros(12), np.zeros(12), np.ones(12), np.ones(4))
    assert np.bincount(labels).tolist() == [3, 3, 3, 3]


@pytest.mark.parametrize("value", [1e-300, 3.7e-12, 0.9, 1.0, 5.0, 1e17, 1e300])
def test_powers_of_two_lose_no_bit(value):
    factor = power_of_two(value)
    assert np.frexp(factor)[0] == 0.5
    assert 0.5 <= value * factor <= 2.0
    assert value * factor / factor == value


def test_nothing_is_scaled_by_one():
    assert power_of_two(0.0) == power_of_two(np.inf) == 1.0


def test_valid_drafts_before_cheap_ones():
    ranks = [Draft(value=9.0, valid=True), Draft(value=10.0, valid=True), Draft(value=1.0), Draft()]
    assert [draft.rank for draft in ranks] == sorted(draft.rank for draft in ranks)
