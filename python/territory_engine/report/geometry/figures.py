"""Sizes of areas on the ground, and the boxes around them."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from ...kernels.interface import EARTH_RADIUS_KM

Float = NDArray[np.float64]


def area_km2(shapes: NDArray[np.object_]) -> Float:
    """Areas on the sphere, km².

    Of the shapes in Lambert's cylindrical equal-area projection, where edges along a parallel or a meridian stay
    straight; others bend by less than borders are simplified.
    """

    def equal_area(degrees: Float) -> Float:
        return np.column_stack([np.radians(degrees[:, 0]), np.sin(np.radians(degrees[:, 1]))]) * EARTH_RADIUS_KM

    area: Float = shapely.area(shapely.transform(shapes, equal_area))
    return area


def boxes(shapes: NDArray[np.object_]) -> Float:
    """West, south, east, north of shapes that are cut at the antimeridian, (K, 4); NaN for an empty one.

    A shape on both sides of it has its west above its east, as RFC 7946 (section 5.2) asks.
    """
    found: Float = shapely.bounds(shapes)
    both = (found[:, 0] <= -180.0) & (found[:, 2] >= 180.0)
    for k in np.flatnonzero(both):
        found[k] = around(shapely.bounds(shapely.get_parts(shapes[k])))
    return found


def around(bounds: Float) -> Float:
    """The smallest box around boxes (m, 4), of which none crosses the antimeridian; NaN around none."""
    bounds = bounds[~np.isnan(bounds[:, 0])]
    if not len(bounds):
        return np.full(4, np.nan)
    south, north = bounds[:, 1].min(), bounds[:, 3].max()
    west, east = bounds[:, 0].min(), bounds[:, 2].max()
    if west <= -180.0 and east >= 180.0:
        # the ends of the widest stretch that no box covers
        order = np.argsort(bounds[:, 0])
        begins, ends = bounds[order, 0], np.maximum.accumulate(bounds[order, 2])
        gaps = begins[1:] - ends[:-1]
        if len(gaps) and gaps.max() > 0.0:
            widest = int(np.argmax(gaps))
            west, east = begins[widest + 1], ends[widest]
    return np.array([west, south, east, north])
