"""From accounts to shapes: cells, their diagram, land, fewer points, and who fell out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from .cells import sites_of
from .diagram import faces
from .frame import Frame
from .reach import nobodys, reach_of
from .region import region_of

Float = NDArray[np.float64]


@dataclass(frozen=True)
class Shapes:
    """See :class:`.areas.Areas`."""

    shapes: NDArray[np.object_]
    outside: NDArray[np.int64]


def shapes_of(x: Float, y: Float, labels: NDArray[np.int32], count: int, frame: Frame) -> Shapes:
    """Areas of territories from the places of accounts."""
    plane_x = frame.x(x)
    sites = sites_of(plane_x, y, labels)
    reach = reach_of(sites, frame)
    region = region_of(sites, reach, frame)
    found = faces(sites, nobodys(sites, reach), region, count)
    outside = not_inside(found, plane_x, y, labels)
    return Shapes(shapely.transform(found, frame.degrees), outside)


def not_inside(shapes: NDArray[np.object_], x: Float, y: Float, labels: NDArray[np.int32]) -> NDArray[np.int64]:
    """Rows of points that do not lie in the shape of their label, or on its border."""
    order = np.argsort(labels, kind="stable")
    ends = np.searchsorted(labels[order], np.arange(len(shapes) + 1))
    shapely.prepare(shapes)
    out = np.zeros(len(x), bool)
    for k, shape in enumerate(shapes):
        mine = order[ends[k] : ends[k + 1]]
        out[mine] = ~shapely.intersects_xy(shape, x[mine], y[mine])
    return np.flatnonzero(out)
