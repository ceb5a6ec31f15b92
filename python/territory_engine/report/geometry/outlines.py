"""Tables with geometries: territories as areas, accounts as points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pyarrow as pa

from ...errors import DataError
from ..colors import PALETTE
from . import wkb
from .areas import needs_shapely, plan_frame

if TYPE_CHECKING:
    from ...plan import Plan

What = Literal["territories", "accounts"]


def outlines(plan: Plan) -> pa.Table:
    """See :meth:`territory_engine.Plan.outlines`."""
    needs_shapely("plan.outlines")
    from .figures import area_km2

    made, spherical = plan.areas, plan_frame(plan).spherical
    table = plan.territories
    if spherical:
        table = table.append_column("area_km2", pa.array(area_km2(made.shapes)))
    table = table.append_column("color", pa.array([PALETTE[index] for index in made.colors]))
    return wkb.with_geometry(table, wkb.polygons(made.shapes), spherical)


def points(plan: Plan) -> pa.Table:
    """``plan.assignment`` with the place of each account as a point."""
    instance, spherical = plan.problem.instance, plan_frame(plan).spherical
    return wkb.with_geometry(plan.assignment, wkb.points(instance.x, instance.y), spherical)


def check_what(call: str, what: str) -> None:
    """Raise where neither territories nor accounts are asked for."""
    if what not in ("territories", "accounts"):
        raise DataError(
            f"{call}: what={what!r}; expected 'territories' (areas) or 'accounts' (points).",
            found=what,
            expected="'territories' or 'accounts'",
        )
