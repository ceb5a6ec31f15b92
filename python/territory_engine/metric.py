"""How the travel between two places is counted: on the sphere, in the plane, or from a matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray


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
    matrix: NDArray[np.float64] | None = None  # (n, n), at least 0, +inf where there is no way; only for "matrix"
