"""A plan as a small static map: territories as areas, or accounts as dots where shapely is not installed."""

from __future__ import annotations

import math
from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...picture.svg import clean, element
from ..coloring import color
from ..colors import PALETTE
from ..dot_colors import dot_neighbours
from ..geometry.land import countries
from .place_names import place_names
from .view import GRID, View, ring_path, view_of

if TYPE_CHECKING:
    from ...plan import Plan

Float = NDArray[np.float64]

DOTS = 5000  # accounts drawn where there are no areas
MOVED = 1500  # accounts that change hands, as dots on the areas
NAMED = 60  # with more territories rings are small
SMALLEST = 0.7  # pixels of a ring that can be seen
CENTERS = 300  # more rings would hide the map


def has_places(plan: Plan) -> bool:
    """Whether there is anything to draw."""
    return plan.problem.columns.places is not None


def has_areas() -> bool:
    """Whether territories can be drawn as areas."""
    return find_spec("shapely") is not None


def map_colors(plan: Plan, wanted: list[int] | None = None) -> list[int]:
    """An index into the palette for each territory, different between neighbours where that can be.

    Parameters
    ----------
    wanted : list of int, optional
        Colours to keep where no neighbour has them already; -1 for any.
    """
    pairs, free = _neighbours(plan)
    if wanted is None:
        return free
    beside: list[set[int]] = [set() for _ in free]
    for a, b in pairs.tolist():
        beside[a].add(b)
        beside[b].add(a)
    chosen = [-1] * len(free)
    for index, own in sorted(enumerate(wanted), key=lambda entry: entry[1] < 0):
        taken = {chosen[other] for other in beside[index]}
        options = [own, free[index], *range(len(PALETTE))]
        chosen[index] = next((c for c in options if c >= 0 and c not in taken), free[index])
    return chosen


def _neighbours(plan: Plan) -> tuple[NDArray[np.integer], list[int]]:
    """Pairs of territories that border on each other, and colours that differ between them."""
    if has_areas():
        return plan.areas.neighbours, plan.areas.colors.tolist()
    pairs = dot_neighbours(plan, _sample(np.arange(plan.problem.instance.n), DOTS))
    return pairs, color(len(plan.solution.center_y), pairs).tolist()


def plan_map(
    plan: Plan,
    title: str,
    *,
    width: float = 960.0,
    names: bool = True,
    moved: NDArray[np.bool_] | None = None,
    colors: list[int] | None = None,
) -> str:
    """Markup of the map, as wide as its place allows: a picture and, above it, the names of territories.

    Parameters
    ----------
    plan : Plan
        With places.
    title : str
        What is heard in the map's stead.
    width : float
        Pixels for which it is drawn.
    names : bool
        Whether territories are named, where there is room.
    moved : (n,) bool, optional
        Accounts to mark with dots.
    colors : list of int, optional
        For each territory the colour that it should have (an index into the palette, -1 for any); where a neighbour
        has it already, it gets another.
    """
    instance, solution = plan.problem.instance, plan.solution
    used = plan.evaluation.counts > 0
    y, x = np.append(instance.y, solution.center_y[used]), np.append(instance.x, solution.center_x[used])
    chosen = map_colors(plan, colors)
    view = view_of(y, x, instance.metric.spherical or plan.problem.columns.x is None, width)
    parts = [element("rect", width="100%", height="100%", **{"class": "sea"}), _ground(view)]
    parts.append(_areas(plan, view, chosen) if has_areas() else _accounts(plan, view, chosen))
    if moved is not None:
        parts.append(_dots(view, instance.y, instance.x, np.flatnonzero(moved), MOVED, "moved"))
    center_x, center_y = view.x(solution.center_x), view.y(solution.center_y)
    if len(used) <= CENTERS:
        radius = 4.0 if len(used) <= NAMED else 2.4
        places = zip(center_x[used].tolist(), center_y[used].tolist(), strict=True)
        rings = [element("circle", cx=across, cy=down, r=radius) for across, down in places]
        parts.append(element("g", "".join(rings), **{"class": "centers"}))
    size = {"viewBox": f"0 0 {view.width:g} {view.height:.0f}", "aria_hidden": "true"}
    drawn = element("svg", "".join(parts), **size)
    ids = [str(name) for name in plan.problem.territory_ids.to_pylist()]
    written = place_names(view, center_x, center_y, ids, np.flatnonzero(used).tolist()) if names else ""
    return f'<div class="map" role="img" aria-label="{clean(title)}">{drawn}{written}</div>'.replace("\n", " ")


def _ground(view: View) -> str:
    """Countries, where places are degrees."""
    if not view.spherical:
        return ""
    rings = countries().within((view.west, view.south, view.east, view.north))
    data = "".join(ring_path(view, rings.points[a:b]) for a, b in zip(rings.starts, rings.starts[1:], strict=False))
    return element("path", d=data, transform=f"scale({1 / GRID})", **{"class": "land"}) if data else ""


def _areas(plan: Plan, view: View, colors: list[int]) -> str:
    data = [""] * len(colors)
    for territory, ring in _rings(plan.areas.shapes, view):
        data[territory] += ring_path(view, ring)
    paths = [element("path", d=path, fill=PALETTE[color]) for path, color in zip(data, colors, strict=True) if path]
    return element("g", "".join(paths), transform=f"scale({1 / GRID})", **{"class": "areas"})


def _rings(shapes: NDArray[np.object_], view: View) -> Iterator[tuple[int, Float]]:
    """Territory and points of each ring that can be seen, brought beside the window."""
    import shapely

    parts, owner = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    if not len(points):
        return
    starts = np.flatnonzero(np.diff(ring, prepend=-1))
    ends = np.append(starts[1:], len(points))
    low, high = np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)
    if view.spherical:
        middle = (low[:, 0] + high[:, 0]) / 2.0
        turn = np.stack([view.turned(middle) - middle, np.zeros(len(middle))], axis=1)
        points, low, high = points + np.repeat(turn, ends - starts, axis=0), low + turn, high + turn
    size = (high - low) * (view.width / (view.east - view.west), view.scale)
    beside = (low > (view.east, view.north)) | (high < (view.west, view.south))
    for index in np.flatnonzero((size.max(axis=1) >= SMALLEST) & ~beside.any(axis=1)).tolist():
        yield int(owner[part[index]]), points[starts[index] : ends[index]]


def _accounts(plan: Plan, view: View, colors: list[int]) -> str:
    """An even sample of the accounts in the colours of their territories."""
    labels, rows = plan.solution.labels, _sample(np.arange(plan.problem.instance.n), DOTS)
    instance = plan.problem.instance
    parts = []
    for index in np.unique(labels[rows]).tolist():
        mine = rows[labels[rows] == index]
        parts.append(_dots(view, instance.y, instance.x, mine, len(mine), "", PALETTE[colors[index]]))
    # as large as dots can be without hiding each other where accounts are spread evenly
    wide = min(max(0.28 * math.sqrt(view.width * view.height / len(rows)), 3.2), 9.0)
    return element("g", "".join(parts), stroke_width=wide * GRID, **{"class": "accounts"})


def _dots(view: View, y: Float, x: Float, rows: NDArray[np.int64], most: int, kind: str, color: str = "") -> str:
    """A short stroke with round ends for each account, in one path."""
    chosen = _sample(rows, most)
    if not len(chosen):
        return ""
    steps = np.rint(np.stack([view.x(x[chosen]), view.y(y[chosen])], axis=1) * GRID).astype(np.int64)
    data = "".join(f"M{a} {b}h0" for a, b in np.unique(steps, axis=0).tolist())
    more = {"class": kind} if kind else {"stroke": color}
    return element("path", "", d=data, transform=f"scale({1 / GRID})", **more)


def _sample(rows: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    if len(rows) <= most:
        return rows
    return np.sort(np.random.default_rng(0).choice(rows, most, replace=False, shuffle=False))
