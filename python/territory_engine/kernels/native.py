"""The native kernel set: C++, compiled once per instruction set and chosen at run time."""

from __future__ import annotations

from .._core import spatial_order, unit_vectors

NAME = "native"

__all__ = ["NAME", "spatial_order", "unit_vectors"]
