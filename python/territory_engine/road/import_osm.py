"""The import of OpenStreetMap, step by step, with progress."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from .build import build
from .osm import arcs_of
from .osm_file import read_ways
from .profiles import RoadProfile
from .steps import Progress, Steps

if TYPE_CHECKING:
    from .network import RoadNetwork


def import_osm(path: str | os.PathLike[str], profile: RoadProfile, progress: Progress) -> RoadNetwork:
    """See :meth:`territory_engine.RoadNetwork.from_osm`."""
    from .network import RoadNetwork

    steps = Steps(progress)
    try:
        ways = read_ways(path, profile, lambda count: steps("ways", count))
        steps("arcs", len(ways.point_id))
        arcs, nodes, dropped = arcs_of(ways, profile)
        steps("graph", len(arcs))
        return RoadNetwork(*build(arcs, nodes, dropped), road_classes=profile.classes, profile=profile)
    finally:
        steps.close()
