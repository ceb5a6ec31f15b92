"""xorshift64* (Marsaglia 2003; Vigna, doi:10.1145/2845077): the random numbers of the searches, exact in both sets."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..interface import Array
from .jit import inlined

# All uint64: with an int64 Numba would make floats of them.
_12, _25, _27, _32 = (np.uint64(shift) for shift in (12, 25, 27, 32))
_MULTIPLIER, _SPREAD, _OFFSET = (np.uint64(k) for k in (0x2545F4914F6CDD1D, 0x9E3779B97F4A7C15, 0x1234567))
_LOW_32_BITS = np.uint64(0xFFFFFFFF)


@inlined
def next_random(random: Array) -> np.uint64:
    """64 bits; ``random`` (1,) uint64 is the state."""
    x = random[0]
    x ^= x >> _12
    x ^= x << _25
    x ^= x >> _27
    random[0] = x
    drawn: np.uint64 = x * _MULTIPLIER
    return drawn


@inlined
def start_random(random: Array, seed: np.uint64) -> None:
    """The state of a seed."""
    random[0] = seed * _SPREAD + _OFFSET
    for _ in range(4):
        next_random(random)


@inlined
def from_high(draw: np.uint64, n: int) -> Any:
    """A number below n from the upper half of a draw."""
    return np.int64(((draw >> _32) * np.uint64(n)) >> _32)


@inlined
def from_low(draw: np.uint64, n: int) -> Any:
    """A number below n from the lower half of a draw."""
    return np.int64(((draw & _LOW_32_BITS) * np.uint64(n)) >> _32)
