"""Shift and swap moves of border units."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest

from territory_engine.kernels.interface import F32, F64, I32, Array, Kernels
from territory_engine.kernels.reference.exchange import Loads
from tests.conformance.search_cases import draw

NEGATIVE_LOG = -np.log((np.arange(4096) + 0.5) / 4096)
HARD, SOFT = True, False


@dataclass
class Field:
    """A playing field and the state of a search on it."""

    territory: I32
    cost: F32
    load: F64
    pairs: tuple[I32, Array, I32, Array]
    limits: F64
    penalty: F64
    price: F64
    start: Array
    slot: Array
    loads: F64
    best_slot: Array
    best_loads: F64
    figures: F64
    inner: F64  # (K, M) loads of units that are not on the field

    def run(self, kernels: Kernels, temperature: F64, stiffness: F64, tries: int, seed: int) -> tuple[int, int, int]:
        return kernels.exchange(
            self.territory, self.cost, self.load, self.pairs, self.limits, self.penalty, self.price,
            temperature, stiffness, tries, NEGATIVE_LOG, seed,
            self.slot, self.loads, self.best_slot, self.best_loads, self.figures,
        )  # fmt: skip

    def state(self) -> tuple[bytes, ...]:
        arrays = self.slot, self.loads, self.best_slot, self.best_loads, self.figures
        return tuple(array.tobytes() for array in arrays)

    def loads_of(self, slot: Array) -> F64:
        """Loads recomputed from the slots."""
        loads = self.inner.copy()
        np.add.at(loads, self.territory[np.arange(len(slot)), slot], self.load)
        return loads

    def travel_of(self, slot: Array) -> float:
        """Travel cost since the start, recomputed from the slots."""
        every = np.arange(len(slot))
        changed: F32 = self.cost[every, slot].astype(np.float64) - self.cost[every, self.start].astype(np.float64)
        return float(changed.sum())

    def excess_of(self, loads: F64) -> float:
        asked = Loads(self.limits, self.penalty, self.price)
        rows = enumerate(loads.tolist())
        return sum(asked.penalty[t][m] * asked.beyond(t, m, y) for t, row in rows for m, y in enumerate(row))


def field(reference: Kernels, hard: bool, measures: int = 1, width: int = 4, k: int = 8, bonus: bool = False) -> Field:
    case = draw("towns", 400, k, measures, bonus, seed=4)
    labels = case.labels
    unit, territory, cost = reference.border_units(
        *case.handles(reference), case.centers, case.prices, case.metric, np.full(k, 60, np.float32), labels, width, 1
    )
    slot = (territory == labels[unit][:, None]).argmax(axis=1).astype(np.uint8)
    load = np.ascontiguousarray(case.load[:, unit].T)
    loads = np.stack([np.bincount(labels, row, minlength=k) for row in case.load], axis=1)
    target = np.broadcast_to(loads.mean(axis=0), loads.shape)
    zero, inf = np.zeros_like(loads), np.full_like(loads, np.inf)
    band = (0.9 * target, 1.1 * target)
    limits = np.stack(
        [target, *band, *band, zero, zero] if hard else [target, *band, -inf, inf, zero + 0.01, zero + 1.0]
    )
    inner = loads.copy()
    np.subtract.at(inner, labels[unit], load)
    return Field(
        territory, cost, load, reference.pair_lists(territory, k), limits, zero + 50.0,
        np.ascontiguousarray(case.prices.T, np.float64), slot.copy(), slot, loads, slot.copy(), loads.copy(),
        np.array([0.0, np.inf, 0.0, 0.0]), inner,
    )  # fmt: skip


@pytest.mark.parametrize("hard", [HARD, SOFT])
@pytest.mark.parametrize(("measures", "width", "bonus"), [(1, 4, False), (2, 3, True), (3, 8, False), (1, 2, False)])
def test_same_search_as_reference(
    kernels: Kernels, reference: Kernels, hard: bool, measures: int, width: int, bonus: bool
) -> None:
    """Cut into two slices, bit for bit, with a seed that needs all 64 bits."""
    ours, truth = (field(reference, hard, measures, width, bonus=bonus) for _ in range(2))
    for slice_, seed in enumerate((7, 2**63 + 11)):
        schedule = np.geomspace(20.0, 0.5, 6) / (1 + slice_), np.geomspace(0.1, 3.0, 6)
        found = ours.run(kernels, *schedule, 5, seed)
        assert found == truth.run(reference, *schedule, 5, seed)
        assert ours.state() == truth.state()
    evaluated, shifts, swaps = found
    assert min(evaluated, shifts, swaps) > 0


@pytest.mark.parametrize("hard", [HARD, SOFT])
def test_claims_equal_recomputation(kernels: Kernels, reference: Kernels, hard: bool) -> None:
    ours = field(reference, hard, measures=2)
    ours.run(kernels, np.geomspace(30.0, 0.1, 25), np.geomspace(0.1, 5.0, 25), 8, 3)
    np.testing.assert_allclose(ours.loads, ours.loads_of(ours.slot), rtol=1e-9)
    np.testing.assert_allclose(ours.best_loads, ours.loads_of(ours.best_slot), rtol=1e-9)
    np.testing.assert_allclose(ours.figures[0], ours.travel_of(ours.slot), rtol=1e-9)
    np.testing.assert_allclose(ours.figures[3], ours.travel_of(ours.best_slot), rtol=1e-9)
    np.testing.assert_allclose(ours.figures[1], ours.excess_of(ours.best_loads), rtol=1e-9)
    asked = Loads(ours.limits, ours.penalty, ours.price)
    soft = sum(asked.soft(t, m, y) for t, row in enumerate(ours.best_loads.tolist()) for m, y in enumerate(row))
    np.testing.assert_allclose(ours.figures[2], ours.figures[3] + soft, rtol=1e-9)


def test_cold_and_stiff_search_never_raises_the_excess(kernels: Kernels, reference: Kernels) -> None:
    ours = field(reference, HARD)
    excess = [ours.excess_of(ours.loads)]
    for seed in range(8):
        ours.run(kernels, np.zeros(1), np.full(1, 1e9), 6, seed)
        excess.append(ours.excess_of(ours.loads))
    assert all(after <= before * (1 + 1e-12) for before, after in pairwise(excess))
    assert excess[-1] < excess[0]


def test_best_state_is_never_worse_than_any_seen(kernels: Kernels, reference: Kernels) -> None:
    ours = field(reference, HARD)
    seen = []
    for seed in range(6):
        ours.run(kernels, np.full(1, 500.0), np.full(1, 0.01), 3, seed)
        seen.append(ours.excess_of(ours.loads))
    assert ours.figures[1] <= min(seen) * (1 + 1e-12)
    assert max(seen) > min(seen)


def test_swaps_keep_counts(kernels: Kernels, reference: Kernels) -> None:
    """Where every unit loads the same and limits allow no other count, only swaps can happen."""
    ours = field(reference, HARD)
    ours.load[:] = 1.0
    ours.loads[:] = ours.loads_of(ours.slot) - ours.inner
    ours.inner[:] = 0.0
    ours.limits[3:5] = ours.loads
    before = ours.loads.copy()
    _, shifts, swaps = ours.run(kernels, np.full(10, 5.0), np.full(10, 1e9), 10, 1)
    assert shifts == 0
    assert swaps > 0
    np.testing.assert_array_equal(ours.loads, before)
    assert ours.figures[0] == pytest.approx(ours.travel_of(ours.slot))
