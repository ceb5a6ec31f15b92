"""Geometries as columns of Arrow tables: well-known binary with what readers need to know about it."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Float = NDArray[np.float64]

GEOMETRY = "geometry"

# WGS 84 with longitude before latitude, as PROJJSON: what GeoParquet names as its default
CRS84: dict[str, Any] = {
    "$schema": "https://proj.org/schemas/v0.7/projjson.schema.json",
    "type": "GeographicCRS",
    "name": "WGS 84 (CRS84)",
    "datum_ensemble": {
        "name": "World Geodetic System 1984 ensemble",
        "members": [{"name": "World Geodetic System 1984 (Transit)"}, {"name": "World Geodetic System 1984 (G2139)"}],
        "ellipsoid": {"name": "WGS 84", "semi_major_axis": 6378137, "inverse_flattening": 298.257223563},
        "accuracy": "2.0",
        "id": {"authority": "EPSG", "code": 6326},
    },
    "coordinate_system": {
        "subtype": "ellipsoidal",
        "axis": [
            {"name": "Geodetic longitude", "abbreviation": "Lon", "direction": "east", "unit": "degree"},
            {"name": "Geodetic latitude", "abbreviation": "Lat", "direction": "north", "unit": "degree"},
        ],
    },
    "id": {"authority": "OGC", "code": "CRS84"},
}


def field(spherical: bool) -> pa.Field:
    """The geometry column: GeoArrow's extension type ``geoarrow.wkb``, which readers without it see as binary."""
    crs = {"crs": "OGC:CRS84", "crs_type": "authority_code"} if spherical else {}
    metadata = {"ARROW:extension:name": "geoarrow.wkb", "ARROW:extension:metadata": json.dumps(crs)}
    return pa.field(GEOMETRY, pa.binary(), metadata=metadata)


def with_geometry(table: pa.Table, geometry: pa.Array, spherical: bool) -> pa.Table:
    """The table with a geometry column at its end."""
    return table.append_column(field(spherical), geometry)


def polygons(shapes: NDArray[np.object_]) -> pa.Array:
    """(Multi)polygons as well-known binary, outer rings counter-clockwise."""
    import shapely

    turned = shapely.orient_polygons(shapes, exterior_cw=False)
    return pa.array(shapely.to_wkb(turned, byte_order=1), pa.binary())


def points(x: Float, y: Float) -> pa.Array:
    """Points as well-known binary; no geometry library is needed for these."""
    rows = np.empty(len(x), [("order", "u1"), ("kind", "<u4"), ("x", "<f8"), ("y", "<f8")])
    rows["order"], rows["kind"], rows["x"], rows["y"] = 1, 1, x, y
    size = rows.dtype.itemsize
    fixed = pa.FixedSizeBinaryArray.from_buffers(pa.binary(size), len(rows), [None, pa.py_buffer(rows)])
    return fixed.cast(pa.binary())
