"""The Numba kernel set: what runs where no C++ was built. Gives the same bits as the native set."""

from __future__ import annotations

from .order import spatial_order
from .unit_vectors import unit_vectors

NAME = "numba"

__all__ = ["NAME", "spatial_order", "unit_vectors"]
