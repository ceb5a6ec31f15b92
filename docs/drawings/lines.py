"""A panel of lines on logarithmic axes, each named at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .axes import Log, apart, grid
from .style import shape, words

COLORS = ("accent", "alert", "good", "plum", "sand", "quiet")


@dataclass(frozen=True)
class Line:
    """A named line through points; ``steps``: each value stands until the next one."""

    name: str
    points: Sequence[tuple[float, float]]
    color: str
    steps: bool = False
    dots: bool = True


def panel(title: str, lines: Sequence[Line], axes: tuple[Log, Log], units: tuple[str, str], across_title: str) -> str:
    """The markup: grid, lines, and their names to the right of their last points."""
    across, up = axes
    parts = [words(across.start - 44, up.end - 38, title, "start bold"), grid(across, up, units, across_title)]
    ends = apart([up(line.points[-1][1]) for line in lines], 15.0)
    for line, end in zip(lines, ends, strict=True):
        places = [(across(x), up(y)) for x, y in line.points]
        if len(places) > 1:
            parts.append(shape("path", f"stroke-{line.color} thick", d=_path(places, line.steps)))
        if line.dots:
            parts += [shape("circle", f"fill-{line.color} stroke-paper", cx=x, cy=y, r=4.5) for x, y in places]
        if not line.name:
            continue
        last = places[-1][0]
        side = (last - 10, "end") if last > across.end - 4 and len(places) == 1 else (last + 10, "start")
        parts.append(words(side[0], end + 4, line.name, f"{side[1]} small bold fill-{line.color} halo"))
    return "".join(parts)


def _path(places: Sequence[tuple[float, float]], steps: bool) -> str:
    (x, y), *later = places
    start = f"M{x:.1f} {y:.1f}"
    if steps:
        return start + "".join(f"H{a:.1f}V{b:.1f}" for a, b in later)
    return start + "".join(f"L{a:.1f} {b:.1f}" for a, b in later)
