"""Where travel comes from: what a user passes as ``travel=``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from . import arguments


@dataclass(frozen=True)
class Travel:
    """Base of all ways to measure travel."""


@dataclass(frozen=True)
class GreatCircle(Travel):
    """Kilometres along the great circle (sphere of radius 6371.0088 km).

    Parameters
    ----------
    power : int
        1: centres minimise travel (weighted median). 2: squared kilometres, centres are centroids (later work).
    """

    power: int = 1

    def __post_init__(self) -> None:
        if isinstance(self.power, bool) or self.power not in (1, 2):
            raise arguments.wrong("te.GreatCircle", "power", self.power, "1 or 2")


@dataclass(frozen=True)
class RoadTravel(Travel):
    """Minutes on a road network (later work)."""

    network: Any
    speed_factor: float = 1.0
    direction: str = "round_trip"


@dataclass(frozen=True)
class TravelMatrix(Travel):
    """Travel from a table or an array of the user's own, units by territories (later work)."""

    matrix: Any


@dataclass(frozen=True)
class Planar(Travel):
    """Straight lines in the plane, in the unit of ``x=`` and ``y=`` (later work)."""

    rounding: str | None = None


def supported(travel: object) -> GreatCircle:
    """The travel, if this version computes it.

    Raises
    ------
    NotImplementedError
        It belongs to later work.
    DataError
        It is no travel at all.
    """
    if not isinstance(travel, Travel):
        raise arguments.wrong("te.Problem", "travel", travel, "a travel such as te.GreatCircle()")
    if not isinstance(travel, GreatCircle):
        raise NotImplementedError(f"te.Problem: travel=te.{type(travel).__name__} is later work; use te.GreatCircle().")
    if travel.power != 1:
        raise NotImplementedError("te.Problem: travel=te.GreatCircle(power=2) is later work; use te.GreatCircle().")
    return travel
