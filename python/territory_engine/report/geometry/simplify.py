"""Fewer points on borders: as coarse as the accounts beside them allow, so that cities keep what deserts need not."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from .diagram import Borders

Float = NDArray[np.float64]

SHARE = 0.5  # tolerance, as a share of the distance between sites on both sides of a border


def spacing(lines: Borders, count: int) -> Float:
    """The distance between sites across its borders that three quarters of a territory's edges exceed, (count,)."""
    ours = (lines.between >= 0).all(axis=1)
    territory = lines.between[ours].T.ravel()
    apart = np.tile(lines.apart[ours], 2)
    order = np.lexsort((apart, territory))
    begins = np.searchsorted(territory[order], np.arange(count + 1))
    at = begins[:-1] + (begins[1:] - begins[:-1]) // 4
    result = np.zeros(count)
    bordered = begins[1:] > begins[:-1]
    result[bordered] = apart[order][at[bordered]]
    return result


def simplified(shapes: NDArray[np.object_], apart: Float) -> NDArray[np.object_]:
    """A coverage with fewer points, from the finest territories to the coarsest, each time those that are coarser.

    Visvalingam and Whyatt (1993, doi:10.1179/000870493786962263) within a coverage, by GEOS: borders between two
    territories lose the points whose triangles are smaller than the square of a tolerance. Outer edges stay.
    """
    shapes = shapes.copy()
    if not (apart > 0.0).any():
        return shapes
    tolerance = SHARE * float(apart[apart > 0.0].min())
    while True:
        coarse = SHARE * apart >= tolerance
        if np.count_nonzero(coarse) < 2:
            return shapes
        shapes[coarse] = shapely.coverage_simplify(shapes[coarse], tolerance, simplify_boundary=False)
        tolerance *= 3.0
