"""The Numba kernel set: what runs where no C++ was built. Gives the same bits as the native set."""

from __future__ import annotations

from .matrix import great_circle_matrix
from .nearest import great_circle_nearest
from .order import spatial_order
from .unit_vectors import unit_vectors

NAME = "numba"

__all__ = ["NAME", "great_circle_matrix", "great_circle_nearest", "spatial_order", "unit_vectors"]
