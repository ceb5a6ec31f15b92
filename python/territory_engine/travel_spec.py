"""Where travel comes from: what a user passes as ``travel=``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from . import arguments
from .errors import DataError
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
    """Travel from a matrix of the user's own: to given territories, or with ``centers="medoid"`` between accounts.

    Parameters
    ----------
    matrix : array or table
        Numbers of at least 0, +inf where there is no way. To given territories either (n, K): in row i, column t the
        travel of one visit to account i from territory t, rows and columns in the orders of accounts and territories;
        or a table with the accounts' id column, ``territory_id`` and ``travel``, one row for each pair that may go
        together. With ``centers="medoid"`` (n, n): in column j the travel when account j is the centre. Of a table
        without ``territory_id`` all columns count, in their order. A matrix of accounts need not be symmetric, and its
        diagonal need not be 0. It is copied; an (n, K) array of float32 stays one.

    Examples
    --------
    >>> import pyarrow as pa
    >>> import territory_engine as te
    >>> accounts = pa.table({"account_id": ["a", "b", "c", "d"]})
    >>> minutes = [[3, 30], [5, 20], [40, 6], [9, 8]]
    >>> problem = te.Problem(accounts, territories=2, latitude=None, longitude=None,
    ...                      travel=te.TravelMatrix(minutes), activities={"accounts": te.Balance(0.0)})
    >>> te.solve(problem).assignment["territory_id"].to_pylist()
    [1, 1, 2, 2]
    """

    matrix: Any

    def __repr__(self) -> str:
        return f"TravelMatrix({type(self.matrix).__name__})"


@dataclass(frozen=True, eq=False)
class RoadTravel(Travel):
    """Minutes on a road network. Accounts and homes touch it at the nearest road, see :meth:`RoadNetwork.snap`.

    Parameters
    ----------
    network : RoadNetwork
        With coordinates.
    speed_factor : float, optional
        All speeds are multiplied by it: with 0.8 every way takes 1.25 times as long. None is 1. For speeds by road
        class take ``network.with_speeds``.
    direction : {"round_trip", "out", "back"}
        From the centre to the account and back, only there, or only back.
    max_snap_km : float
        Accounts farther from any road are bad rows.

    Raises
    ------
    DataError
        One of these is something else.

    Notes
    -----
    With ``centers="anywhere"`` centres are nodes of the network.
    """

    network: Any
    speed_factor: float | None = None
    direction: str = "round_trip"
    max_snap_km: float = 5.0

    def __post_init__(self) -> None:
        from .road.network import RoadNetwork

        if not isinstance(self.network, RoadNetwork):
            raise arguments.wrong("te.RoadTravel", "network", self.network, "a te.RoadNetwork")
        if self.direction not in ("round_trip", "out", "back"):
            raise arguments.wrong("te.RoadTravel", "direction", self.direction, "'round_trip', 'out' or 'back'")
        if self.speed_factor is not None:
            arguments.number("te.RoadTravel", "speed_factor", self.speed_factor, above=0.0)
        arguments.number("te.RoadTravel", "max_snap_km", self.max_snap_km, minimum=0.0)
        if self.network.graph.latitude is None:
            raise DataError(
                "te.RoadTravel: the network has no coordinates, so accounts have no place on it. Make it with nodes=.",
                expected="a network with coordinates",
            )

    def __repr__(self) -> str:
        return f"RoadTravel({self.network!r}, direction={self.direction!r})"


def metric_of(travel: object, centers: object) -> Metric:
    """How that travel counts, with such centres; matrix and ways are not in it yet.

    Raises
    ------
    DataError
        It is no travel at all.
    """
    if isinstance(travel, GreatCircle):
        return Metric("sphere", power=1 if travel.power == 1 else 2)
    if isinstance(travel, Planar):
        return Metric("plane", power=1 if travel.power == 1 else 2, floor=travel.rounding == "floor")
    if isinstance(travel, TravelMatrix):
        return Metric("matrix" if centers == "medoid" else "table")
    if isinstance(travel, RoadTravel):
        return Metric("road")
    raise arguments.wrong("te.Problem", "travel", travel, "a travel such as te.GreatCircle()")


def _check_power(owner: str, power: object) -> None:
    if isinstance(power, bool) or power not in (1, 2):
        raise arguments.wrong(owner, "power", power, "1 or 2")
