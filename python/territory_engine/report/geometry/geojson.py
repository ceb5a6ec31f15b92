"""GeoJSON (RFC 7946): longitudes and latitudes, right-hand rule, nothing across the antimeridian, 7 decimals."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, TextIO

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ...atomic import written
from ...errors import DataError
from .areas import needs_shapely, plan_frame
from .frame import DECIMALS
from .outlines import What, check_what, outlines
from .wkb import GEOMETRY

if TYPE_CHECKING:
    from ...plan import Plan

Float = NDArray[np.float64]

_ROWS = 10_000


def to_geojson(plan: Plan, path: str | os.PathLike[str], what: What) -> None:
    """See :meth:`territory_engine.Plan.to_geojson`."""
    check_what("plan.to_geojson", what)
    with written(path, (".geojson", ".json"), "plan.to_geojson") as fresh:
        if not plan_frame(plan).spherical:
            raise DataError(
                "plan.to_geojson: places of this plan are x and y of a plane, and GeoJSON has only longitudes and "
                "latitudes; plan.to_geoparquet writes both.",
                expected="latitude= and longitude=",
            )
        with open(fresh, "w", encoding="utf-8", newline="\n") as file:
            if what == "accounts":
                instance = plan.problem.instance
                write_points(file, plan.assignment, instance.y, instance.x)
            else:
                _write_areas(file, plan)


def write_points(file: TextIO, table: pa.Table, latitude: Sequence[float] | Float, longitude: Any) -> None:
    """Write the rows of a table as points, with the columns as properties."""
    y, x = (np.round(np.asarray(side, np.float64), DECIMALS) for side in (latitude, longitude))
    box = [float(x.min()), float(y.min()), float(x.max()), float(y.max())] if len(x) else None
    geometries = (
        f'{{"type":"Point","coordinates":[{a!r},{b!r}]}}' for a, b in zip(x.tolist(), y.tolist(), strict=True)
    )
    _write(file, box, ((None, properties, text) for properties, text in zip(_rows(table), geometries, strict=True)))


def _write_areas(file: TextIO, plan: Plan) -> None:
    needs_shapely("plan.to_geojson")
    import shapely

    from .figures import around, boxes

    shapes = plan.areas.shapes
    turned = shapely.orient_polygons(shapes, exterior_cw=False)
    texts = ["null" if shape.is_empty else text for shape, text in zip(shapes, shapely.to_geojson(turned), strict=True)]
    whole = around(shapely.bounds(shapely.get_parts(shapes)))
    each = [None if np.isnan(box[0]) else box.tolist() for box in boxes(shapes)]
    rows = _rows(outlines(plan).drop_columns([GEOMETRY]))
    _write(file, None if np.isnan(whole[0]) else whole.tolist(), zip(each, rows, texts, strict=True))


def _write(file: TextIO, box: list[float] | None, features: Iterator[tuple[Any, dict[str, Any], str]]) -> None:
    head = {"type": "FeatureCollection"} | ({} if box is None else {"bbox": box})
    file.write(json.dumps(head)[:-1] + ', "features": [\n')
    for number, (own_box, properties, geometry) in enumerate(features):
        bounded = "" if own_box is None else f'"bbox": {json.dumps(own_box)}, '
        described = json.dumps(properties, ensure_ascii=False, allow_nan=False, default=str)
        file.write(",\n" if number else "")
        file.write(f'{{"type": "Feature", {bounded}"properties": {described}, "geometry": {geometry}}}')
    file.write("\n]}\n")


def _rows(table: pa.Table) -> Iterator[dict[str, Any]]:
    for start in range(0, table.num_rows, _ROWS):
        for row in table.slice(start, _ROWS).to_pylist():
            yield {name: None if value != value else value for name, value in row.items()}
