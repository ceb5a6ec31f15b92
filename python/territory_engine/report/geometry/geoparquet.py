"""GeoParquet 1.1 (https://geoparquet.org/releases/v1.1.0/): Parquet that geographic programs know how to read."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ...atomic import written
from . import wkb
from .areas import needs_shapely, plan_frame
from .outlines import What, check_what, outlines, points

if TYPE_CHECKING:
    from ...plan import Plan

Float = NDArray[np.float64]

BOX = "bbox"
SIDES = ("xmin", "ymin", "xmax", "ymax")


def to_geoparquet(plan: Plan, path: str | os.PathLike[str], what: What) -> None:
    """See :meth:`territory_engine.Plan.to_geoparquet`."""
    import pyarrow.parquet as pq

    check_what("plan.to_geoparquet", what)
    with written(path, (".parquet", ".geoparquet"), "plan.to_geoparquet") as fresh:
        spherical = plan_frame(plan).spherical
        if what == "accounts":
            table, instance = points(plan), plan.problem.instance
            bounds = np.column_stack([instance.x, instance.y, instance.x, instance.y])
            kinds = ["Point"]
        else:
            needs_shapely("plan.to_geoparquet")
            import shapely

            table, bounds = outlines(plan), shapely.bounds(plan.areas.shapes)
            kinds = sorted({shape.geom_type for shape in plan.areas.shapes})
        table = table.add_column(table.num_columns - 1, BOX, _boxes(bounds))
        metadata = {"geo": json.dumps(_metadata(bounds, kinds, spherical))}
        pq.write_table(table.replace_schema_metadata(metadata), fresh, compression="zstd")


def _metadata(bounds: Float, kinds: list[str], spherical: bool) -> dict[str, Any]:
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": kinds,
        "crs": wkb.CRS84 if spherical else None,
        "edges": "planar",
        "covering": {"bbox": {side: [BOX, side] for side in SIDES}},
    }
    if "Point" not in kinds:
        column["orientation"] = "counterclockwise"
    low, high = bounds[:, :2], bounds[:, 2:]
    if not np.isnan(bounds).all():
        column["bbox"] = [*np.nanmin(low, axis=0).tolist(), *np.nanmax(high, axis=0).tolist()]
    return {"version": "1.1.0", "primary_column": wkb.GEOMETRY, "columns": {wkb.GEOMETRY: column}}


def _boxes(bounds: Float) -> pa.Array:
    """Boxes of the rows, by which readers skip what they do not need; null for an empty shape."""
    sides = [pa.array(bounds[:, side].copy()) for side in range(4)]
    return pa.StructArray.from_arrays(sides, SIDES, mask=pa.array(np.isnan(bounds[:, 0])))
