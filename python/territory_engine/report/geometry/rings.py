"""Polygons as flat arrays: what draws a base map, with or without shapely."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]
Box = tuple[float, float, float, float]  # west, south, east, north


@dataclass(frozen=True)
class Rings:
    """Polygons as rings: the outer ring of a polygon comes first, holes follow. Every ring ends where it begins.

    Parameters
    ----------
    points : (m, 2) float64
        Longitudes and latitudes of all rings, degrees.
    starts : (r + 1,) int64
        Ring i has the points ``starts[i]:starts[i + 1]``.
    polygon : (r,) int32
        The polygon of each ring, 0 to p - 1, ascending.
    names : (p,) object
        Name of what each polygon belongs to, or None. A country of several islands has several polygons.
    ids : (p,) object
        Its code: ISO 3166-1 numeric for countries (``"276"``), FIPS for states of the US, or None.
    """

    points: Float
    starts: NDArray[np.int64]
    polygon: NDArray[np.int32]
    names: NDArray[np.object_]
    ids: NDArray[np.object_]

    @cached_property
    def boxes(self) -> Float:
        """West, south, east, north of every polygon, (p, 4)."""
        first = self.starts[:-1][np.flatnonzero(np.diff(self.polygon, prepend=-1))]
        if not len(first):
            return np.empty((0, 4))
        least, most = np.minimum.reduceat(self.points, first), np.maximum.reduceat(self.points, first)
        return np.concatenate([least, most], axis=1)

    def take(self, polygons: NDArray[np.bool_]) -> Rings:
        """The polygons of a mask (p,)."""
        kept = polygons[self.polygon]
        lengths = np.diff(self.starts)
        renumbered = (np.cumsum(polygons) - 1).astype(np.int32)[self.polygon[kept]]
        starts = np.concatenate([[0], np.cumsum(lengths[kept])])
        return Rings(
            self.points[np.repeat(kept, lengths)], starts, renumbered, self.names[polygons], self.ids[polygons]
        )

    def within(self, box: Box) -> Rings:
        """The polygons whose own box touches a box of degrees, whole, with longitudes that continue those of the box.

        The box may reach beyond 180 degrees on either side: ``(170, -50, 190, -30)`` is the sea around New Zealand,
        and the polygons east of the antimeridian then have longitudes above 180.
        """
        west, south, east, north = box
        found = []
        for turn in (-360.0, 0.0, 360.0):
            boxes = self.boxes
            touching = (boxes[:, 0] + turn <= east) & (boxes[:, 2] + turn >= west)
            touching &= (boxes[:, 1] <= north) & (boxes[:, 3] >= south)
            if touching.any():
                part = self.take(touching)
                found.append(
                    Rings(part.points + np.array([turn, 0.0]), part.starts, part.polygon, part.names, part.ids)
                )
        return _joined(found) if found else self.take(np.zeros(len(self.names), bool))


def _joined(parts: list[Rings]) -> Rings:
    if len(parts) == 1:
        return parts[0]
    lengths = np.concatenate([np.diff(part.starts) for part in parts])
    before = np.cumsum([0] + [len(part.names) for part in parts])
    return Rings(
        np.concatenate([part.points for part in parts]),
        np.concatenate([[0], np.cumsum(lengths)]),
        np.concatenate([part.polygon + int(k) for part, k in zip(parts, before, strict=False)]).astype(np.int32),
        np.concatenate([part.names for part in parts]),
        np.concatenate([part.ids for part in parts]),
    )
