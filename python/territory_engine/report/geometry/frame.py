"""The plane in which areas are made: an affine map of degrees, so that what is straight and valid there stays so."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...kernels.interface import EARTH_RADIUS_KM
from ...picture.projection import longitude_range

Float = NDArray[np.float64]

KM_A_DEGREE = math.pi * EARTH_RADIUS_KM / 180.0
LEAST_KM = 2.0
DECIMALS = 7  # of degrees in areas: a centimetre
STEP = 1e-6  # degrees between places that are told apart: a tenth of a metre
PLANE_BITS = 36  # places of the plane are told apart by so many bits of the largest number


@dataclass(frozen=True)
class Frame:
    """Longitudes count eastward from ``west``; ``shrink`` makes squares of the plane near square on the ground.

    In the plane (``spherical`` False) places stay as they are.
    """

    spherical: bool
    west: float = 0.0  # no place lies just west of it: the widest gap between longitudes ends here
    span: float = 0.0  # degrees eastward that hold all places
    shrink: float = 1.0  # a degree of longitude in degrees of latitude, at the middle latitude

    def places(self, x: Float, y: Float) -> tuple[Float, Float]:
        """Longitudes and latitudes, or the user's own x and y, in the plane, on a grid that is too fine to be seen.

        Places on it are equal or clearly apart, also where one is written as 180 and the other as -180 degrees.
        """
        if self.spherical:
            east = np.rint((x - self.west) % 360.0 / STEP) % round(360.0 / STEP)  # nearly once around is no step
            return east * (STEP * self.shrink), np.rint(y / STEP) * STEP
        largest = max(float(np.abs(x).max()), float(np.abs(y).max()))
        step = 2.0 ** (math.frexp(largest)[1] - PLANE_BITS)
        return np.rint(x / step) * step, np.rint(y / step) * step

    def degrees(self, points: Float) -> Float:
        """Points of the plane (m, 2) as longitudes, which may lie beyond 180, and latitudes."""
        if not self.spherical:
            return points
        longitude = points[:, 0] / self.shrink + self.west
        degrees: Float = np.column_stack([longitude, points[:, 1]]).round(DECIMALS)
        return degrees

    def points(self, degrees: Float) -> Float:
        """The inverse of :meth:`degrees`; keeps what lies west of the frame there."""
        if not self.spherical:
            return degrees
        return np.column_stack([(degrees[:, 0] - self.west) * self.shrink, degrees[:, 1]])

    def around_one(self, points: Float) -> float:
        """How far a map of a single place reaches: 2 km, or a thousandth of the numbers of a plane without a scale."""
        return LEAST_KM / KM_A_DEGREE if self.spherical else 1e-3 * float(np.abs(points).max()) or 1.0

    @property
    def limits(self) -> tuple[float, float, float, float]:
        """West, south, east, north in the plane beyond which nothing may be: once around the earth, pole to pole."""
        before = (360.0 - self.span) / 2.0
        return -before * self.shrink, -90.0, (360.0 - before) * self.shrink, 90.0


def frame_of(latitude: Float, longitude: Float) -> Frame:
    """The frame of places on the sphere."""
    west, east = float(longitude.min()), float(longitude.max())
    span = east - west
    if span > 180.0:
        west, span = longitude_range(longitude)
        west = west if west < 180.0 else west - 360.0
    middle = (float(latitude.min()) + float(latitude.max())) / 2.0
    # near a pole the plane would become a needle
    return Frame(True, west, span, max(math.cos(math.radians(middle)), 0.15))
