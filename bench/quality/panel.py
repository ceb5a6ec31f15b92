"""One panel of the plot: gap against seconds, both on logarithmic axes, as steps; published results as dots."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from docs.drawings.style import line, shape, words

WIDTH, HEIGHT = 380.0, 250.0
LEFT, RIGHT, TOP, BOTTOM = 64.0, 362.0, 28.0, 204.0
SMALLEST = 1e-5  # gaps below are drawn there: the best known values themselves were rounded


@dataclass(frozen=True)
class Curve:
    """Seconds and gaps; a published result is one point, without a time where nobody wrote it down."""

    label: str
    color: str  # a name of docs/drawings/style.py
    points: list[tuple[float, float]]


@dataclass(frozen=True)
class Axes:
    """Powers of ten that the axes span."""

    first_s: int
    last_s: int
    least: int
    most: int

    def x(self, seconds: float) -> float:
        """Place of a time."""
        share = (math.log10(max(seconds, 10.0**self.first_s)) - self.first_s) / (self.last_s - self.first_s)
        return LEFT + share * (RIGHT - LEFT)

    def y(self, gap: float) -> float:
        """Place of a gap."""
        share = (math.log10(max(gap, 10.0**self.least)) - self.least) / (self.most - self.least)
        return BOTTOM - share * (BOTTOM - TOP)


def panel(title: str, curves: Sequence[Curve], dots: Sequence[Curve]) -> str:
    """SVG of one class of instances."""
    axes = _axes([point for each in [*curves, *dots] for point in each.points])
    shapes = [words(LEFT, 16, title, "start bold"), _grid(axes)]
    for each in curves:
        shapes.append(shape("path", f"stroke-{each.color} thick", d=_steps(each.points, axes)))
    for each in dots:
        shapes.append(_dot(each, axes))
    return "\n".join(shapes)


def _axes(points: Sequence[tuple[float, float]]) -> Axes:
    times = [seconds for seconds, _ in points if seconds > 0.0]
    gaps = [max(gap, SMALLEST) for _, gap in points]
    first, last = math.floor(math.log10(min(times, default=0.1))), math.ceil(math.log10(max(times, default=10.0)))
    least, most = math.floor(math.log10(min(gaps))), math.ceil(math.log10(max(gaps)))
    return Axes(first, max(last, first + 1), least, max(most, least + 1))


def _grid(axes: Axes) -> str:
    shapes = []
    for power in range(axes.first_s, axes.last_s + 1):
        x = axes.x(10.0**power)
        shapes.append(line(x, TOP, x, BOTTOM, "stroke-rule thin"))
        shapes.append(words(x, BOTTOM + 17, f"{10.0**power:g} s", "middle small fill-quiet"))
    for power in range(axes.least, axes.most + 1):
        y = axes.y(10.0**power)
        shapes.append(line(LEFT, y, RIGHT, y, "stroke-rule thin"))
        shapes.append(words(LEFT - 6, y + 3.5, f"{10.0 ** (power + 2):g} %", "end small fill-quiet"))
    return "".join(shapes)


def _steps(points: Sequence[tuple[float, float]], axes: Axes) -> str:
    """A plan stands until the next better one."""
    (seconds, gap), *later = points
    path = f"M{axes.x(seconds):.1f} {axes.y(gap):.1f}"
    return path + "".join(f"H{axes.x(t):.1f}V{axes.y(g):.1f}" for t, g in later)


def _dot(result: Curve, axes: Axes) -> str:
    """A dot where the time is known, else a line across."""
    ((seconds, gap),) = result.points
    y = axes.y(gap)
    if math.isnan(seconds):
        across = line(LEFT, y, RIGHT, y, "stroke-quiet dashed")
        return across + words(RIGHT, y - 5, f"{result.label}, time not given", "end small halo")
    dot = shape("circle", "fill-ink stroke-paper", cx=axes.x(seconds), cy=y, r=4.5)
    return dot + words(min(axes.x(seconds) + 60, RIGHT), y - 9, result.label, "end small halo")
