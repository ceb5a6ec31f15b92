"""Axes of the charts: figures to places, round ticks, and their words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .style import line, words


@dataclass(frozen=True)
class Log:
    """A logarithmic axis from ``low`` to ``high``, both above 0, drawn from place ``start`` to place ``end``."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Place of a figure; what lies beyond the axis stands at its end."""
        inside = min(max(value, self.low), self.high)
        share = math.log(inside / self.low) / math.log(self.high / self.low)
        return self.start + share * (self.end - self.start)

    def ticks(self) -> list[float]:
        """Powers of ten; with less than two of them also 2 and 5 times."""
        powers = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        steps = (1.0,) if math.log10(self.high / self.low) >= 2.0 else (1.0, 2.0, 5.0)
        every = [step * 10.0**power for power in powers for step in steps]
        return [value for value in every if self.low * (1 - 1e-9) <= value <= self.high * (1 + 1e-9)]


def short(value: float) -> str:
    """A figure of an axis: 300, 10 k, 1 M, 0.01."""
    for size, letter in ((1e6, " M"), (1e4, " k")):
        if value >= size:
            return f"{value / (1e3 if letter == ' k' else 1e6):g}{letter}"
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"


def grid(across: Log, up: Log, units: tuple[str, str], title: str) -> str:
    """Rules at the ticks of both axes, their figures with units, and the title of the axis across."""
    left, right, bottom = across.start, across.end, up.start
    parts = [line(left, bottom, right, bottom)]
    for value in up.ticks():
        parts.append(line(left, up(value), right, up(value), "stroke-rule thin"))
        parts.append(words(left - 8, up(value) + 4, f"{short(value)}{units[1]}", "end small fill-quiet"))
    for value in across.ticks():
        parts.append(line(across(value), bottom, across(value), bottom + 5, "stroke-strong thin"))
        parts.append(words(across(value), bottom + 20, f"{short(value)}{units[0]}", "middle small fill-quiet"))
    parts.append(words((left + right) / 2, bottom + 40, title, "middle small fill-quiet"))
    return "".join(parts)


def apart(places: Sequence[float], least: float) -> list[float]:
    """The places, moved as little as needed to stand at least ``least`` apart, in their order from small to large."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    moved = list(places)
    for _ in range(200):
        shifted = False
        for a, b in pairwise(order):
            lack = least - (moved[b] - moved[a])
            if lack > 1e-6:
                moved[a] -= lack / 2
                moved[b] += lack / 2
                shifted = True
        if not shifted:
            break
    return moved
