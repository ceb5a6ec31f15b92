"""The reference kernel set: slow and obvious, the truth that the conformance tests hold the others to."""

from __future__ import annotations

from .geo import assigned_km, great_circle_matrix, great_circle_nearest, unit_vectors
from .order import spatial_order

NAME = "reference"

__all__ = ["NAME", "assigned_km", "great_circle_matrix", "great_circle_nearest", "spatial_order", "unit_vectors"]
