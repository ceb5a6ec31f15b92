"""Places on the page: a plane of 65,536 x 65,536 cells over the accounts, Mercator's on the sphere."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...instance import Instance
from ...kernels.interface import EARTH_RADIUS_KM
from ...picture.projection import longitude_range
from ...solution import Solution

Float = NDArray[np.float64]
Cells = NDArray[np.uint32]

SIDE = 65536.0
FARTHEST = 85.05  # degrees of latitude: Mercator's map has no poles
SMALLEST = 2.0 / EARTH_RADIUS_KM  # radians: one place alone still needs a map around it


@dataclass(frozen=True)
class Frame:
    """From places to the page: ``u`` grows to the right, ``v`` downwards, accounts lie within 0 to 65,536.

    On the sphere the plane before scaling is Mercator's, in radians, with longitudes eastward of ``origin``: the middle
    of the widest gap between the accounts, so that no group of them is torn.
    """

    spherical: bool
    origin: float  # degrees; 0 in the plane
    left: float
    top: float
    unit: float  # length of a cell in the plane before scaling

    def u(self, x: Float, near: Float | None = None) -> Float:
        """From longitudes (or x). ``near``: longitudes whose turn around the Earth the points share, else their own."""
        if self.spherical:
            turn = np.floor(((x if near is None else near) - self.origin) / 360.0)
            x = np.radians(x - self.origin - 360.0 * turn)
        return (x - self.left) / self.unit

    def v(self, y: Float) -> Float:
        """From latitudes (or y)."""
        return (self.top - self._up(y)) / self.unit

    def across(self) -> float:
        """Width of the page in degrees, in the plane in its own unit."""
        width = self.unit * SIDE
        return math.degrees(width) if self.spherical else width

    def _up(self, y: Float) -> Float:
        return mercator(y) if self.spherical else y


def mercator(latitude: Float) -> Float:
    """Mercator's ordinate of degrees of latitude, radians at the equator."""
    return np.asarray(np.arcsinh(np.tan(np.radians(np.clip(latitude, -FARTHEST, FARTHEST)))), np.float64)


def fit(instance: Instance, solution: Solution, used: NDArray[np.bool_], *, spherical: bool) -> Frame:
    """The frame around all accounts, the centres of territories in use (K,), and all homes."""
    homes = np.isfinite(instance.center_y) & np.isfinite(instance.center_x)
    others = np.concatenate([solution.center_y[used], instance.center_y[homes]])
    y = np.concatenate([[instance.y.min(), instance.y.max()], others])
    x = np.concatenate([instance.x, solution.center_x[used], instance.center_x[homes]])
    if not spherical:
        return _frame(False, 0.0, x.min(), x.max(), y.min(), y.max(), smallest=1e-9 * max(np.abs(x).max(), 1e-9))
    west, span = longitude_range(x)
    origin = west - (360.0 - span) / 2.0
    ends = np.radians([west - origin, west - origin + span])
    up = mercator(y)
    return _frame(True, origin, ends[0], ends[1], up.min(), up.max(), smallest=SMALLEST)


def _frame(
    spherical: bool, origin: float, left: float, right: float, bottom: float, top: float, smallest: float
) -> Frame:
    side = float(max(right - left, top - bottom, smallest))
    middle = (left + right) / 2.0, (top + bottom) / 2.0
    # a hair wider, so that the places at its edges lie within
    side *= 1.0 + 2.0**-20
    return Frame(spherical, float(origin), middle[0] - side / 2.0, middle[1] + side / 2.0, side / SIDE)


def cell_size(frame: Frame, y: Float) -> float:
    """Length of a cell where the accounts are, km on the sphere."""
    if not frame.spherical:
        return frame.unit
    middle = float(y.min() + y.max()) / 2.0
    return frame.unit * EARTH_RADIUS_KM * math.cos(math.radians(middle))


def cells(position: Float, step: int = 1) -> Cells:
    """Cell of each position, within the frame, as uint32; of blocks of ``step`` cells the first."""
    cell = np.clip(position, 0.0, SIDE - 1.0).astype(np.uint32)
    return cell if step == 1 else cell // np.uint32(step) * np.uint32(step)


def fraction(position: Float, cell: Cells) -> NDArray[np.uint16]:
    """Where within its cell each position lies, in 65,536 steps."""
    return np.clip((position - cell) * 65536.0, 0.0, 65535.0).astype(np.uint16)


def interleaved(across: Cells, down: Cells) -> Cells:
    """Morton's order of cells: their bits in turn, so that neighbours in the order are mostly neighbours on the map."""
    return _spread(across) | _spread(down) << np.uint32(1)


def _spread(value: Cells) -> Cells:
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        value = (value | value << np.uint32(shift)) & np.uint32(mask)
    return value
