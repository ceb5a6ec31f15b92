"""Order along a Hilbert curve: twin of ``cpp/spatial/hilbert.cpp`` and ``hilbert_simd.cpp``."""

from __future__ import annotations

import math

import numba
import numpy as np

from ..interface import F32, F64, I32, Array
from .geo import unit_vector
from .jit import available_threads, frozen, inlined, parallel

_SLICES = 64  # fixed, so that sums do not depend on the number of threads
_BLOCK = 256  # places whose vectors are made in a loop of its own, which vectorises, before they are summed


@inlined
def _block_vectors(latitude: F64, longitude: F64, vectors: F64) -> None:
    for i in range(len(latitude)):
        vectors[0, i], vectors[1, i], vectors[2, i] = unit_vector(latitude[i], longitude[i])


@parallel
def _sum_unit_vectors(latitude: F64, longitude: F64, sums: F64) -> None:
    n = len(latitude)
    for k in numba.prange(_SLICES):
        vectors = np.empty((3, _BLOCK))
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
    _sum_unit_vectors(threads, latitude, longitude, sums)
    x, y, z = 0.0, 0.0, 0.0
    for part_x, part_y, part_z in sums.tolist():
        x, y, z = x + part_x, y + part_y, z + part_z
    length = math.sqrt((x * x + y * y) + z * z)
    if length <= 1e-9 * len(latitude):
        return np.eye(3)
    x, y, z = x / length, y / length, z / length
    across = math.sqrt(x * x + y * y)
    if across < 1e-9:
        return np.diag([1.0, math.copysign(1.0, z), math.copysign(1.0, z)])
    e, n = -y / across, x / across
    return np.array([[e, n, 0.0], [-z * n, z * e, x * n - y * e], [x, y, z]])


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


@parallel
def _project(latitude: F64, longitude: F64, frame: tuple[float, ...], x: F32, y: F32) -> None:
    n = len(latitude)
    for k in numba.prange(_SLICES):
        begin, end = n * k // _SLICES, n * (k + 1) // _SLICES
        _project_slice(latitude[begin:end], longitude[begin:end], frame, x[begin:end], y[begin:end])


@inlined
def _hilbert_keys(x: Array, y: Array, keys: Array) -> None:
    """Keys of cells; ``x`` and ``y`` are used up. Level outside, place inside: so the inner loop vectorises."""
    one, two, three, zero = np.uint32(1), np.uint32(2), np.uint32(3), np.uint32(0)
    keys[:] = 0
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


@parallel
def _hilbert_words(x: F32, y: F32, min_x: float, min_y: float, cells_per_unit: float, words: Array) -> None:
    n = len(x)
    for block in numba.prange((n + _BLOCK - 1) // _BLOCK):
        begin, end = block * _BLOCK, min((block + 1) * _BLOCK, n)
        buffer = np.empty((3, _BLOCK), np.uint32)
        cells_x, cells_y, keys = buffer[0, : end - begin], buffer[1, : end - begin], buffer[2, : end - begin]
        _cells(x[begin:end], min_x, cells_per_unit, cells_x)
        _cells(y[begin:end], min_y, cells_per_unit, cells_y)
        _hilbert_keys(cells_x, cells_y, keys)
        for i in range(end - begin):
            words[begin + i] = np.uint64(keys[i]) << np.uint64(32) | np.uint64(begin + i)


@parallel
def _sort_pass(words: Array, to: Array, shift: int, slices: int) -> None:
    """One stable pass of the radix sort, by 11 bits; ``slices`` does not change the result."""
    n = len(words)
    mask = np.uint64(2047)
    by = np.uint64(shift)
    places = np.zeros((slices, 2048), np.int64)
    for k in numba.prange(slices):
        for i in range(n * k // slices, n * (k + 1) // slices):
            places[k, np.int64((words[i] >> by) & mask)] += 1
    start = 0
    for bucket in range(2048):
        for k in range(slices):
            count = places[k, bucket]
            places[k, bucket] = start
            start += count
    for k in numba.prange(slices):
        for i in range(n * k // slices, n * (k + 1) // slices):
            digit = np.int64((words[i] >> by) & mask)
            to[places[k, digit]] = words[i]
            places[k, digit] += 1


def spatial_order(latitude: F64, longitude: F64, threads: int) -> I32:
    """See :meth:`..interface.Kernels.spatial_order`."""
    n = len(latitude)
    if n == 0:
        return np.empty(0, np.int32)
    latitude, longitude = frozen(latitude), frozen(longitude)
    frame = _projection_around_mean(latitude, longitude, threads)
    x, y = np.empty(n, np.float32), np.empty(n, np.float32)
    _project(threads, latitude, longitude, tuple(frame.ravel().tolist()), x, y)
    min_x, min_y = float(x.min()), float(y.min())
    side = max(float(x.max()) - min_x, float(y.max()) - min_y)
    words = np.empty(n, np.uint64)
    _hilbert_words(threads, x, y, min_x, min_y, 65536.0 / side if side > 0 else 0.0, words)
    scratch = np.empty_like(words)
    slices = 1 if n < 65536 else available_threads()
    for shift in (32, 43, 54):
        _sort_pass(threads, words, scratch, shift, slices)
        words, scratch = scratch, words
    return (words & np.uint64(0xFFFFFFFF)).astype(np.int32)
