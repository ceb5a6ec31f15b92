"""How the travel between two places is counted: on the sphere, in the plane, from a matrix, or on roads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from .ways import Ways

Float = NDArray[np.float64]
Floating = TypeVar("Floating", bound=np.floating)


@dataclass(frozen=True)
class Metric:
    """The travel of one visit, as numbers.

    ``kind`` says what the length between two places is: ``"sphere"`` kilometres along the great circle (``y``, ``x``
    are degrees of latitude and longitude), ``"plane"`` the straight line in the data's own unit, ``"matrix"`` the
    entry of ``matrix`` in the row of the unit and the column of the unit that is the centre, ``"table"`` what ``ways``
    say about the unit and its territory, ``"road"`` minutes on the network of ``ways`` (``y``, ``x`` are degrees). With
    ``floor`` each length is cut to a whole number first, with ``power`` 2 it is squared after that.
    """

    kind: Literal["sphere", "plane", "matrix", "table", "road"] = "sphere"
    power: Literal[1, 2] = 1
    floor: bool = False
    matrix: Float | None = None  # (n, n), at least 0, +inf where there is no way; only for "matrix"
    ways: Ways | None = None  # only for "table" and "road"

    @property
    def unit(self) -> str:
        """Unit of travel, for texts: "km", "km²", "min", or nothing where it is the data's own."""
        if self.ways is not None:
            return self.ways.unit
        if self.kind != "sphere":
            return ""
        return "km" if self.power == 1 else "km²"

    @property
    def spherical(self) -> bool:
        """Whether places are degrees."""
        return self.kind in ("sphere", "road")

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
