"""Territories as areas on the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...errors import DataError, MissingExtraError
from ..coloring import color
from .frame import Frame, frame_of

if TYPE_CHECKING:
    from ...plan import Plan


@dataclass(frozen=True)
class Areas:
    """The areas of K territories, a valid coverage: no gaps and no overlaps between them, the same points on borders.

    Parameters
    ----------
    shapes : (K,) object
        shapely (Multi)Polygons, longitudes and latitudes in degrees, cut at the antimeridian; in the plane x and y.
        ``POLYGON EMPTY`` where a territory has no account.
    neighbours : (p, 2) int32
        Pairs of territories that share a border, i < j.
    outside : (r,) int64
        Rows of accounts that do not lie in their own territory's area, ascending.
    colors : (K,) int32
        An index into :data:`territory_engine.report.colors.PALETTE` for each territory; neighbours differ.
    """

    shapes: NDArray[np.object_]
    neighbours: NDArray[np.int32]
    outside: NDArray[np.int64]
    colors: NDArray[np.int32]


def areas(plan: Plan) -> Areas:
    """The areas of a plan's territories.

    Raises
    ------
    MissingExtraError
        shapely is not installed.
    DataError
        The accounts have no places.
    """
    needs_shapely("drawing territories as areas")
    from .neighbours import neighbours
    from .shapes import shapes_of

    frame = plan_frame(plan)
    instance, labels = plan.problem.instance, plan.solution.labels
    count = instance.territory_count
    shapes, outside = shapes_of(instance.x, instance.y, labels, count, frame)
    pairs = neighbours(shapes)
    return Areas(shapes, pairs, outside, color(count, pairs))


def needs_shapely(call: str) -> None:
    """Raise a MissingExtraError that names the call where shapely is not installed."""
    try:
        import shapely  # noqa: F401
    except ImportError as error:
        raise MissingExtraError(call, "geo", "shapely") from error


def plan_frame(plan: Plan) -> Frame:
    """The frame of a plan's places.

    Raises
    ------
    DataError
        The accounts have no places.
    """
    columns, instance = plan.problem.columns, plan.problem.instance
    if columns.x is not None:
        return Frame(False)
    if columns.latitude is None:
        raise DataError(
            "the accounts of this plan have no places, so territories have no areas: travel is a matrix. Name the "
            "columns of places when making the problem (latitude= and longitude=, or x= and y=).",
            expected="latitude= and longitude=",
        )
    return frame_of(instance.y, instance.x)
