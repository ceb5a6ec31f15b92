"""The import of OpenStreetMap, step by step, with progress."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..progress import ProgressEvent, reporter
from .build import build
from .osm import arcs_of
from .osm_file import read_ways
from .profiles import RoadProfile

if TYPE_CHECKING:
    from .network import RoadNetwork


class Steps:
    """Tells a progress which step runs; a callable that returns False ends it all."""

    def __init__(self, progress: bool | Callable[[ProgressEvent], object] | None) -> None:
        self._report = reporter(progress)
        self._begin = time.perf_counter()

    def __call__(self, stage: str, count: int, fraction: float | None = None) -> None:
        """Step ``stage`` has done ``count`` things.

        Raises
        ------
        InterruptedError
            The callable said so.
        """
        seconds = time.perf_counter() - self._begin
        if not self._report(ProgressEvent(stage, count, math.nan, -math.inf, seconds, fraction)):
            raise InterruptedError("te.RoadNetwork: ended by the progress callable")

    def close(self) -> None:
        """No more steps follow."""
        self._report.close()


def import_osm(
    path: str | os.PathLike[str], profile: RoadProfile, progress: bool | Callable[[ProgressEvent], object] | None
) -> RoadNetwork:
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
