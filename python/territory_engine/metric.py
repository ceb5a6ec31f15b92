"""How the travel between two places is counted: on the sphere, in the plane, or from a matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]
Floating = TypeVar("Floating", bound=np.floating)


@dataclass(frozen=True)
class Metric:
    """The travel of one visit, as numbers.

    ``kind`` says what the length between two places is: ``"sphere"`` kilometres along the great circle (``y``, ``x``
    are degrees of latitude and longitude), ``"plane"`` the straight line in the data's own unit, ``"matrix"`` the
    entry of ``matrix`` in the row of the unit and the column of the unit that is the centre. With ``floor`` each length
    is cut to a whole number first, with ``power`` 2 it is squared after that.
    """

    kind: Literal["sphere", "plane", "matrix"] = "sphere"
    power: Literal[1, 2] = 1
    floor: bool = False
    matrix: Float | None = None  # (n, n), at least 0, +inf where there is no way; only for "matrix"

    @property
    def unit(self) -> str:
        """Unit of travel, for texts: "km", "km²", or nothing where it is the data's own."""
        if self.kind != "sphere":
            return ""
        return "km" if self.power == 1 else "km²"

    def counted(self, length: NDArray[Floating]) -> NDArray[Floating]:
        """The travel over each length. Changes the array that it is given, and returns it.

        Examples
        --------
        >>> Metric("plane", power=2, floor=True).counted(np.array([3.0, 4.9]))
        array([ 9., 16.])
        """
        if self.floor:
            np.floor(length, out=length)
        if self.power == 2:
            np.multiply(length, length, out=length)
        return length
