"""Ends of places as kernels take them."""

from __future__ import annotations

from ..kernels.road_query_interface import Ends
from .places import RoadPlaces


def exits(places: RoadPlaces, metric: str) -> Ends:
    """Where one leaves."""
    return places.exit_node, places.exit_weight(metric)


def entries(places: RoadPlaces, metric: str) -> Ends:
    """Where one comes in."""
    return places.entry_node, places.entry_weight(metric)
