"""The map of a picture: accounts as dots, centres, names where there is room, a scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .projection import Projection
from .svg import INK, PAPER, QUIET, clean, element, shorten, text, width

Float = NDArray[np.float64]

NAMED = 60  # more territories than this are not named on the map
RINGS = 300  # more centres than this would hide the map
STEPS = 10  # dots stand on a grid of a tenth of a point


@dataclass(frozen=True)
class Box:
    """A rectangle of the picture, in points."""

    left: float
    top: float
    width: float
    height: float


def map_panel(
    box: Box,
    projection: Projection,
    y: Float,
    x: Float,
    labels: NDArray[np.int32],
    center_y: Float,
    center_x: Float,
    names: Sequence[str],
    colors: Sequence[str],
) -> str:
    """Markup of the map. ``y`` ... ``labels`` are the accounts to draw, the rest is per territory."""
    across, down = projection.x(x), projection.y(y)
    center_across, center_down = projection.x(center_x), projection.y(center_y)
    used = np.bincount(labels, minlength=len(names)) > 0
    parts = [_dots(box, across, down, labels, names, colors)]
    if len(names) <= RINGS:
        parts.append(_centers(center_across[used], center_down[used], len(names)))
    if len(names) <= NAMED:
        shown = [(float(center_across[t]), float(center_down[t]), names[t]) for t in np.flatnonzero(used).tolist()]
        parts.append(_names(box, shown))
    parts.append(scale_bar(box, projection))
    return "\n".join(parts)


def _dots(box: Box, x: Float, y: Float, labels: NDArray[np.int32], names: Sequence[str], colors: Sequence[str]) -> str:
    """One path a territory, a short stroke with round ends for each account: 12 bytes instead of a circle's 40.

    Drawn twice: broad and pale as the land of the territory, fine as the accounts.
    """
    column, row = np.rint(x * STEPS).astype(np.int64), np.rint(y * STEPS).astype(np.int64)
    order = np.lexsort((column, labels))
    starts = np.searchsorted(labels[order], np.arange(len(names) + 1))
    paths = []
    for territory, name in enumerate(names):
        mine = order[starts[territory] : starts[territory + 1]]
        if len(mine):
            data = "".join(f"M{a} {b}h1" for a, b in zip(column[mine].tolist(), row[mine].tolist(), strict=True))
            title = element("title", clean(name))
            paths.append(element("path", title, d=data, stroke=colors[territory]))
    # as large as dots can be without hiding each other where accounts are spread evenly
    apart = math.sqrt(box.width * box.height / len(x))
    fine = min(max(0.35 * apart, 1.5), 5.5)
    broad = min(1.5 * apart + 5.0, 42.0)
    dots = element("g", "\n".join(paths), id="accounts", fill="none", stroke_linecap="round")
    again = element("use", xlink_href="#accounts")
    return element(
        "g",
        element("defs", dots)
        + element("g", again, stroke_width=broad * STEPS, opacity=0.16)
        + element("g", again, stroke_width=fine * STEPS, stroke_opacity=0.8),
        transform=f"scale({1 / STEPS})",
    )


def _centers(x: Float, y: Float, count: int) -> str:
    radius = 4.6 if count <= NAMED else 2.4
    rings = [element("circle", cx=float(a), cy=float(b), r=radius) for a, b in zip(x, y, strict=True)]
    return element("g", "".join(rings), fill=PAPER, stroke=INK, stroke_width=radius / 3.0)


def _names(box: Box, places: Sequence[tuple[float, float, str]]) -> str:
    """Names beside their centres, where they hide neither a name nor another centre; cut short rather than left out."""
    size = 12.0
    rings = [(x - 6, y - 6, x + 6, y + 6) for x, y, _ in places]
    taken: list[tuple[float, float, float, float]] = []
    found = []
    for index, (x, y, name) in enumerate(places):
        others = rings[:index] + rings[index + 1 :] + taken
        cuts = [shorten(name, size, room) for room in (150.0, 80.0)]
        for words, (left, base) in [(cut, spot) for cut in cuts for spot in _spots(x, y, cut, size)]:
            area = (left - 3, base - size - 1, left + 1.08 * width(words, size) + 3, base + 4)
            inside = area[0] >= box.left and area[2] <= box.left + box.width
            if inside and not any(_touch(area, other) for other in others):
                taken.append(area)
                found.append(text(left, base, words, size, font_weight=600))
                break
    halo = {"paint_order": "stroke", "stroke": PAPER, "stroke_width": 3.5, "stroke_linejoin": "round"}
    return element("g", "".join(found), **halo) if found else ""


def _spots(x: float, y: float, words: str, size: float) -> list[tuple[float, float]]:
    """Where a name may stand: right, left, above, below; the left end of its baseline."""
    wide = 1.08 * width(words, size)  # bold
    return [(x + 9, y + 4), (x - 9 - wide, y + 4), (x - wide / 2, y - 14), (x - wide / 2, y + 23)]


def _touch(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def scale_bar(box: Box, projection: Projection) -> str:
    longest = 0.22 * box.width / projection.points_per_length
    power = 10.0 ** math.floor(math.log10(longest))
    length = next(step * power for step in (5.0, 2.0, 1.0) if step * power <= longest)
    wide, y = length * projection.points_per_length, box.top + box.height
    left = box.left + box.width - wide
    line = f"M{left:.1f} {y - 4:.1f}v4h{wide:.1f}v-4"
    words = projection.length_text(length)
    return element("path", d=line, fill="none", stroke=QUIET) + text(
        left + wide / 2, y - 7, words, 11, QUIET, text_anchor="middle"
    )
