"""Places on paper: equirectangular, true in scale at the middle latitude, fitted into a box."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ..kernels.interface import EARTH_RADIUS_KM

Float = NDArray[np.float64]

KM_A_DEGREE = math.pi * EARTH_RADIUS_KM / 180.0


class Projection(Protocol):
    """From places to points on paper."""

    @property
    def points_per_length(self) -> float:
        """Points on paper of a length of 1."""
        ...

    def x(self, x: Float) -> Float:
        """Points from the left edge of the picture."""
        ...

    def y(self, y: Float) -> Float:
        """Points from the top of the picture."""
        ...

    def length_text(self, length: float) -> str:
        """What a scale bar says."""
        ...


@dataclass(frozen=True)
class SphereProjection:
    """From degrees to the points of a box whose upper left corner is (left, top). Lengths are kilometres."""

    west: float  # longitudes count from here eastward, so that no group of places is torn at 180 degrees
    north: float
    shrink: float  # a degree of longitude in degrees of latitude
    scale: float  # points per degree of latitude
    left: float
    top: float

    @property
    def points_per_length(self) -> float:
        """At the middle latitude, in every direction."""
        return self.scale / KM_A_DEGREE

    def length_text(self, length: float) -> str:
        """What a scale bar says."""
        return f"{length:,.0f} km" if length >= 1 else f"{1000 * length:,.0f} m"

    def x(self, x: Float) -> Float:
        """Points from the left edge of the picture."""
        east = np.mod(x - self.west + 1e-9, 360.0)
        return self.left + east * self.shrink * self.scale

    def y(self, y: Float) -> Float:
        """Points from the top of the picture."""
        return self.top + (self.north - y) * self.scale


@dataclass(frozen=True)
class PlaneProjection:
    """From the plane to the points of a box; x grows to the right, y upwards."""

    west: float
    north: float
    scale: float  # points per length
    left: float
    top: float

    @property
    def points_per_length(self) -> float:
        """Everywhere, in every direction."""
        return self.scale

    def length_text(self, length: float) -> str:
        """A number: the plane's unit has no name."""
        return f"{length:,.10g}"

    def x(self, x: Float) -> Float:
        """Points from the left edge of the picture."""
        return self.left + (x - self.west) * self.scale

    def y(self, y: Float) -> Float:
        """Points from the top of the picture."""
        return self.top + (self.north - y) * self.scale


def fit_plane(y: Float, x: Float, left: float, top: float, width: float, height: float) -> PlaneProjection:
    """The projection that shows all places of the plane as large as the box allows, in its middle."""
    across, down = float(np.ptp(x)), float(np.ptp(y))
    smallest = max(1e-9 * float(np.abs([y, x]).max()), 1e-9)  # one place alone still needs a map
    scale = min(width / max(across, smallest), height / max(down, smallest))
    left += (width - across * scale) / 2.0
    top += (height - down * scale) / 2.0
    return PlaneProjection(float(x.min()), float(y.max()), scale, left, top)


def fit(latitude: Float, longitude: Float, left: float, top: float, width: float, height: float) -> SphereProjection:
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
    return SphereProjection(west, north, shrink, scale, left, top)


def longitude_range(longitude: Float) -> tuple[float, float]:
    """The shortest arc that holds all longitudes: where it begins and how many degrees eastward it reaches."""
    around = np.unique(np.mod(longitude, 360.0))
    gaps = np.diff(np.append(around, around[0] + 360.0))
    widest = int(np.argmax(gaps))
    return float(around[(widest + 1) % len(around)]), 360.0 - float(gaps[widest])
