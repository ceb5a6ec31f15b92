"""What can be reached within some minutes, as polygons."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import DataError, LimitError
from .contour import Rings, polygons, rings
from .graph import F64
from .places import RoadPlaces
from .samples import samples, seconds_at_nodes
from .snap_grid import METRES_A_DEGREE

if TYPE_CHECKING:
    from .network import RoadNetwork

_CELLS = 250_000  # of the grid, where the user does not say how fine
_MOST_CELLS = 25_000_000


@dataclass(frozen=True, eq=False)
class Isochrone:
    """All places that are reached within some minutes.

    Attributes
    ----------
    minutes : float
    polygons : list of lists of (k, 2) float64
        Longitude and latitude in degrees. Of each polygon the outer ring first, counter-clockwise, then its holes,
        clockwise; the last point of a ring is the first. The largest polygon comes first.
    """

    minutes: float
    polygons: list[Rings]

    @property
    def __geo_interface__(self) -> dict[str, Any]:
        """As GeoJSON and shapely take it: a MultiPolygon."""
        return {
            "type": "MultiPolygon",
            "coordinates": [[ring.tolist() for ring in polygon] for polygon in self.polygons],
        }


@dataclass(frozen=True)
class Grid:
    """Corners of squares on the map; rows go down from the north."""

    north: float
    west: float
    tall: float  # degrees of latitude from row to row
    wide: float  # degrees of longitude from column to column
    step_m: float
    rows: int
    columns: int

    def places(self, ring: F64) -> F64:
        """Rows and columns to longitudes and latitudes."""
        return np.stack([self.west + ring[:, 1] * self.wide, self.north - ring[:, 0] * self.tall], axis=1)


def isochrones(
    network: RoadNetwork,
    center: RoadPlaces,
    minutes: Sequence[float],
    *,
    outward: bool,
    access_kmh: float,
    max_km: float,
    resolution_m: float | None,
) -> list[Isochrone]:
    """See :meth:`territory_engine.RoadNetwork.isochrone`; one for each limit."""
    if len(center) != 1:
        raise DataError(f"RoadNetwork.isochrone: center must be one place, found {len(center):,}.", found=len(center))
    if network.nodes.latitude is None:
        raise DataError("RoadNetwork.isochrone: the network has no coordinates; make it with nodes=.")
    if not center.placed[0]:
        raise DataError("RoadNetwork.isochrone: center is not on the network: no road near enough.")
    limit_s = 60.0 * max(minutes)
    speed = access_kmh / 3.6
    seconds = seconds_at_nodes(network, center, outward)
    beyond = min(1000.0 * max_km, limit_s * speed)
    # how fine roads are to be sampled depends on how far they reach; a first look at their ends is generous
    apart, found = math.inf, samples(network, center, seconds, outward, limit_s, math.inf)
    for _ in range(2):
        grid = _grid(found[0], found[1], beyond, resolution_m)
        if grid.step_m / 2.0 < apart:
            apart = grid.step_m / 2.0
            found = samples(network, center, seconds, outward, limit_s, apart)
        if not len(found[0]):
            return [Isochrone(each, []) for each in minutes]
    grid = _grid(found[0], found[1], beyond, resolution_m)
    field = _field(grid, *found, speed, 1000.0 * max_km)
    return [Isochrone(each, polygons([grid.places(ring) for ring in rings(field, 60.0 * each)])) for each in minutes]


def _grid(latitude: F64, longitude: F64, beyond_m: float, resolution_m: float | None) -> Grid:
    """Around all samples, and as far beyond as one gets without a road."""
    east = longitude[0] + np.mod(longitude - longitude[0] + 180.0, 360.0) - 180.0
    south, north, west, right = latitude.min(), latitude.max(), east.min(), east.max()
    shrink = max(math.cos(math.radians((south + north) / 2.0)), 0.01)
    tall_m = (north - south) * METRES_A_DEGREE + 2.0 * beyond_m
    wide_m = (right - west) * shrink * METRES_A_DEGREE + 2.0 * beyond_m
    step = resolution_m
    if step is None:
        step = max(math.sqrt(max(tall_m * wide_m, 1.0) / _CELLS), 5.0)
    if tall_m / step * wide_m / step > _MOST_CELLS:
        raise LimitError(
            f"RoadNetwork.isochrone: {tall_m / 1000:,.0f} x {wide_m / 1000:,.0f} km at {step:g} m are more than "
            f"{_MOST_CELLS:,} squares; give a larger resolution_m."
        )
    tall, wide = step / METRES_A_DEGREE, step / (METRES_A_DEGREE * shrink)
    margin = beyond_m / step + 2.0
    return Grid(
        north=float(north + margin * tall),
        west=float(west - margin * wide),
        tall=tall,
        wide=wide,
        step_m=step,
        rows=math.ceil((north - south) / tall + 2.0 * margin) + 1,
        columns=math.ceil((right - west) / wide + 2.0 * margin) + 1,
    )


def _field(grid: Grid, latitude: F64, longitude: F64, seconds: F64, speed: float, most_m: float) -> F64:
    """Seconds at the corners of the grid: over the road, and from there straight at ``speed`` m/s.

    The first half of a square is free: else roads that run between corners would seem slower than they are.
    """
    row = (grid.north - latitude) / grid.tall
    column = np.mod(longitude - grid.west, 360.0) / grid.wide
    up, left = np.floor(row).astype(np.int64), np.floor(column).astype(np.int64)
    shape = grid.rows, grid.columns
    time, distance = np.full(shape, np.inf), np.full(shape, np.inf)
    for down in (0, 1):
        for right in (0, 1):
            corner = (up + down) * grid.columns + left + right
            metres = grid.step_m * np.hypot(row - up - down, column - left - right)
            np.minimum.at(time.ravel(), corner, seconds + np.maximum(metres - grid.step_m / 2.0, 0.0) / speed)
            np.minimum.at(distance.ravel(), corner, metres)
    _spread(time, grid.step_m / speed)
    _spread(distance, grid.step_m)
    time[distance > most_m] = np.inf
    time[[0, -1]], time[:, [0, -1]] = np.inf, np.inf
    return time


def _spread(values: F64, step: float) -> None:
    """Lowers each value to that of any other plus the way there, in place: straight and diagonal steps.

    One pass down and one up (chamfer distances: Borgefors 1986, doi 10.1016/S0734-189X(86)80047-0); they are up to 8 %
    longer than the straight line.
    """
    slope = step * np.arange(values.shape[1])
    for rows in (values, values[::-1]):
        for above, row in zip([rows[0], *rows[:-1]], rows, strict=True):
            np.minimum(row, above + step, out=row)
            np.minimum(row[1:], above[:-1] + math.sqrt(2.0) * step, out=row[1:])
            np.minimum(row[:-1], above[1:] + math.sqrt(2.0) * step, out=row[:-1])
            np.minimum(row, np.minimum.accumulate(row - slope) + slope, out=row)
            np.minimum(row, (np.minimum.accumulate((row + slope)[::-1])[::-1]) - slope, out=row)
