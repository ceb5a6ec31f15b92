"""Where travel cost comes from: great circles between places given in degrees."""

from __future__ import annotations

from .great_circle import great_circle_km, nearest

__all__ = ["great_circle_km", "nearest"]
