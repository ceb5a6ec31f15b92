"""Units near a border, and their pairs of territories."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from territory_engine.kernels import get
from territory_engine.kernels.interface import F32, I32, Array, Kernels
from territory_engine.kernels.reference.pricing import costs, travel_less_bonus
from tests.conformance.search_cases import CASES, Case, draw


def run(kernels: Kernels, case: Case, margin: F32, labels: I32, width: int, threads: int = 1) -> tuple[Array, I32, F32]:
    units, blocks = case.handles(kernels)
    return kernels.border_units(units, blocks, case.centers, case.prices, case.metric, margin, labels, width, threads)


def assert_same(found: tuple[Array, ...], expected: tuple[Array, ...]) -> None:
    for name, a, b in zip(("unit", "territory", "cost", "?"), found, expected, strict=False):
        np.testing.assert_array_equal(a, b, err_msg=name, strict=True)


def margins(case: Case) -> F32:
    """They differ widely: around territories that miss their limits the search looks far."""
    rng = np.random.default_rng(1)
    spread = rng.exponential(5.0, case.territories) * rng.choice([0.0, 1.0, 20.0], case.territories)
    return spread.astype(np.float32)


@cache
def truth(*arguments: Any) -> tuple[I32, F32, NDArray[np.bool_]]:
    """Of all units: territories by rising cost, travel costs to them, whether they are within the margin."""
    case, reference = draw(*arguments), get("reference")
    margin, units = margins(case), case.units(reference)
    priced = costs(units, case.centers, case.prices, case.metric).T
    ranking = np.argsort(priced, axis=1, kind="stable").astype(np.int32)
    priced = np.take_along_axis(priced, ranking, axis=1)
    km = np.take_along_axis(travel_less_bonus(units, case.centers, case.metric).T, ranking, axis=1)
    near = priced - priced[:, :1] <= np.maximum(margin[ranking], margin[ranking[:, :1]])
    return ranking, case.travel[:, None] * km, near


@pytest.mark.parametrize("width", [2, 5, 16])
@pytest.mark.parametrize(("shape", "n", "k", "measures", "bonus"), CASES)
def test_units_and_their_territories(
    kernels: Kernels, reference: Kernels, shape: str, n: int, k: int, measures: int, bonus: bool, width: int
) -> None:
    """All units near a border; of each the cheapest, all within its margin, its label, and maybe dearer ones."""
    case = draw(shape, n, k, measures, bonus)
    ranking, travel, near = truth(shape, n, k, measures, bonus)
    must, _, _ = run(reference, case, margins(case), case.labels, width)
    unit, territory, cost = run(kernels, case, margins(case), case.labels, width)
    assert (unit.dtype, territory.dtype, cost.dtype) == (np.int64, np.int32, np.float32)
    assert (territory.shape, cost.shape) == ((len(unit), width), (len(unit), width))
    assert (np.diff(unit) > 0).all()
    assert set(must.tolist()) <= set(unit.tolist())
    for i, row, paid in zip(unit.tolist(), territory.tolist(), cost.tolist(), strict=True):
        label, ranks, certain = int(case.labels[i]), ranking[i].tolist(), np.flatnonzero(near[i]).tolist()
        some = row[: row.index(-1)] if -1 in row else row
        assert set(row[len(some) :]) <= {-1}
        assert label in some
        assert len(certain) > 1 or ranks[0] != label
        at = [ranks.index(t) for t in some]
        assert paid == [*travel[i, at].tolist(), *[0.0] * (width - len(some))]
        others = [rank for rank in at if ranks[rank] != label]
        assert others == sorted(set(others))
        assert at[0] == 0
        last = others[-1] if len(some) == width and others else k
        assert {rank for rank in certain if rank <= last and ranks[rank] != label} <= set(others)


def test_no_margin_and_the_cheapest_labels(kernels: Kernels, reference: Kernels) -> None:
    case = draw("towns", 900, 20)
    labels = np.empty(len(case.travel), np.int32)
    empty = np.empty(0, np.float32)
    kernels.price_pass(*case.handles(kernels), case.centers, case.prices, case.metric, empty, labels, 1)
    unit, territory, cost = run(kernels, case, np.zeros(20, np.float32), labels, 3)
    assert (unit.shape, territory.shape, cost.shape) == ((0,), (0, 3), (0, 3))


@pytest.mark.parametrize("width", [0, 1, 17])
def test_widths_that_are_refused(kernels: Kernels, width: int) -> None:
    case = draw("plain", 40, 3)
    with pytest.raises(ValueError, match="width"):
        run(kernels, case, np.zeros(3, np.float32), case.labels, width)


@pytest.mark.parametrize(("n", "k", "width"), [(900, 20, 4), (4000, 400, 8), (300, 3, 5), (50, 2, 2)])
def test_same_pair_lists_as_reference(kernels: Kernels, reference: Kernels, n: int, k: int, width: int) -> None:
    case = draw("plain", n, k)
    _, territory, _ = run(kernels, case, np.full(k, 50, np.float32), case.labels, width)
    assert len(territory)
    assert_same(kernels.pair_lists(territory, k), reference.pair_lists(territory, k))


def test_pair_lists_of_nobody(kernels: Kernels) -> None:
    pair, first, unit, slot = kernels.pair_lists(np.empty((0, 4), np.int32), 9)
    assert pair.shape == (0, 6)
    assert first.tolist() == [0]
    assert unit.size == slot.size == 0
