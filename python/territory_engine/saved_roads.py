"""Roads of a saved plan: what is written of them, and how a plan finds them again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NoReturn

from .errors import DataError
from .instance import Instance
from .road.on_roads import ways_of
from .road.ways import RoadWays

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .road import RoadNetwork


def described(instance: Instance) -> dict[str, Any] | None:
    """For the manifest; None where travel is not on roads."""
    ways = instance.metric.ways
    if not isinstance(ways, RoadWays | AbsentRoads):
        return None
    return {
        "digest": ways.digest,
        "direction": ways.direction,
        "speed_factor": ways.speed_factor,
        "nodes": ways.nodes,
    }


def on_network(instance: Instance, roads: Mapping[str, Any] | None, network: RoadNetwork | None) -> Instance:
    """The instance of a saved plan with its travel on roads: on the network, or on none.

    Raises
    ------
    DataError
        The network is not the one that the plan was made on.
    """
    if instance.metric.kind != "road":
        return instance
    if roads is None:
        raise ValueError("travel is on roads, and nothing says on which")
    digest, direction, factor = str(roads["digest"]), str(roads["direction"]), float(roads["speed_factor"])
    if network is None:
        absent = AbsentRoads(digest, direction, factor, int(roads["nodes"]))
        return replace(instance, metric=replace(instance.metric, ways=absent))
    ways = ways_of(network, direction, factor, instance)
    if ways.digest != digest:
        raise DataError(
            "load_plan: the network is not the one that this plan was made on: its roads or their speeds are others.",
            found=ways.digest,
            expected=digest,
        )
    return replace(instance, metric=replace(instance.metric, ways=ways))


@dataclass(frozen=True)
class AbsentRoads:
    """Stands for a network that was not given; see :class:`.ways.Ways`. Whatever asks for travel is told so."""

    digest: str
    direction: str
    speed_factor: float
    nodes: int

    unit = "min"

    def describe(self) -> str:
        """Which roads."""
        return f"minutes on roads ({self.nodes:,} nodes)"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return _missing


def _missing(*_: Any, **__: Any) -> NoReturn:
    raise DataError(
        "This plan's travel is on roads, and roads are not saved with plans: load_plan(directory, network=...) with "
        "the network that it was made on.",
        expected="network=",
    )
