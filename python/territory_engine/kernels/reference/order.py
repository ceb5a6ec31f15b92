"""Order along a Hilbert curve in plain numpy. See :mod:`..interface` for the definition."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..interface import F32, F64, I32
from .geo import unit_vectors_float64

_SLICES = 64


def _mean_direction(vectors: F64) -> tuple[float, float, float]:
    """Sums of 64 slices, each added one after the other, then added in order; (0, 0, 1) where they cancel out."""
    n = vectors.shape[1]
    total = [0.0, 0.0, 0.0]
    for k in range(_SLICES):
        part = vectors[:, n * k // _SLICES : n * (k + 1) // _SLICES]
        for axis in range(3):
            total[axis] += float(np.cumsum(part[axis])[-1]) if part.size else 0.0
    x, y, z = total
    length = float(np.sqrt((x * x + y * y) + z * z))
    return (0.0, 0.0, 1.0) if length <= 1e-9 * n else (x / length, y / length, z / length)


def _project(vectors: F64) -> tuple[F64, F64]:
    """Lambert azimuthal equal-area around the mean direction, rounded to float32."""
    x, y, z = _mean_direction(vectors)
    across = float(np.sqrt(x * x + y * y))
    if across < 1e-9:
        center = (0.0, 0.0, 1.0 if z > 0 else -1.0)
        east, north = (1.0, 0.0, 0.0), (0.0, center[2], 0.0)
    else:
        center = (x, y, z)
        e, n = -y / across, x / across
        east, north = (e, n, 0.0), (-z * n, z * e, x * n - y * e)
    vx, vy, vz = vectors

    def along(axis: tuple[float, float, float]) -> F64:
        product: F64 = (vx * axis[0] + vy * axis[1]) + vz * axis[2]
        return product

    above = 1.0 + along(center)
    antipode = above < 1e-12
    scale = np.sqrt(2.0 / np.where(antipode, 2.0, above))
    map_x = np.where(antipode, 2.0, along(east) * scale)
    map_y = np.where(antipode, 0.0, along(north) * scale)
    return map_x.astype(np.float32).astype(np.float64), map_y.astype(np.float32).astype(np.float64)


def _hilbert_key(x: int, y: int) -> int:
    """Place of a cell on the Hilbert curve of 65,536 x 65,536 cells."""
    key = 0
    for level in range(15, -1, -1):
        right, upper = (x >> level) & 1, (y >> level) & 1
        key = key << 2 | (3 * right ^ upper)
        if not upper:
            if right:
                x, y = ~x, ~y
            x, y = y, x
    return key


def spatial_order(latitude: F64, longitude: F64, threads: int) -> I32:
    """See :meth:`..interface.Kernels.spatial_order`."""
    if len(latitude) == 0:
        return np.empty(0, np.int32)
    x, y = _project(unit_vectors_float64(latitude, longitude))
    return planar_order(x.astype(np.float32), y.astype(np.float32), threads)


def planar_order(x: F32, y: F32, threads: int) -> I32:
    """See :meth:`..interface.Kernels.planar_order`."""
    if len(x) == 0:
        return np.empty(0, np.int32)
    wide, high = x.astype(np.float64), y.astype(np.float64)
    side = max(np.ptp(wide), np.ptp(high))
    cells_per_unit = 65536.0 / side if side > 0 else 0.0

    def cell(coordinate: F64) -> NDArray[np.int64]:
        place: F64 = (coordinate - coordinate.min()) * cells_per_unit
        return np.minimum(place, 65535).astype(np.int64)

    keys = [_hilbert_key(i, j) for i, j in zip(cell(wide).tolist(), cell(high).tolist(), strict=True)]
    return np.argsort(np.array(keys), kind="stable").astype(np.int32)
