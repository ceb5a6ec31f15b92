"""What every candidate centre could serve, and at which travel: the rows that the dual with free centres runs on."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..instance import Instance
from ..kernels.interface import F64, I32, Array
from ..travel.memory import refuse_beyond
from .candidates import Candidates

CAPACITY_SLACK = 2e-9  # twice what the checker lets a load exceed its maximum by, so that every valid plan is covered
BYTES = 26  # of an entry: unit, cost, taken, all of it twice while rows are put together


@dataclass(frozen=True)
class Offers:
    """Candidates that could be centres, in rows; see :meth:`..kernels.interface.Kernels.open_centers`.

    The first ``given`` rows are open in any plan; fixed homes are among them. Pairs whose travel cost reaches ``reach``
    of the unit are left out: they cannot pay while no multiplier exceeds its unit's reach.
    """

    start: Array  # (C + 1,) int64
    unit: I32  # (E,)
    cost: F64  # (E,) travel weight x travel of a visit, in the instance's units
    weight: F64  # (n,) activity of the measure that binds most
    capacity: float
    given: int
    open: int  # so many candidates serve at most
    site: I32  # (C,) as in Candidates
    reach: F64  # (n,)

    @property
    def row(self) -> I32:
        """The row of each entry (E,)."""
        return np.repeat(np.arange(len(self.site), dtype=np.int32), np.diff(self.start))

    def select(self, rows: Array, entries: NDArray[np.bool_], given: int, reach: F64 | None = None) -> Offers:
        """These rows in this order, the first ``given`` of them open, with those of their entries that are True."""
        counts = np.diff(self.start)[rows]
        first = np.concatenate([[0], np.cumsum(counts)])
        old = np.arange(first[-1]) + np.repeat(self.start[rows] - first[:-1], counts)
        kept = entries[old]
        old = old[kept]
        return replace(
            self,
            start=np.concatenate([[0], np.cumsum(kept)]).astype(np.int64)[first],
            unit=self.unit[old],
            cost=self.cost[old],
            given=given,
            site=self.site[rows],
            reach=self.reach if reach is None else reach,
        )


def binding_measure(instance: Instance) -> tuple[F64, float]:
    """Weights (n,) and capacity of one centre: of the measure whose maxima its total fills most.

    The bound drops all other limits. Where maxima differ between territories the largest stands for all of them.
    Without a finite maximum the capacity is infinite.
    """
    weight, capacity, fullest = np.zeros(instance.n), np.inf, 0.0
    for measure in instance.measures:
        largest = float(measure.maximum.max())
        if not np.isfinite(largest) or largest <= 0.0:
            continue
        share = float(measure.values.sum()) / (largest * instance.territory_count)
        if share > fullest:
            weight, capacity, fullest = measure.values, largest * (1.0 + CAPACITY_SLACK), share
    return np.ascontiguousarray(weight, np.float64), capacity


def build(candidates: Candidates, reach: F64) -> Offers:
    """All pairs of units and candidates whose travel cost is below the unit's ``reach`` (n,), which may be infinite.

    Raises
    ------
    LimitError
        The pairs do not fit into memory.
    """
    instance = candidates.instance
    weight, capacity = binding_measure(instance)
    parts: list[tuple[Array, I32, F64]] = []
    entries = 0
    for rows in candidates.slices(instance.n):
        cost = candidates.costs(rows)
        pays = (cost < reach) & (weight <= capacity)
        parts.append((pays.sum(axis=1), np.nonzero(pays)[1].astype(np.int32), cost[pays]))
        entries += len(parts[-1][1])
        refuse_beyond(BYTES * entries, "the bound with free centres", "keep the bound of the plan's own centres")
    counts, units, costs = zip(*parts, strict=True)
    return Offers(
        start=np.concatenate([[0], np.cumsum(np.concatenate(counts))]).astype(np.int64),
        unit=np.concatenate(units),
        cost=np.concatenate(costs),
        weight=weight,
        capacity=capacity,
        given=candidates.homes,
        open=min(instance.territory_count, len(candidates.site)),
        site=candidates.site,
        reach=reach,
    )
