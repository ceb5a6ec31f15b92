"""Where travel comes from: what a user passes as ``travel=``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from . import arguments
from .metric import Metric


@dataclass(frozen=True)
class Travel:
    """Base of all ways to measure travel."""


@dataclass(frozen=True)
class GreatCircle(Travel):
    """Kilometres along the great circle (sphere of radius 6371.0088 km).

    Parameters
    ----------
    power : int
        1: kilometres, and centres that may be anywhere are weighted medians. 2: squared kilometres, and they are where
        the sum of squares is least.
    """

    power: int = 1

    def __post_init__(self) -> None:
        _check_power("te.GreatCircle", self.power)


@dataclass(frozen=True)
class Planar(Travel):
    """Straight lines in the plane, in the unit of the columns ``x=`` and ``y=``.

    Parameters
    ----------
    rounding : {None, "floor"}
        ``"floor"`` cuts every length to a whole number, as some benchmark instances ask.
    power : int
        2 squares lengths, after the rounding.

    Raises
    ------
    DataError
        Another rounding or power.

    Examples
    --------
    >>> import territory_engine as te
    >>> te.Planar(rounding="floor")
    Planar(rounding='floor', power=1)
    """

    rounding: str | None = None
    power: int = 1

    def __post_init__(self) -> None:
        if self.rounding not in (None, "floor"):
            raise arguments.wrong("te.Planar", "rounding", self.rounding, "None or 'floor'")
        _check_power("te.Planar", self.power)


@dataclass(frozen=True, eq=False)
class TravelMatrix(Travel):
    """Travel from a matrix of the user's own, for ``centers="medoid"``.

    Parameters
    ----------
    matrix : array or table
        (n, n) numbers of at least 0, +inf where there is no way: in row i, column j the travel of one visit to account
        i when account j is the centre. Rows and columns in the order of the accounts; of a table all columns, in their
        order. It need not be symmetric, and its diagonal need not be 0. It is copied.
    """

    matrix: Any

    def __repr__(self) -> str:
        return f"TravelMatrix({type(self.matrix).__name__})"


@dataclass(frozen=True)
class RoadTravel(Travel):
    """Minutes on a road network (later work)."""

    network: Any
    speed_factor: float = 1.0
    direction: str = "round_trip"


def metric_of(travel: object) -> Metric:
    """How that travel counts; the matrix is not in it yet.

    Raises
    ------
    NotImplementedError
        It belongs to later work.
    DataError
        It is no travel at all.
    """
    if isinstance(travel, GreatCircle):
        return Metric("sphere", power=1 if travel.power == 1 else 2)
    if isinstance(travel, Planar):
        return Metric("plane", power=1 if travel.power == 1 else 2, floor=travel.rounding == "floor")
    if isinstance(travel, TravelMatrix):
        return Metric("matrix")
    if isinstance(travel, Travel):
        raise NotImplementedError(f"te.Problem: travel=te.{type(travel).__name__} is later work; use te.GreatCircle().")
    raise arguments.wrong("te.Problem", "travel", travel, "a travel such as te.GreatCircle()")


def _check_power(owner: str, power: object) -> None:
    if isinstance(power, bool) or power not in (1, 2):
        raise arguments.wrong(owner, "power", power, "1 or 2")
