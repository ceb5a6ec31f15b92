"""Stable parallel radix sort: twin of ``cpp/base/radix_sort.h``."""

from __future__ import annotations

import numpy as np

from ..interface import Array
from .jit import available_threads, kernel
from .tasks import run_tasks

_BUCKETS = 2048
_MASK = np.uint64(_BUCKETS - 1)


@kernel
def _count(first: int, last: int, words: Array, shift: int, places: Array) -> None:
    n, slices = len(words), len(places)
    by = np.uint64(shift)
    for k in range(first, last):
        for i in range(n * k // slices, n * (k + 1) // slices):
            places[k, np.int64((words[i] >> by) & _MASK)] += 1


@kernel
def _scatter(first: int, last: int, words: Array, shift: int, places: Array, to: Array) -> None:
    n, slices = len(words), len(places)
    by = np.uint64(shift)
    for k in range(first, last):
        for i in range(n * k // slices, n * (k + 1) // slices):
            digit = np.int64((words[i] >> by) & _MASK)
            to[places[k, digit]] = words[i]
            places[k, digit] += 1


def radix_sort_upper_half(words: Array, threads: int) -> Array:
    """64-bit words sorted by their upper 32 bits, equal ones in the order they had. ``words`` is used up."""
    n = len(words)
    slices = 1 if n < 65536 else available_threads()
    scratch = np.empty_like(words)
    for shift in (32, 43, 54):
        counts = np.zeros((slices, _BUCKETS), np.int64)
        run_tasks(_count, slices, threads, n, words, shift, counts)
        by_bucket = counts.T.ravel()
        places = np.ascontiguousarray((np.cumsum(by_bucket) - by_bucket).reshape(_BUCKETS, slices).T)
        run_tasks(_scatter, slices, threads, n, words, shift, places, scratch)
        words, scratch = scratch, words
    return words
