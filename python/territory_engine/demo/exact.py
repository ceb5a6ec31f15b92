"""Functions that give the same bits on every machine.

They use only operations that IEEE 754 rounds exactly (+ - * / sqrt and the handling of exponents): the sine, the
exponential and the normal variates of numpy differ in the last bits from one processor to the next. Random bits come
from :class:`numpy.random.PCG64` as raw integers, the part of numpy's generators that may not change (NEP 19).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]

_LN2_HIGH = 6.93147180369123816490e-01  # 33 bits, so that its products with exponents are exact
_LN2_LOW = 1.90821492927058770002e-10
_PI = 3.141592653589793


class Stream:
    """One sequence of random bits, told apart from others by its seed and its name."""

    def __init__(self, seed: int, name: str) -> None:
        self._bits = np.random.PCG64(np.random.SeedSequence([seed, int.from_bytes(name.encode(), "little")]))

    def raw(self, n: int) -> NDArray[np.uint64]:
        """The next n numbers of 64 random bits."""
        return self._bits.random_raw(n)

    def uniform(self, n: int) -> Float:
        """The next n numbers in (0, 1), never an end."""
        return (self.raw(n) >> np.uint64(11)).astype(np.float64) * 2.0**-53 + 2.0**-54

    def normal(self, n: int) -> Float:
        """The next n standard normal variates."""
        return normal_quantile(self.uniform(n))


def _horner(x: Float, *coefficients: float) -> Float:
    """Polynomial in x, highest power first."""
    total = np.full_like(x, coefficients[0])
    for coefficient in coefficients[1:]:
        total *= x
        total += coefficient
    return total


def log(x: Float) -> Float:
    """Natural logarithm of positive numbers, from the series of the inverse hyperbolic tangent."""
    mantissa, exponent = np.frexp(x)
    low = mantissa < 0.7071067811865476
    mantissa = np.where(low, mantissa * 2.0, mantissa)
    power = (exponent - low).astype(np.float64)
    s = (mantissa - 1.0) / (mantissa + 1.0)
    series = _horner(s * s, *(2.0 / k for k in range(19, 0, -2)))
    return power * _LN2_HIGH + (power * _LN2_LOW + s * series)


def exp(x: Float) -> Float:
    """Exponential, from the Taylor series on half a binary order."""
    power = np.rint(x * 1.4426950408889634)
    rest = (x - power * _LN2_HIGH) - power * _LN2_LOW
    series = np.ones_like(rest)
    for k in range(13, 0, -1):
        series *= rest / k
        series += 1.0
    return np.ldexp(series, power.astype(np.int32))


def cos_degrees(degrees: Float) -> Float:
    """Cosine of angles within +-90 degrees, from the Taylor series."""
    square = (degrees * (_PI / 180.0)) ** 2
    series = np.ones_like(square)
    for k in range(22, 0, -2):
        series *= square / (-k * (k - 1.0))
        series += 1.0
    return series


def normal_quantile(p: Float) -> Float:
    """Quantile of the standard normal distribution, to one part in 10 million.

    Algorithm PPND7 of M. J. Wichura, AS 241, doi:10.2307/2347330.
    """
    q = p - 0.5
    r = 0.180625 - q * q
    middle = q * _horner(r, 5.9109374720e1, 1.5929113202e2, 5.0434271938e1, 3.3871327179e0)
    middle /= _horner(r, 6.7187563600e1, 7.8757757664e1, 1.7895169469e1, 1.0)
    tail = np.flatnonzero(r < 0.0)
    r = np.sqrt(-log(np.minimum(p[tail], 1.0 - p[tail])))
    near, far = r - 1.6, r - 5.0
    value = np.where(
        r <= 5.0,
        _horner(near, 1.7023821103e-1, 1.3067284816e0, 2.7568153900e0, 1.4234372777e0)
        / _horner(near, 1.2021132975e-1, 7.3700164250e-1, 1.0),
        _horner(far, 1.7337203997e-2, 4.2868294337e-1, 3.0812263860e0, 6.6579051150e0)
        / _horner(far, 1.2258202635e-2, 2.4197894225e-1, 1.0),
    )
    middle[tail] = np.where(q[tail] < 0.0, -value, value)
    return middle


def rounded(x: Any, places: int) -> Float:
    """To so many decimals, halves to even."""
    scale = float(10**places)
    result: Float = np.rint(x * scale) / scale
    return result
