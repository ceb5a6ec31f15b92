"""Places on paper: equirectangular, true in scale at the middle latitude, fitted into a box."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..kernels.interface import EARTH_RADIUS_KM

Float = NDArray[np.float64]

KM_A_DEGREE = math.pi * EARTH_RADIUS_KM / 180.0


@dataclass(frozen=True)
class Projection:
    """From degrees to the points of a box whose upper left corner is (left, top)."""

    west: float  # longitudes count from here eastward, so that no group of places is torn at 180 degrees
    north: float
    shrink: float  # a degree of longitude in degrees of latitude
    scale: float  # points per degree of latitude
    left: float
    top: float

    @property
    def points_per_km(self) -> float:
        """At the middle latitude, in every direction."""
        return self.scale / KM_A_DEGREE

    def x(self, longitude: Float) -> Float:
        """Points from the left edge of the picture."""
        east = np.mod(longitude - self.west + 1e-9, 360.0)
        return self.left + east * self.shrink * self.scale

    def y(self, latitude: Float) -> Float:
        """Points from the top of the picture."""
        return self.top + (self.north - latitude) * self.scale


def fit(latitude: Float, longitude: Float, left: float, top: float, width: float, height: float) -> Projection:
    """The projection that shows all places as large as the box allows, in its middle."""
    south, north = float(latitude.min()), float(latitude.max())
    west, span = longitude_range(longitude)
    # near a pole the plane would become a needle
    shrink = max(math.cos(math.radians((south + north) / 2.0)), 0.15)
    # one place alone, or a street, still needs a map: 2 km at least
    smallest = 2.0 / KM_A_DEGREE
    across, down = max(span * shrink, smallest), max(north - south, smallest)
    scale = min(width / across, height / down)
    left += (width - span * shrink * scale) / 2.0
    top += (height - (north - south) * scale) / 2.0
    return Projection(west, north, shrink, scale, left, top)


def longitude_range(longitude: Float) -> tuple[float, float]:
    """The shortest arc that holds all longitudes: where it begins and how many degrees eastward it reaches."""
    around = np.unique(np.mod(longitude, 360.0))
    gaps = np.diff(np.append(around, around[0] + 360.0))
    widest = int(np.argmax(gaps))
    return float(around[(widest + 1) % len(around)]), 360.0 - float(gaps[widest])
