"""A window on places, degrees or the plane, and polygons in it as short SVG paths."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...kernels.interface import EARTH_RADIUS_KM
from ...picture.projection import longitude_range

Float = NDArray[np.float64]

KM_A_DEGREE = math.pi * EARTH_RADIUS_KM / 180.0
GRID = 2.0  # steps a pixel: paths are whole numbers of them
SPARE = 0.05  # of the places' extent is shown around them
FLATTEST, TALLEST = 0.42, 0.78  # height of a window in its width


@dataclass(frozen=True)
class View:
    """From places to pixels. Degrees: equirectangular, true in scale at the middle latitude."""

    spherical: bool
    west: float  # the window's edges, degrees or the plane's unit; longitudes continue from west to east beyond 180
    south: float
    east: float
    north: float
    shrink: float  # a degree of longitude in degrees of latitude
    width: float  # pixels
    height: float

    @property
    def scale(self) -> float:
        """Pixels of a degree of latitude, or of the plane's unit."""
        return self.height / (self.north - self.south)

    def x(self, x: Float) -> Float:
        """Pixels from the left."""
        pixels: Float = (self.turned(x) - self.west) * (self.width / (self.east - self.west))
        return pixels

    def y(self, y: Float) -> Float:
        """Pixels from the top."""
        return (self.north - y) * self.scale

    def turned(self, x: Float) -> Float:
        """Longitudes within 180 degrees of the window's middle."""
        if not self.spherical:
            return x
        middle = (self.west + self.east) / 2.0
        turned: Float = middle + (np.mod(x - middle + 180.0, 360.0) - 180.0)
        return turned


def view_of(y: Float, x: Float, spherical: bool, width: float) -> View:
    """The window of a width that shows all places, a little around them, and is neither flat nor tall."""
    south, north = float(y.min()), float(y.max())
    west, across = longitude_range(x) if spherical else (float(x.min()), float(np.ptp(x)))
    shrink = max(math.cos(math.radians((south + north) / 2.0)), 0.15) if spherical else 1.0
    # one place alone, or a street, still needs a map: 2 km at least
    smallest = 2.0 / KM_A_DEGREE if spherical else max(1e-9 * float(np.abs([y, x]).max()), 1e-9)
    wide = max(across * shrink, smallest) * (1.0 + 2.0 * SPARE)
    high = max(north - south, smallest) * (1.0 + 2.0 * SPARE)
    shape = min(max(high / wide, FLATTEST), TALLEST)
    wide, high = max(wide, high / shape), max(high, wide * shape)
    middle_x, middle_y = west + across / 2.0, (south + north) / 2.0
    half = wide / shrink / 2.0
    edges = middle_x - half, middle_y - high / 2.0, middle_x + half, middle_y + high / 2.0
    return View(spherical, *edges, shrink, width, width * shape)


def ring_path(view: View, ring: Float) -> str:
    """A closed ring, (m, 2) x and y that do not jump, as path data; "" where nothing of it is seen."""
    seen = clip(ring, (view.west, view.south, view.east, view.north))
    if len(seen) < 3:
        return ""
    pixels = np.stack([(seen[:, 0] - view.west) * (view.width / (view.east - view.west)), view.y(seen[:, 1])], axis=1)
    steps = np.rint(pixels * GRID).astype(np.int64)
    steps = steps[np.append(True, (steps[1:] != steps[:-1]).any(axis=1))]
    if len(steps) < 3:
        return ""
    moves = " ".join(f"{a} {b}" for a, b in np.diff(steps, axis=0).tolist())
    return f"M{steps[0, 0]} {steps[0, 1]}l{moves}z".replace(" -", "-")


def clip(ring: Float, box: tuple[float, float, float, float]) -> Float:
    """What of a closed ring lies in a box, as a ring: Sutherland and Hodgman 1974, doi:10.1145/360767.360802."""
    west, south, east, north = box
    low, high = ring.min(axis=0), ring.max(axis=0)
    if low[0] >= west and low[1] >= south and high[0] <= east and high[1] <= north:
        return ring
    for axis, edge, sign in ((0, west, 1.0), (0, east, -1.0), (1, south, 1.0), (1, north, -1.0)):
        if len(ring) == 0:
            break
        ring = _clip_side(ring, sign * (ring[:, axis] - edge))
    return ring


def _clip_side(ring: Float, inside: Float) -> Float:
    """The part of a ring where ``inside`` (a distance to a line) is not negative."""
    if (inside >= 0.0).all():
        return ring
    after, then = np.roll(ring, -1, axis=0), np.roll(inside, -1)
    crossing = (inside >= 0.0) != (then >= 0.0)
    share = inside[crossing] / (inside[crossing] - then[crossing])
    cuts = ring[crossing] + share[:, None] * (after[crossing] - ring[crossing])
    kept = inside >= 0.0
    place = np.concatenate([np.flatnonzero(kept), np.flatnonzero(crossing) + 0.5])
    points: Float = np.concatenate([ring[kept], cuts])[np.argsort(place, kind="stable")]
    return points
