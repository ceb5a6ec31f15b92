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
    latitude: Float,
    longitude: Float,
    labels: NDArray[np.int32],
    center_latitude: Float,
    center_longitude: Float,
    names: Sequence[str],
    colors: Sequence[str],
) -> str:
    """Markup of the map. ``latitude`` ... ``labels`` are the accounts to draw, the rest is per territory."""
    x, y = projection.x(longitude), projection.y(latitude)
    center_x, center_y = projection.x(center_longitude), projection.y(center_latitude)
    used = np.bincount(labels, minlength=len(names)) > 0
    parts = [_dots(box, x, y, labels, names, colors), _centers(center_x[used], center_y[used], len(names))]
    if len(names) <= NAMED:
        shown = [(float(center_x[t]), float(center_y[t]), names[t]) for t in np.flatnonzero(used).tolist()]
        parts.append(_names(box, shown))
    parts.append(_scale_bar(box, projection.points_per_km))
    return "\n".join(parts)


def _dots(box: Box, x: Float, y: Float, labels: NDArray[np.int32], names: Sequence[str], colors: Sequence[str]) -> str:
    """One path a territory, a short stroke with round ends for each account: 12 bytes instead of a circle's 40."""
    # dots as large as they can be without hiding each other where accounts are spread evenly
    size = min(max(math.sqrt(0.16 * box.width * box.height / len(x)), 1.5), 7.0)
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
    attributes = {"fill": "none", "stroke_linecap": "round", "stroke_opacity": 0.72}
    return element("g", "\n".join(paths), transform=f"scale({1 / STEPS})", stroke_width=size * STEPS, **attributes)


def _centers(x: Float, y: Float, count: int) -> str:
    radius = 4.6 if count <= NAMED else 3.0 if count <= 300 else 1.8
    rings = [element("circle", cx=float(a), cy=float(b), r=radius) for a, b in zip(x, y, strict=True)]
    return element("g", "".join(rings), fill=PAPER, stroke=INK, stroke_width=radius / 3.0)


def _names(box: Box, places: Sequence[tuple[float, float, str]]) -> str:
    """Names beside their centres, each on the first side where it hides neither a name nor a centre."""
    size = 12.0
    taken = [(x - 6, y - 6, x + 6, y + 6) for x, y, _ in places]
    found = []
    for x, y, name in places:
        short = shorten(name, size, 150.0)
        wide = width(short, size)
        for left, base in ((x + 9, y + 4), (x - 9 - wide, y + 4), (x - wide / 2, y - 10), (x - wide / 2, y + 18)):
            area = (left, base - size, left + wide, base + 3)
            inside = area[0] >= box.left and area[2] <= box.left + box.width
            if inside and not any(_touch(area, other) for other in taken if other != (x - 6, y - 6, x + 6, y + 6)):
                taken.append(area)
                found.append(text(left, base, short, size, font_weight=600))
                break
    halo = {"paint_order": "stroke", "stroke": PAPER, "stroke_width": 3.5, "stroke_linejoin": "round"}
    return element("g", "".join(found), **halo) if found else ""


def _touch(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _scale_bar(box: Box, points_per_km: float) -> str:
    longest = 0.22 * box.width / points_per_km
    power = 10.0 ** math.floor(math.log10(longest))
    km = next(step * power for step in (5.0, 2.0, 1.0) if step * power <= longest)
    wide, y = km * points_per_km, box.top + box.height
    left = box.left + box.width - wide
    line = f"M{left:.1f} {y - 4:.1f}v4h{wide:.1f}v-4"
    words = f"{km:,.0f} km" if km >= 1 else f"{1000 * km:,.0f} m"
    return element("path", d=line, fill="none", stroke=QUIET) + text(
        left + wide / 2, y - 7, words, 11, QUIET, text_anchor="middle"
    )
