"""The base map of a page: countries, in full detail around the accounts and coarse elsewhere."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..geometry.land import countries, us_states
from ..geometry.rings import Box, Rings
from .columns import Columns, smallest_unsigned
from .frame import FARTHEST, SIDE, Frame

Float = NDArray[np.float64]

LEAST_AROUND = 3.0  # degrees on every side of the accounts that have full detail
COARSE = 0.25  # degrees that outlines elsewhere may be off
SPECK = 1.5  # degrees: smaller islands elsewhere are left out


def add_ground(columns: Columns, frame: Frame) -> None:
    """Add the rings of the countries, and the borders of US states where the accounts are there.

    ``ground_u``, ``ground_v`` (points, int32 cells, corners of rings one after the other), ``ground_ring`` (points of
    each ring), ``ground_polygon`` (rings of each polygon, the outer one first), and the same of ``state``.
    """
    near = around(frame)
    everywhere = countries().within((frame.origin - 20.0, -89.0, frame.origin + 380.0, 90.0))
    west, south, east, north = near
    boxes = everywhere.boxes
    touching = (boxes[:, 0] <= east) & (boxes[:, 2] >= west) & (boxes[:, 1] <= north) & (boxes[:, 3] >= south)
    large = np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) >= SPECK
    _add(columns, "ground", [everywhere.take(touching), _coarse(everywhere.take(~touching & large))], frame)
    states = us_states().within(near)
    if len(states.names):
        _add(columns, "state", [states], frame)


def around(frame: Frame) -> Box:
    """Degrees of the accounts and as much again on every side."""
    west, east = (frame.origin + np.degrees(frame.left + frame.unit * at) for at in (0.0, SIDE))
    north, south = (np.degrees(np.arctan(np.sinh(frame.top - frame.unit * at))) for at in (0.0, SIDE))
    across, down = max(LEAST_AROUND, float(east - west)), max(LEAST_AROUND, float(north - south))
    return float(west - across), float(south - down), float(east + across), float(north + down)


def _coarse(rings: Rings) -> Rings:
    import shapely

    lengths = np.diff(rings.starts)
    lines = shapely.linearrings(rings.points, indices=np.repeat(np.arange(len(lengths)), lengths))
    simple = shapely.simplify(lines, COARSE)
    starts = np.concatenate([[0], np.cumsum(shapely.get_num_coordinates(simple))])
    return Rings(shapely.get_coordinates(simple), starts, rings.polygon, rings.names, rings.ids)


def _add(columns: Columns, name: str, parts: list[Rings], frame: Frame) -> None:
    across = np.concatenate([frame.u(part.points[:, 0], np.full(len(part.points), frame.origin)) for part in parts])
    down = np.concatenate([frame.v(np.clip(part.points[:, 1], -FARTHEST, FARTHEST)) for part in parts])
    sizes = np.concatenate([np.diff(part.starts) for part in parts])
    polygons = np.concatenate([np.bincount(part.polygon, minlength=len(part.names)) for part in parts])
    add_shapes(columns, name, across, down, sizes, polygons)


def add_shapes(
    columns: Columns,
    name: str,
    across: Float,
    down: Float,
    ring_sizes: NDArray[np.integer],
    polygon_rings: NDArray[np.integer],
) -> None:
    """Add polygons: their points in quarters of a cell, points of each ring, rings of each polygon."""
    for axis, values in (("u", across), ("v", down)):
        quarters = np.clip(np.rint(4.0 * values), -(2**29), 2**29).astype(np.int32)
        columns.add(f"{name}_{axis}", quarters, "delta")
    for what, sizes in (("ring", ring_sizes), ("polygon", polygon_rings)):
        columns.add(f"{name}_{what}", sizes.astype(smallest_unsigned(int(sizes.max(initial=0)))))
