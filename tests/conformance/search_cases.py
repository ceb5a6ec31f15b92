"""Random instances of the search kernels, small enough for the reference and awkward in every way we know of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from territory_engine.kernels import get
from territory_engine.kernels.interface import F32, F64, I32, Kernels

Float = NDArray[np.float64]
NOBODY: F32 = np.empty(0, np.float32)
NOWHERE: I32 = np.empty(0, np.int32)


@dataclass(frozen=True)
class Case:
    """Arguments of the kernels; units in spatial order and padded to whole leaves."""

    count: int  # without padding
    latitude: F64  # (count,)
    longitude: F64
    position: F32
    travel: F32
    load: F64
    ratio: F32
    bonus: F32
    base: I32
    centers: F32
    center_latitude: F64
    center_longitude: F64
    prices: F32
    global_: bool

    @property
    def territories(self) -> int:
        """K."""
        return self.centers.shape[1]

    @property
    def measures(self) -> int:
        """M."""
        return len(self.load)

    def units(self, kernels: Kernels) -> Any:
        """The units in the form of a kernel set."""
        return kernels.make_units(self.position, self.travel, self.load, self.ratio, self.bonus, self.base)

    def handles(self, kernels: Kernels, threads: int = 1) -> tuple[Any, Any]:
        """Units and blocks in the form of a kernel set."""
        units = self.units(kernels)
        return units, kernels.make_blocks(units, threads)

    @cached_property
    def labels(self) -> I32:
        """Somebody's labels: nearly the cheapest ones."""
        labels = np.zeros(len(self.travel), np.int32)
        kernels = get("reference")
        kernels.price_pass(*self.handles(kernels), self.centers, self.prices, self.global_, NOBODY, labels, 1)
        labels[:: 1 + self.count // 7] = self.territories - 1
        labels.flags.writeable = False
        return labels


def places(shape: str, n: int, rng: np.random.Generator) -> tuple[Float, Float]:
    """Latitudes and longitudes of n places."""
    if shape == "towns":
        towns = rng.uniform([47.0, 5.0], [55.0, 15.0], (max(2, n // 60), 2))
        spread = rng.normal(0.0, 0.05, (n, 2)) * rng.exponential(1.0, (n, 1))
        latitude, longitude = (towns[rng.integers(len(towns), size=n)] + spread).T
    elif shape == "plain":
        latitude, longitude = rng.uniform(47.0, 55.0, n), rng.uniform(5.0, 15.0, n)
    elif shape == "one place":
        latitude, longitude = np.full(n, 52.5), np.full(n, 13.4)
    elif shape == "few places":
        latitude, longitude = rng.integers(47, 50, n) * 1.0, rng.integers(8, 11, n) * 1.0
    elif shape == "pole":
        latitude, longitude = rng.uniform(82.0, 90.0, n), rng.uniform(-180.0, 180.0, n)
        latitude[: n // 8] = 90.0
    elif shape == "antimeridian":
        latitude, longitude = rng.uniform(-20.0, -10.0, n), rng.uniform(176.0, 184.0, n)
        longitude = np.where(longitude > 180.0, longitude - 360.0, longitude)
    else:
        latitude, longitude = np.degrees(np.arcsin(rng.uniform(-1.0, 1.0, n))), rng.uniform(-180.0, 180.0, n)
    return latitude, longitude


@cache
def draw(
    shape: str, n: int, k: int, measures: int = 1, bonus: bool = False, seed: int = 0, price_km: float = 40.0
) -> Case:
    """A case; centres are some of its units, prices normal around 0. Its arrays are read-only and shared."""
    rng, reference = np.random.default_rng(seed), get("reference")
    latitude, longitude = places(shape, n, rng)
    order = reference.spatial_order(latitude, longitude, 1)
    latitude, longitude = latitude[order], longitude[order]
    padded = np.minimum(np.arange(-(-n // 16) * 16), n - 1)
    real = np.arange(len(padded)) < n
    travel = rng.lognormal(0.0, 1.0, n).astype(np.float32)[padded]
    load = np.ascontiguousarray(rng.lognormal(0.0, 1.0, (measures, n))[:, padded])
    chosen = np.sort(rng.permutation(n)[:k])
    base = rng.integers(-1, k, n // 25 + 1)
    position = reference.unit_vectors(latitude, longitude, 1)
    case = Case(
        n,
        latitude,
        longitude,
        np.ascontiguousarray(position[:, padded]),
        travel * real,
        load * real,
        (load / travel).astype(np.float32),
        (rng.exponential(20.0, n).astype(np.float32)[padded] * real) if bonus else NOBODY,
        np.where(real, base[padded // 25], -1).astype(np.int32) if bonus else NOWHERE,
        np.ascontiguousarray(position[:, chosen]),
        latitude[chosen],
        longitude[chosen],
        rng.normal(0.0, price_km, (measures, k)).astype(np.float32),
        shape == "globe",
    )
    for array in vars(case).values():
        if isinstance(array, np.ndarray) and array.size:
            array.flags.writeable = False
    return case


CASES = [
    pytest.param(*arguments, id="-".join(map(str, arguments)))
    for arguments in (
        ("towns", 1200, 24, 1, False),
        ("towns", 700, 9, 2, True),
        ("towns", 3100, 60, 3, False),
        ("plain", 900, 40, 1, True),
        ("plain", 333, 333, 1, False),
        ("plain", 500, 1, 2, False),
        ("one place", 100, 7, 1, False),
        ("one place", 100, 7, 2, True),
        ("few places", 400, 30, 1, True),
        ("pole", 600, 12, 2, False),
        ("antimeridian", 600, 12, 1, True),
        ("globe", 2000, 25, 1, False),
        ("globe", 800, 10, 3, True),
        ("plain", 1, 1, 1, False),
        ("plain", 2, 2, 1, True),
        ("towns", 17, 5, 3, True),
    )
]


def with_(case: Case, **changes: Any) -> Case:
    """A copy with some arrays replaced."""
    return replace(case, **changes)
