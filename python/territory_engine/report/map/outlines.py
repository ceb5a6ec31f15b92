"""Areas of territories as columns of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..before import Before
from .columns import Columns
from .frame import Frame
from .ground import add_shapes

if TYPE_CHECKING:
    from ...plan import Plan


MANY = 60_000  # points of areas beyond which a page has fewer of them, still without gaps
BLUR = 2_000  # borders may then be off by about the map's width over this
ENOUGH = 60_000  # accounts whose areas look like those of all


def add_areas(columns: Columns, name: str, shapes: NDArray[np.object_], frame: Frame) -> None:
    """Add the polygons of the areas (K,), see :func:`.ground.add_shapes`, and ``<name>_territory`` of each polygon."""
    import shapely

    if shapely.get_num_coordinates(shapes).sum() > MANY:
        shapes = shapely.coverage_simplify(shapes, frame.across() / BLUR)
    parts, owner = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    sizes = np.bincount(ring, minlength=len(rings))
    # a part lies on one side of the seam, whatever its single points say
    middle = _middles(parts)[part][ring]
    add_shapes(
        columns,
        name,
        frame.u(points[:, 0], middle),
        frame.v(points[:, 1]),
        sizes,
        np.bincount(part, minlength=len(parts)),
    )
    columns.add(f"{name}_territory", owner.astype(np.uint32))


def areas_before(plan: Plan, given: Plan | None, before: Before) -> NDArray[np.object_]:
    """The areas (B,) of the territories before: those of the plan ``given``, else of the accounts that had one.

    The latter only to look at: of many accounts every k-th will do, in the order of the table within each territory.
    """
    if given is not None:
        return given.areas.shapes
    from ..geometry.areas import plan_frame
    from ..geometry.shapes import shapes_of

    instance = plan.problem.instance
    order = np.argsort(before.labels, kind="stable")
    known = order[np.searchsorted(before.labels[order], 0) :]
    known = known[:: -(-len(known) // ENOUGH)]
    places = instance.x[known], instance.y[known], before.labels[known]
    shapes, _ = shapes_of(*places, len(before.ids), plan_frame(plan))
    return shapes


def _middles(parts: NDArray[Any]) -> NDArray[np.float64]:
    import shapely

    bounds = shapely.bounds(parts)
    return np.asarray((bounds[:, 0] + bounds[:, 2]) / 2.0, np.float64)
