"""Dots on a line: the values of all territories at once, earlier and now on one axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...picture.svg import element
from .scale import Scale, around
from .svg import Show, axis_below, chart, dot, label, line

Float = NDArray[np.float64]

DESIGN = 680.0  # pixels of width for which dots are laid out; narrower, they overlap a little
HIGH = 84.0  # pixels of the dots of a lane at most
TITLED = 300  # dots with words of their own at most


@dataclass(frozen=True)
class Lane:
    """One line of dots: a name (shown where there are several), the values, and what pointing at each says."""

    name: str
    values: Float
    words: Sequence[str] = ()
    earlier: bool = False


def strip_chart(
    title: str,
    description: str,
    lanes: Sequence[Lane],
    show: Show,
    *,
    target: float | None = None,
    band: tuple[float, float] | None = None,
    limits: tuple[float, float] = (-np.inf, np.inf),
) -> str:
    """Dots stacked where they would hide each other; beyond ``band`` in another colour; the target as a line.

    Parameters
    ----------
    lanes : sequence of Lane
        With at least one finite value in all.
    show : callable
        From a value to the text at the axis.
    target : float, optional
    band : (float, float), optional
        What was asked for.
    limits : (float, float)
        Values beyond stand at the ends of the axis.
    """
    scale = _scale(lanes, target, band, limits)
    radius = _radius(max(len(lane.values) for lane in lanes))
    named = len(lanes) > 1
    parts, top, first = [], 0.0, 18.0 if named else 2.0
    for lane in lanes:
        values = np.clip(lane.values, *limits)
        finite = np.flatnonzero(np.isfinite(values))
        rows, high = _stack(values[finite], scale, radius)
        middle = top + (24.0 if named else 10.0) + high / 2.0
        words = [lane.words[i] for i in finite.tolist()] if len(lane.words) and len(finite) <= TITLED else []
        outside = _outside(lane.values[finite], band)
        if named:
            parts.append(label("0", top + 12.0, lane.name, "lane"))
        parts.append(line("0%", middle, "100%", middle, "grid"))
        parts.append(_dots(values[finite], rows, outside, words, scale, middle, radius, lane.earlier))
        top = middle + high / 2.0 + (18.0 if named else 12.0)
    frame = axis_below(scale, first, top, show, target)
    behind = ""
    if band is not None:
        left, right = scale(band[0]), scale(band[1])
        wide = f"{max(right - left, 0.3):.2f}%"
        behind = element("rect", x=f"{left:.2f}%", y=first, width=wide, height=top - first, **{"class": "band"})
    front = line(scale.x(target), first, scale.x(target), top, "target") if target is not None else ""
    return chart(title, description, top + 24.0, behind + frame + front + "".join(parts))


def _scale(
    lanes: Sequence[Lane], target: float | None, band: tuple[float, float] | None, limits: tuple[float, float]
) -> Scale:
    marks = [value for value in (target, *(band or ())) if value is not None and np.isfinite(value)]
    every = np.concatenate([*(lane.values for lane in lanes), marks])
    every = np.clip(every[np.isfinite(every)], *limits)
    return around(float(every.min()), float(every.max()))


def _radius(count: int) -> float:
    return next((radius for most, radius in ((40, 5.0), (120, 4.0), (400, 3.0), (1500, 2.0)) if count <= most), 1.5)


def _outside(values: Float, band: tuple[float, float] | None) -> NDArray[np.bool_]:
    if band is None:
        return np.zeros(len(values), np.bool_)
    slack = 1e-9 * (1.0 + np.abs(values))  # loads at the very edge of a hard tolerance keep it
    outside: NDArray[np.bool_] = (values < band[0] - slack) | (values > band[1] + slack)
    return outside


def _stack(values: Float, scale: Scale, radius: float) -> tuple[Float, float]:
    """Pixels of each dot from the middle of its lane, and the lane's height; dots a diameter apart if there is room."""
    wide = 2.0 * radius / DESIGN * 100.0
    column = np.array([round(scale(value) / wide) for value in values.tolist()], np.int64)
    order = np.argsort(column, kind="stable")  # not by value: that would bend each pile into an arc
    starts = np.flatnonzero(np.diff(column[order], prepend=-1))
    rank = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
    tallest = int(rank.max(initial=0)) + 1
    apart = min(2.0 * radius + 0.5, HIGH / tallest)
    offset = np.empty(len(values))
    # 0, 1, -1, 2, -2 ... from the middle
    offset[order] = (rank + 1) // 2 * np.where(rank % 2, 1.0, -1.0) * apart
    return offset, max(2.0 * radius, tallest * apart)


def _dots(
    values: Float,
    offset: Float,
    outside: NDArray[np.bool_],
    words: Sequence[str],
    scale: Scale,
    middle: float,
    radius: float,
    earlier: bool,
) -> str:
    parts: list[str] = []
    for kind, chosen in (("earlier" if earlier else "", ~outside), ("outside" if not earlier else "earlier", outside)):
        rows = np.flatnonzero(chosen).tolist()
        places: dict[tuple[str, float], str] = {}  # of dots in the same place one is enough
        for row in rows:
            key = scale.x(float(values[row])), round(middle + float(offset[row]), 1)
            places.setdefault(key, words[row] if words else "")
        drawn = [dot(x, y, radius, "", said) for (x, y), said in places.items()]
        if drawn:
            parts.append(element("g", "".join(drawn), **{"class": f"dots {kind}".strip()}))
    return "".join(parts)
