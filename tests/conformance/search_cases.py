"""Random instances of the search kernels, small enough for the reference and awkward in every way we know of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from territory_engine.kernels import get
from territory_engine.kernels.interface import F32, F64, I32, Kernels, MetricCode

Float = NDArray[np.float64]
NOBODY: F32 = np.empty(0, np.float32)
NOWHERE: I32 = np.empty(0, np.int32)


@dataclass(frozen=True)
class Case:
    """Arguments of the kernels; units in spatial order and padded to whole leaves."""

    count: int  # without padding
    y: F64  # (count,) degrees of latitude on the sphere
    x: F64
    position: F32
    travel: F32
    load: F64
    ratio: F32
    bonus: F32
    base: I32
    centers: F32
    center_y: F64
    center_x: F64
    prices: F32
    metric: MetricCode

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
        kernels.price_pass(*self.handles(kernels), self.centers, self.prices, self.metric, NOBODY, labels, 1)
        labels[:: 1 + self.count // 7] = self.territories - 1
        labels.flags.writeable = False
        return labels


# Shapes that are not on the sphere within a continent, with travel as it is.
METRICS = {
    "globe": MetricCode.GLOBAL,
    "globe squared": MetricCode.SPHERE_SQUARED,
    "towns squared": MetricCode.SPHERE_SQUARED,
    "board": MetricCode.PLANE,
    "grid": MetricCode.PLANE,
    "one point": MetricCode.PLANE,
    "board squared": MetricCode.PLANE_SQUARED,
    "grid squared": MetricCode.PLANE_SQUARED,
}


def places(shape: str, n: int, rng: np.random.Generator) -> tuple[Float, Float]:
    """y and x of n places: latitudes and longitudes, or coordinates within +-1."""
    shape = shape.removesuffix(" squared")
    if shape == "board":
        blots = rng.uniform(-0.8, 0.8, (max(2, n // 60), 2))
        y, x = (blots[rng.integers(len(blots), size=n)] + np.clip(rng.normal(0.0, 0.05, (n, 2)), -0.2, 0.2)).T
        return y, x
    if shape == "grid":
        return rng.integers(-5, 6, n) / 5.0, rng.integers(-2, 3, n) / 2.0
    if shape == "one point":
        return np.full(n, 0.7), np.full(n, -0.3)
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


def ordered(kernels: Kernels, metric: MetricCode, y: Float, x: Float, threads: int) -> tuple[F64, F64, F32]:
    """Places in spatial order, and their vectors."""
    if metric.on_sphere:
        order = kernels.spatial_order(y, x, threads)
        return y[order], x[order], kernels.unit_vectors(y[order], x[order], threads)
    order = kernels.planar_order(x.astype(np.float32), y.astype(np.float32), threads)
    y, x = y[order], x[order]
    return y, x, np.stack([x, y, np.zeros(len(y))]).astype(np.float32)


@cache
def draw(
    shape: str, n: int, k: int, measures: int = 1, bonus: bool = False, seed: int = 0, price_km: float = 40.0
) -> Case:
    """A case; centres are some of its units, prices normal around 0. Its arrays are read-only and shared."""
    rng, metric = np.random.default_rng(seed), METRICS.get(shape, MetricCode.REGIONAL)
    y, x, position = ordered(get("reference"), metric, *places(shape, n, rng), 1)
    padded = np.minimum(np.arange(-(-n // 16) * 16), n - 1)
    real = np.arange(len(padded)) < n
    travel = rng.lognormal(0.0, 1.0, n).astype(np.float32)[padded]
    load = np.ascontiguousarray(rng.lognormal(0.0, 1.0, (measures, n))[:, padded])
    chosen = np.sort(rng.permutation(n)[:k])
    base = rng.integers(-1, k, n // 25 + 1)
    case = Case(
        n,
        y,
        x,
        np.ascontiguousarray(position[:, padded]),
        travel * real,
        load * real,
        (load / travel).astype(np.float32),
        (rng.exponential(20.0, n).astype(np.float32)[padded] * real) if bonus else NOBODY,
        np.where(real, base[padded // 25], -1).astype(np.int32) if bonus else NOWHERE,
        np.ascontiguousarray(position[:, chosen]),
        y[chosen],
        x[chosen],
        rng.normal(0.0, price_km * (1.0 if metric.power == 1 else 500.0), (measures, k)).astype(np.float32),
        metric,
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
        ("board", 1200, 24, 1, False),
        ("board", 700, 90, 2, True),
        ("grid", 500, 40, 1, True),
        ("one point", 100, 7, 2, False),
        ("board squared", 1500, 30, 1, False),
        ("board squared", 600, 12, 2, True),
        ("grid squared", 400, 60, 1, True),
        ("towns squared", 1200, 24, 1, False),
        ("towns squared", 500, 40, 2, True),
        ("globe squared", 1500, 25, 1, False),
    )
]


def with_(case: Case, **changes: Any) -> Case:
    """A copy with some arrays replaced."""
    return replace(case, **changes)
