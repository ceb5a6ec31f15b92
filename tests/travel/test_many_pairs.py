"""More than 2^31 pairs into an array of one's own."""

from __future__ import annotations

import ctypes
import mmap
import os
import sys
from collections.abc import Iterator

import numpy as np
import pytest

import territory_engine as te
from territory_engine.kernels.reference.geo import haversine_km

ROWS, COLUMNS = 2**16 + 1, 2**15
WINDOW = 1 << 24


@pytest.fixture(scope="module")
def folded() -> Iterator[np.ndarray]:
    """An array of 8 GiB of addresses in 16 MiB of memory: the same pages over and over."""
    if sys.platform != "linux":
        pytest.skip("maps memory as only Linux does")
    size = -(-4 * ROWS * COLUMNS // WINDOW) * WINDOW
    libc = ctypes.CDLL(None, use_errno=True)
    libc.mmap.restype = ctypes.c_void_p
    libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
    libc.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
    map_fixed, map_noreserve = 0x10, 0x4000
    start = libc.mmap(None, size, 0, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | map_noreserve, -1, 0)
    assert start not in (None, ctypes.c_void_p(-1).value)
    pages = os.memfd_create("pages")
    os.ftruncate(pages, WINDOW)
    for window in range(start, start + size, WINDOW):
        mode = mmap.PROT_READ | mmap.PROT_WRITE
        assert libc.mmap(window, WINDOW, mode, mmap.MAP_SHARED | map_fixed, pages, 0) == window
    buffer = (ctypes.c_float * (ROWS * COLUMNS)).from_address(start)
    yield np.frombuffer(buffer, np.float32).reshape(ROWS, COLUMNS)
    os.close(pages)
    libc.munmap(start, size)


@pytest.mark.parametrize("kernels", ["native", "numba"])
def test_entries_behind_2_to_the_31(kernels: str, folded: np.ndarray) -> None:
    """On one thread the last rows are written last. With 32-bit sizes they would be somewhere else, or nowhere."""
    if kernels == "native":
        pytest.importorskip("territory_engine._core")
    rng = np.random.default_rng(0)
    a = rng.uniform(40, 50, ROWS), rng.uniform(0, 10, ROWS)
    b = rng.uniform(40, 50, COLUMNS), rng.uniform(0, 10, COLUMNS)
    assert folded.size > 2**31
    folded[-1] = 0.0
    te.travel.great_circle_km(*a, *b, out=folded, threads=1, kernels=kernels)
    last = [-128, -2, -1]
    np.testing.assert_allclose(folded[last], haversine_km(a[0][last, None], a[1][last, None], *b), rtol=1e-4, atol=1e-3)
