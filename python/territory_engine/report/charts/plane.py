"""Points in a plane: what one figure costs in another; with a line through the best, or through all in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...picture.svg import element
from .scale import around
from .svg import Show, axis_below, chart, dot, label, line

TOP = 30.0


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
    joined: bool = False,
    height: float = 320.0,
) -> str:
    """A scatter of named points, x to the right and y upwards; both axes reach just as far as the points.

    Parameters
    ----------
    points : sequence of Point
        At least one; figures finite.
    axes : (str, str)
        What x and y are.
    joined : bool
        Draw a line through the marked points, in the order of their x.
    """
    bottom = height - 46.0
    across = around(min(p.x for p in points), max(p.x for p in points), 4.0, 96.0)
    up = around(min(p.y for p in points), max(p.y for p in points), bottom - 6.0, TOP + 14.0)
    parts = [label("0", 12.0, f"↑ {axes[1]}", "lane")]
    for tick in up.ticks(4):
        y = up(tick)
        parts += [line("0%", y, "100%", y, "grid"), label("0", y - 4.0, show[1](tick))]
    parts.append(axis_below(across, TOP, bottom, show[0]))
    parts.append(line("0%", bottom, "100%", bottom, "axis"))
    parts.append(label("100%", height - 8.0, f"{axes[0]} →", "lane", "end"))
    line_of = sorted((p for p in points if p.marked), key=lambda p: (p.x, p.y)) if joined else []
    for one, other in pairwise(line_of):
        parts.append(line(across.x(one.x), up(one.y), across.x(other.x), up(other.y), "front"))
    for point in sorted(points, key=lambda p: p.marked):
        words = f"{point.name}: {axes[0]} {show[0](point.x)}, {axes[1]} {show[1](point.y)}"
        kind = "dots" if point.marked else "dots earlier"
        parts.append(element("g", dot(across.x(point.x), up(point.y), 6.0, "", words), **{"class": kind}))
        parts.append(_name(point, across(point.x), up(point.y)))
    return chart(title, description, height, "".join(parts))


def _name(point: Point, x: float, y: float) -> str:
    """Beside the point, on the side where there is more room."""
    left = x > 60.0
    shown = point.name if len(point.name) <= 28 else point.name[:27] + "…"
    return label(f"{x:.2f}%", y + 4.0, shown, "point halo", "end" if left else "start", -11.0 if left else 11.0)
