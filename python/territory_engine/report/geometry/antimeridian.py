"""Shapes that cross 180 degrees, cut there as RFC 7946 (section 3.1.9) asks, with the same points on both sides."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from .frame import DECIMALS

Float = NDArray[np.float64]
Shapes = NDArray[np.object_]


def cut(shapes: Shapes) -> Shapes:
    """Shapes with longitudes that run beyond 180 degrees, as shapes between -180 and 180.

    Where borders cross the antimeridian both sides get the same point first, so a coverage stays one.
    """
    bounds = shapely.bounds(shapes)
    result = shapes.copy()
    for turn in (-360.0, 360.0):
        line = -np.copysign(180.0, turn)  # what lies beyond this line is turned
        past = bounds[:, 2] > line if line > 0.0 else bounds[:, 0] < line
        if not past.any():
            continue
        pointed = [_with_points(shape, line) for shape in result[past]]
        result[past] = [_turned(shape, line, turn) for shape in pointed]
    return result


def _with_points(shape: shapely.Geometry, line: float) -> shapely.Geometry:
    """The shape with a point wherever an edge crosses the line, computed the same way from either side."""
    polygons = []
    for part in shapely.get_parts(shape):
        rings = [_ring(shapely.get_coordinates(ring), line) for ring in (part.exterior, *part.interiors)]
        polygons.append(shapely.Polygon(rings[0], rings[1:]))
    return polygons[0] if len(polygons) == 1 else shapely.multipolygons(polygons)


def _ring(points: Float, line: float) -> Float:
    begin, end = points[:-1], points[1:]
    crossing = np.flatnonzero((begin[:, 0] - line) * (end[:, 0] - line) < 0.0)
    west = np.where((begin[crossing, 0] < end[crossing, 0])[:, None], begin[crossing], end[crossing])
    east = np.where((begin[crossing, 0] < end[crossing, 0])[:, None], end[crossing], begin[crossing])
    share = (line - west[:, 0]) / (east[:, 0] - west[:, 0])
    latitude = np.round(west[:, 1] + share * (east[:, 1] - west[:, 1]), DECIMALS)
    return np.insert(points, crossing + 1, np.stack([np.full(len(share), line), latitude], axis=1), axis=0)


def _turned(shape: shapely.Geometry, line: float, turn: float) -> shapely.Geometry:
    far = 720.0
    stays, goes = ((-far, line), (line, far)) if line > 0.0 else ((line, far), (-far, line))

    def back(points: Float) -> Float:
        # a turn loses digits that rounding gives back
        turned: Float = np.round(points + np.array([turn, 0.0]), DECIMALS)
        return turned

    kept = [*_within(shape, *stays), *shapely.transform(_within(shape, *goes), back)]
    return kept[0] if len(kept) == 1 else shapely.multipolygons(kept)


def _within(shape: shapely.Geometry, west: float, east: float) -> list[shapely.Polygon]:
    half = shapely.get_parts(shapely.intersection(shape, shapely.box(west, -91.0, east, 91.0)))
    return [part for part in half if part.geom_type == "Polygon"]
