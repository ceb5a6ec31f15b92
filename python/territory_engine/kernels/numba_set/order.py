"""Order along a Hilbert curve: twin of ``cpp/spatial/hilbert.cpp`` and ``hilbert_simd.cpp``."""

from __future__ import annotations

import math

import numpy as np

from ..interface import F32, F64, I32, Array
from .geo import unit_vector
from .jit import frozen, inlined, kernel
from .sort import radix_sort_upper_half
from .tasks import run_tasks

_SLICES = 64  # fixed, so that sums do not depend on the number of threads
_BLOCK = 256  # places treated by a loop of its own, which vectorises


@inlined
def _block_vectors(latitude: F64, longitude: F64, vectors: F64) -> None:
    for i in range(len(latitude)):
        vectors[0, i], vectors[1, i], vectors[2, i] = unit_vector(latitude[i], longitude[i])


@kernel
def _sum_unit_vectors(first: int, last: int, vectors: F64, latitude: F64, longitude: F64, sums: F64) -> None:
    n = len(latitude)
    for k in range(first, last):
        end = n * (k + 1) // _SLICES
        sum_x, sum_y, sum_z = 0.0, 0.0, 0.0
        for begin in range(n * k // _SLICES, end, _BLOCK):
            count = min(_BLOCK, end - begin)
            _block_vectors(latitude[begin : begin + count], longitude[begin : begin + count], vectors)
            for i in range(count):
                sum_x += vectors[0, i]
                sum_y += vectors[1, i]
                sum_z += vectors[2, i]
        sums[k, 0] = sum_x
        sums[k, 1] = sum_y
        sums[k, 2] = sum_z


def _projection_around_mean(latitude: F64, longitude: F64, threads: int) -> F64:
    """Rows east, north, centre: around the mean direction, around the north pole where all places cancel out."""
    sums = np.empty((_SLICES, 3))
    n = len(latitude)
    run_tasks(_sum_unit_vectors, _SLICES, threads, n, latitude, longitude, sums, memory=_vectors_of_block)
    x, y, z = 0.0, 0.0, 0.0
    for part_x, part_y, part_z in sums.tolist():
        x, y, z = x + part_x, y + part_y, z + part_z
    length = math.sqrt((x * x + y * y) + z * z)
    if length <= 1e-9 * n:
        return np.eye(3)
    x, y, z = x / length, y / length, z / length
    across = math.sqrt(x * x + y * y)
    if across < 1e-9:
        pole = math.copysign(1.0, z)
        return np.diag([1.0, pole, pole])
    e_x, e_y = -y / across, x / across
    return np.array([[e_x, e_y, 0.0], [-z * e_y, z * e_x, x * e_y - y * e_x], [x, y, z]])


def _vectors_of_block() -> tuple[F64]:
    return (np.empty((3, _BLOCK)),)


@inlined
def _project_slice(latitude: F64, longitude: F64, frame: tuple[float, ...], x: F32, y: F32) -> None:
    ex, ey, ez, nx, ny, nz, cx, cy, cz = frame
    for i in range(len(latitude)):
        vx, vy, vz = unit_vector(latitude[i], longitude[i])
        east = (vx * ex + vy * ey) + vz * ez
        north = (vx * nx + vy * ny) + vz * nz
        above = 1.0 + ((vx * cx + vy * cy) + vz * cz)
        antipode = above < 1e-12
        scale = math.sqrt(2.0 / (2.0 if antipode else above))
        x[i] = 2.0 if antipode else east * scale
        y[i] = 0.0 if antipode else north * scale


@kernel
def _project(first: int, last: int, latitude: F64, longitude: F64, frame: tuple[float, ...], x: F32, y: F32) -> None:
    _project_slice(latitude[first:last], longitude[first:last], frame, x[first:last], y[first:last])


@inlined
def _hilbert_keys(x: Array, y: Array, keys: Array) -> None:
    """Keys of cells; ``x`` and ``y`` are used up. Level outside, place inside: so the inner loop vectorises."""
    one, two, three, zero = np.uint32(1), np.uint32(2), np.uint32(3), np.uint32(0)
    for i in range(len(keys)):
        keys[i] = zero
    for step in range(16):
        level = np.uint32(15 - step)
        for i in range(len(keys)):
            right, upper = (x[i] >> level) & one, (y[i] >> level) & one
            keys[i] = (keys[i] << two) | ((right * three) ^ upper)
            lower = np.uint32(upper - one)
            flip = np.uint32(zero - right) & lower
            change = ((x[i] ^ y[i]) & lower) ^ flip
            x[i] ^= change
            y[i] ^= change


@inlined
def _cells(coordinates: F32, minimum: float, cells_per_unit: float, cells: Array) -> None:
    for i in range(len(coordinates)):
        cells[i] = min(np.int32((np.float64(coordinates[i]) - minimum) * cells_per_unit), np.int32(65535))


@kernel
def _hilbert_words(
    first: int, last: int, cells: Array, x: F32, y: F32, min_x: float, min_y: float, cells_per_unit: float, words: Array
) -> None:
    """Key of the cell of each place above the index of the place."""
    for begin in range(first, last, _BLOCK):
        end = min(begin + _BLOCK, last)
        cells_x, cells_y, keys = cells[0, : end - begin], cells[1, : end - begin], cells[2, : end - begin]
        _cells(x[begin:end], min_x, cells_per_unit, cells_x)
        _cells(y[begin:end], min_y, cells_per_unit, cells_y)
        _hilbert_keys(cells_x, cells_y, keys)
        for i in range(end - begin):
            words[begin + i] = np.uint64(keys[i]) << np.uint64(32) | np.uint64(begin + i)


def _cells_of_block() -> tuple[Array]:
    return (np.empty((3, _BLOCK), np.uint32),)


def spatial_order(latitude: F64, longitude: F64, threads: int) -> I32:
    """See :meth:`..interface.Kernels.spatial_order`."""
    n = len(latitude)
    if n == 0:
        return np.empty(0, np.int32)
    latitude, longitude = frozen(latitude), frozen(longitude)
    frame = tuple(_projection_around_mean(latitude, longitude, threads).ravel().tolist())
    x, y = np.empty(n, np.float32), np.empty(n, np.float32)
    run_tasks(_project, n, threads, n, latitude, longitude, frame, x, y)
    return planar_order(x, y, threads)


def planar_order(x: F32, y: F32, threads: int) -> I32:
    """See :meth:`..interface.Kernels.planar_order`."""
    n = len(x)
    if n == 0:
        return np.empty(0, np.int32)
    x, y = frozen(x), frozen(y)
    min_x, min_y = float(x.min()), float(y.min())
    side = max(float(x.max()) - min_x, float(y.max()) - min_y)
    cells_per_unit = 65536.0 / side if side > 0 else 0.0
    words = np.empty(n, np.uint64)
    run_tasks(_hilbert_words, n, threads, n, x, y, min_x, min_y, cells_per_unit, words, memory=_cells_of_block)
    words = radix_sort_upper_half(words, threads)
    return (words & np.uint64(0xFFFFFFFF)).astype(np.int32)
