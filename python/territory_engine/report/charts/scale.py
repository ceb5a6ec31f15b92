"""Axes: from values to places on a chart, and round values to label."""

from __future__ import annotations

import math
from dataclasses import dataclass

MARGIN = 0.035  # of the axis stays free at both ends


@dataclass(frozen=True)
class Scale:
    """A linear axis from ``first`` to ``last`` places (per cent across, pixels downwards)."""

    low: float
    high: float
    first: float = 0.0
    last: float = 100.0

    def __call__(self, value: float) -> float:
        """The place of a value; those beyond the ends stand at the ends."""
        reach = (value / 2.0 - self.low / 2.0) / (self.high / 2.0 - self.low / 2.0)  # halves: no overflow
        reach = min(max(reach, 0.0), 1.0)
        return self.first + (MARGIN + (1.0 - 2.0 * MARGIN) * reach) * (self.last - self.first)

    def x(self, value: float) -> str:
        """The place as an attribute, per cent of the width."""
        return f"{self(value):.2f}%"

    def ticks(self, most: int = 5) -> list[float]:
        """Round values on the axis, at most ``most`` + 1, multiples of 1, 2, 2.5 or 5 times a power of ten."""
        rough = (self.high / most) - (self.low / most)
        power = 10.0 ** math.floor(math.log10(rough))
        step = next(size * power for size in (1.0, 2.0, 2.5, 5.0, 10.0) if size * power >= rough * (1.0 - 1e-9))
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return [index * step for index in range(first, last + 1)]


def around(low: float, high: float, first: float = 0.0, last: float = 100.0) -> Scale:
    """An axis for values between ``low`` and ``high``, which may be the same.

    Examples
    --------
    >>> around(0.0, 9.0).ticks()
    [0.0, 2.0, 4.0, 6.0, 8.0]
    >>> around(5.0, 5.0).ticks(2)
    [4.5, 5.0, 5.5]
    """
    if not high - low > 1e-9 * max(abs(low), abs(high)):
        spare = 0.1 * max(abs(low), abs(high)) or 1.0
        low, high = low - spare, high + spare
    return Scale(low, high, first, last)
