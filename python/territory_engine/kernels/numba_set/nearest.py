"""The k nearest places: twin of ``cpp/spatial/nearest.cpp``, with a stack of cells in place of recursion.

Both are exact whatever their cells are, so that their results agree though their cells need not.
"""

from __future__ import annotations

import math

import numpy as np

from ..interface import F32, F64, I32, Array
from .chord import great_circle_km, squared_chord
from .jit import available_threads, frozen, serial
from .nearest_loops import SCAN_BLOCK, cells_of, enclose, keep_nearest, keep_within, scan, squared_chords
from .tasks import run_tasks
from .unit_vectors import unit_vectors, vectors

_MOST_BITS = 8
_POINTS_A_CELL = 32
_DEEPEST = 6


@serial
def _split_bits(n: int, candidates: int, k: int, depth: int) -> int:
    """How finely to split a cell, 0 for not at all."""
    if depth >= _DEEPEST or candidates <= 2 * k + 14 or n < 4 * _POINTS_A_CELL:
        return 0
    affordable = min(n // _POINTS_A_CELL, max(4, 4 * n // candidates))
    return min(_MOST_BITS, int(math.log2(affordable)))


@serial
def _narrow(
    lists: F32, index: I32, begin: int, end: int, center: F32, radius: np.float32, k: int, chord2: F32, kept: Array
) -> int:
    """Copies what the ball needs of the list begin..end behind it; returns its end."""
    x, y, z = lists[0, begin:end], lists[1, begin:end], lists[2, begin:end]
    t, keep = chord2[: end - begin], kept[: end - begin]
    squared_chords(x, y, z, center[0], center[1], center[2], t)
    if k == 1:
        keep_nearest(x, y, z, radius, t, keep)
    else:
        keep_within(k, radius, t, keep)
    out = end
    for j in range(begin, end):
        if keep[j - begin]:
            lists[:, out] = lists[:, j]
            index[out] = index[j]
            out += 1
    return out


@serial
def _split(points: F32, rows: I32, scratch: F32, scratch_rows: I32, cells: I32, count: int) -> I32:
    """Sorts points by their cell, stably; returns where each cell starts."""
    n = len(rows)
    starts = np.zeros(count + 1, np.int32)
    for i in range(n):
        starts[cells[i] + 1] += 1
    for cell in range(count):
        starts[cell + 1] += starts[cell]
    place = starts.copy()
    for i in range(n):
        to = place[cells[i]]
        place[cells[i]] = to + 1
        scratch[0, to], scratch[1, to], scratch[2, to] = points[0, i], points[1, i], points[2, i]
        scratch_rows[to] = rows[i]
    points[:, :n] = scratch[:, :n]
    rows[:] = scratch_rows[:n]
    return starts


@serial
def _finish(points: F32, rows: I32, lists: F32, index: I32, b: F32, best: Array, indices: I32, km: F32) -> None:
    """Every point of a cell meets every candidate of its list."""
    block = np.empty((3, SCAN_BLOCK), np.float32)
    for begin in range(0, len(rows), SCAN_BLOCK):
        count = min(SCAN_BLOCK, len(rows) - begin)
        for axis in range(3):
            block[axis, :count] = points[axis, begin : begin + count]
            block[axis, count:] = block[axis, 0]
        scan(block, lists, index, best)
        for p in range(count):
            x, y, z = block[0, p], block[1, p], block[2, p]
            for j in range(len(best)):
                c = np.int32(best[j, p] & 0x7FFFFFFF)
                t = squared_chord(x, y, z, b[0, c], b[1, c], b[2, c])
                indices[rows[begin + p], j] = c
                km[rows[begin + p], j] = great_circle_km(t, x, y, z, b[0, c], b[1, c], b[2, c])


@serial
def _search(latitude: F64, longitude: F64, b: F32, k: int, indices: I32, km: F32) -> None:
    """One chunk. The stack holds cells: points begin..end, the candidates of the parent, the depth."""
    n, m = len(latitude), b.shape[1]
    points, rows = np.empty((3, n), np.float32), np.arange(n).astype(np.int32)
    vectors(latitude, longitude, points[0], points[1], points[2])
    scratch, scratch_rows, cells = np.empty_like(points), np.empty_like(rows), np.empty(n, np.int32)
    lists, index = np.empty((3, m * (_DEEPEST + 1)), np.float32), np.empty(m * (_DEEPEST + 1), np.int32)
    lists[:, :m] = b
    index[:m] = np.arange(m)
    chord2, kept = np.empty(m, np.float32), np.empty(m, np.bool_)
    best = np.empty((k, SCAN_BLOCK), np.int64)
    low, high, center = np.empty(3, np.float32), np.empty(3, np.float32), np.empty(3, np.float32)
    stack = np.empty((1 + _DEEPEST << _MOST_BITS, 5), np.int64)
    stack[0] = (0, n, 0, m, 0)
    top = 1
    while top > 0:
        top -= 1
        begin, end, first, last, depth = stack[top]
        x, y, z = points[0, begin:end], points[1, begin:end], points[2, begin:end]
        radius = enclose(x, y, z, low, high, center)
        if depth > 0:
            first, last = last, _narrow(lists, index, first, last, center, radius, k, chord2, kept)
        bits = _split_bits(end - begin, last - first, k, depth)
        if bits == 0:
            _finish(
                points[:, begin:end],
                rows[begin:end],
                lists[:, first:last],
                index[first:last],
                b,
                best,
                indices,
                km,
            )
            continue
        cells_of(x, y, z, low, high, bits, cells)
        starts = _split(points[:, begin:end], rows[begin:end], scratch, scratch_rows, cells, 1 << bits)
        for cell in range(1 << bits):
            if starts[cell] < starts[cell + 1]:
                stack[top] = (begin + starts[cell], begin + starts[cell + 1], first, last, depth + 1)
                top += 1


@serial
def _search_all(
    first: int, last: int, latitude: F64, longitude: F64, b: F32, k: int, chunks: int, indices: I32, km: F32
) -> None:
    n = len(latitude)
    for chunk in range(first, last):
        begin, end = n * chunk // chunks, n * (chunk + 1) // chunks
        _search(latitude[begin:end], longitude[begin:end], b, k, indices[begin:end], km[begin:end])


def great_circle_nearest(
    latitude_a: F64, longitude_a: F64, latitude_b: F64, longitude_b: F64, k: int, threads: int
) -> tuple[I32, F32]:
    """See :meth:`..interface.Kernels.great_circle_nearest`."""
    n, m = len(latitude_a), len(latitude_b)
    indices, km = np.empty((n, k), np.int32), np.empty((n, k), np.float32)
    if n:
        b = unit_vectors(latitude_b, longitude_b, threads)
        workers = min(threads, available_threads()) if threads > 0 else available_threads()
        chunk = max(4096, min(max(65536, 128 * m), -(-n // workers)))
        chunks = -(-n // chunk)
        given = (frozen(latitude_a), frozen(longitude_a), frozen(b), k, chunks)
        run_tasks(_search_all, chunks, threads, n, *given, indices, km)
    return indices, km
