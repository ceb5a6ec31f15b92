"""Travel from every unit to every territory, given by the user: dense, or for the pairs that may go together."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .centers import Centers
from .haversine import blocks

if TYPE_CHECKING:
    from .instance import Instance
    from .ways import Bool, Rows

Float = NDArray[np.float64]
F32 = NDArray[np.float32]
Index = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Pairs:
    """Sparse travel: entries of unit i are ``first[i]`` to ``first[i + 1]``, territories ascending."""

    first: NDArray[np.int64]  # (n + 1,)
    territory: Index  # (E,)
    travel: Float  # (E,)

    def spread(self, units: NDArray[np.integer], territories: int) -> Float:
        """Travel (m, K) of some units, +inf for pairs that are absent."""
        found = np.full((len(units), territories), np.inf)
        count = self.first[units + 1] - self.first[units]
        row = np.repeat(np.arange(len(units)), count)
        entry = np.arange(len(row)) + np.repeat(self.first[units] - np.cumsum(count) + count, count)
        found[row, self.territory[entry]] = self.travel[entry]
        return found

    def of(self, units: NDArray[np.integer], territory: NDArray[np.integer]) -> Float:
        """Travel (m,) of pairs."""
        stride = np.int64(self.territory.max(initial=0)) + 1
        if not len(self.territory):
            return np.full(len(units), np.inf)
        wanted = units.astype(np.int64) * stride + territory
        at = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        there = (self._keys[at] == wanted) & (territory < stride)
        return np.where(there, self.travel[at], np.inf)

    @cached_property
    def _keys(self) -> NDArray[np.int64]:
        unit = np.repeat(np.arange(len(self.first) - 1), np.diff(self.first))
        keys: NDArray[np.int64] = unit * (np.int64(self.territory.max(initial=0)) + 1) + self.territory
        return keys


@dataclass(frozen=True, eq=False)
class TravelTable:
    """Travel to territories that are given: nothing moves. One of both is there; see :class:`.ways.Ways`."""

    dense: NDArray[np.floating] | None  # (n, K) float32 or float64, +inf where there is no way
    pairs: Pairs | None = None

    unit = ""
    nodes = 0

    @cached_property
    def digest(self) -> str:
        """Of all numbers."""
        digest = hashlib.blake2b(digest_size=16)
        pairs = self.pairs
        arrays: tuple[Any, ...] = (self.dense,) if pairs is None else (pairs.first, pairs.territory, pairs.travel)
        for array in arrays:
            digest.update(f"{array.dtype.name}{array.shape}".encode())
            digest.update(np.ascontiguousarray(array).data)
        return digest.hexdigest()

    def describe(self) -> str:
        """Its shape."""
        if self.dense is not None:
            return f"a table of {self.dense.shape[0]:,} accounts x {self.dense.shape[1]:,} territories"
        assert self.pairs is not None
        return f"{len(self.pairs.travel):,} pairs of accounts and territories"

    def to(self, instance: Instance, units: Rows, territory: NDArray[np.integer], centers: Centers) -> Float:
        """The numbers themselves."""
        rows = np.arange(instance.n)[units] if isinstance(units, slice) else units
        if self.dense is not None:
            return np.asarray(self.dense[rows, territory], np.float64)
        assert self.pairs is not None
        return self.pairs.of(rows, territory)

    def ordered(self, units: NDArray[np.integer]) -> Any:
        """Their rows."""
        return units

    def whole(
        self,
        instance: Instance,
        units: Any,
        part: slice,
        centers: Centers,
        territories: NDArray[np.integer] | None = None,
        threads: int = 0,
    ) -> F32:
        """Rows of territories."""
        rows = units[part]
        result = np.empty((instance.territory_count, len(rows)), np.float32)
        for some in blocks(len(rows), 4096):
            if self.dense is not None:
                result[:, some] = self.dense[rows[some]].T
            else:
                assert self.pairs is not None
                result[:, some] = self.pairs.spread(rows[some], instance.territory_count).T
        return result if territories is None else result[territories]

    def better_centers(
        self, instance: Instance, labels: Index, centers: Centers, movable: Bool, effort: int
    ) -> Centers:
        """None: travel is to the territories as they are."""
        return centers

    def start(self, instance: Instance, y: Float, x: Float) -> Centers:
        """As they are."""
        return Centers(y, x)

    def reference(self, instance: Instance) -> float:
        """The weighted mean travel to the nearest territory; 1 where all of it is 0."""
        total = 0.0
        for rows in blocks(instance.n, 4096):
            least = self.least(np.arange(rows.start, rows.stop))
            total += float((instance.travel_weight[rows] * least).sum())
        return total / float(instance.travel_weight.sum()) or 1.0

    def least(self, units: NDArray[np.integer]) -> Float:
        """Travel (m,) to the nearest territory."""
        if self.dense is not None:
            return np.asarray(self.dense[units].min(axis=1), np.float64)
        assert self.pairs is not None
        first, last = self.pairs.first[units], self.pairs.first[units + 1]
        found = np.full(len(units), np.inf)
        some = last > first
        if some.any():
            ends = np.stack([first[some], last[some]], axis=1).ravel()
            padded = np.append(self.pairs.travel, np.inf)
            found[some] = np.minimum.reduceat(padded, ends)[::2]
        return found

    def findings(self, instance: Instance, labels: Index, centers: Centers, travel: Float) -> list[tuple[int, float]]:
        """None: evaluation reads the same numbers, and there is no other way to know them."""
        return []
