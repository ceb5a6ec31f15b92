"""Travel on roads: networks from tables and OpenStreetMap, where points touch them, and what travel costs on them."""

from __future__ import annotations

from .graph import RoadGraph
from .network import RoadNetwork
from .places import RoadPlaces
from .profiles import BICYCLE, CAR, PROFILES, TRUCK, RoadProfile

__all__ = ["BICYCLE", "CAR", "PROFILES", "TRUCK", "RoadGraph", "RoadNetwork", "RoadPlaces", "RoadProfile"]
