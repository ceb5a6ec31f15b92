"""Points in a plane: what one figure costs in another; with a line through the best, or through all in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...picture.svg import element, shorten, width
from .scale import Scale, around
from .svg import Show, axis_below, chart, dot, label, line

TOP = 30.0
DESIGN = 560.0  # pixels of width for which names are laid out: between a phone and a wall
SIZE = 12.0
ROOM = 170.0  # pixels of a name
ZERO = 0.4  # an axis whose least value is below this share of its greatest begins at 0

Area = tuple[float, float, float, float]


@dataclass(frozen=True)
class Point:
    """A named place in the plane; ``marked`` stands out."""

    name: str
    x: float
    y: float
    marked: bool = False


def plane_chart(
    title: str,
    description: str,
    points: Sequence[Point],
    axes: tuple[str, str],
    show: tuple[Show, Show],
    *,
    ticks: tuple[Show, Show] | None = None,
    joined: bool = False,
    height: float = 320.0,
) -> str:
    """A scatter of named points, x to the right and y upwards; axes reach about as far as the points.

    Parameters
    ----------
    points : sequence of Point
        At least one; figures finite.
    axes : (str, str)
        What x and y are.
    show, ticks : (callable, callable)
        From a value to its text where it is pointed at, and at the axes.
    joined : bool
        Draw a line through the marked points, in the order of their x.
    """
    bottom = height - 46.0
    across = _axis([p.x for p in points], 4.0, 96.0)
    up = _axis([p.y for p in points], bottom - 6.0, TOP + 14.0)
    at_axis = show if ticks is None else ticks
    parts = [label("0", 12.0, f"↑ {axes[1]}", "lane")]
    for tick in up.ticks(4):
        y = up(tick)
        parts += [line("0%", y, "100%", y, "grid"), label("0", y - 4.0, at_axis[1](tick))]
    parts.append(axis_below(across, TOP, bottom, at_axis[0]))
    parts.append(line("0%", bottom, "100%", bottom, "axis"))
    parts.append(label("100%", height - 8.0, f"{axes[0]} →", "lane", "end"))
    front = sorted((p for p in points if p.marked), key=lambda p: (p.x, p.y)) if joined else []
    for one, other in pairwise(front):
        parts.append(line(across.x(one.x), up(one.y), across.x(other.x), up(other.y), "front"))
    for point in sorted(points, key=lambda p: p.marked):
        words = f"{point.name}: {axes[0]} {show[0](point.x)}, {axes[1]} {show[1](point.y)}"
        kind = "dots" if point.marked else "dots earlier"
        parts.append(element("g", dot(across.x(point.x), up(point.y), 6.0, "", words), **{"class": kind}))
    parts += _names(points, across, up)
    return chart(title, description, height, "".join(parts))


def _axis(values: list[float], first: float, last: float) -> Scale:
    low, high = min(values), max(values)
    return around(0.0 if 0.0 < low < ZERO * high else low, high, first, last)


def _names(points: Sequence[Point], across: Scale, up: Scale) -> list[str]:
    """Beside, above or below each point, where neither a point nor an earlier name is; left out where nowhere is."""
    places = [(across(p.x) * DESIGN / 100.0, up(p.y)) for p in points]
    taken: list[Area] = [(x - 7, y - 7, x + 7, y + 7) for x, y in places]
    parts = []
    for point, (x, y) in zip(points, places, strict=True):
        said = shorten(point.name, SIZE, ROOM)
        wide = width(said, SIZE)
        for anchor, dx, dy, left in (
            ("start", 11.0, 4.0, x + 11.0),
            ("end", -11.0, 4.0, x - 11.0 - wide),
            ("middle", 0.0, -12.0, x - wide / 2.0),
            ("middle", 0.0, 20.0, x - wide / 2.0),
            *(("start", 9.0, dy, x + 9.0) for dy in (18.0, -9.0, 30.0, -21.0)),
            *(("end", -9.0, dy, x - 9.0 - wide) for dy in (18.0, -9.0, 30.0, -21.0)),
        ):
            area = (left, y + dy - 10.0, left + wide, y + dy + 3.0)
            inside = area[0] >= 0.0 and area[2] <= DESIGN
            if inside and not any(_touch(area, other) for other in taken):
                taken.append(area)
                parts.append(label(across.x(point.x), y + dy, said, "point halo", anchor, dx))
                break
    return parts


def _touch(a: Area, b: Area) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
