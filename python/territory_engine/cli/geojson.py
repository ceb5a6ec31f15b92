"""GeoJSON (RFC 7946) in: points with properties."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa

from ..errors import DataError


def read_points(path: str, latitude: str, longitude: str) -> pa.Table:
    """A table with the properties of all points, and their coordinates in columns of these names.

    Raises
    ------
    DataError
        The file is no collection of points.
    """
    try:
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
    except (ValueError, RecursionError) as error:
        raise DataError(f"{path}: is no GeoJSON: {error}", table=path) from error
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror}", table=path) from error
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list):
        raise DataError(f"{path}: expected a GeoJSON FeatureCollection", table=path, expected="FeatureCollection")
    rows = [_row(path, number, feature, latitude, longitude) for number, feature in enumerate(features)]
    if not rows:
        raise DataError(f"{path}: found no features, expected at least one point", table=path, found=0)
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: [row.get(name) for row in rows] for name in names}
    return pa.table({name: _column(path, name, values) for name, values in columns.items()})


def _row(path: str, number: int, feature: Any, latitude: str, longitude: str) -> dict[str, Any]:
    def wrong(found: object, expected: str) -> DataError:
        return DataError(
            f"{path}, feature {number}: found {found!r}, expected {expected}",
            table=path, row=number, found=found, expected=expected,
        )  # fmt: skip

    if not isinstance(feature, dict):
        raise wrong(feature, "a Feature")
    properties = feature.get("properties") or {}
    if not isinstance(properties, dict):
        raise wrong(properties, "properties by name")
    geometry = feature.get("geometry")
    place: Any
    if geometry is None:
        place = [None, None]  # an unlocated feature: the problem says which account it is
    elif not (isinstance(geometry, dict) and geometry.get("type") == "Point"):
        raise wrong(geometry.get("type") if isinstance(geometry, dict) else geometry, "a Point")
    else:
        place = geometry.get("coordinates")
        if not (isinstance(place, list) and len(place) >= 2):
            raise wrong(place, "coordinates [longitude, latitude]")
    identity = {"id": feature["id"]} if "id" in feature else {}
    return {**identity, **properties, longitude: place[0], latitude: place[1]}


def _column(path: str, name: str, values: list[Any]) -> pa.Array:
    try:
        return pa.array(values)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise DataError(
            f"{path}, property {name!r}: values of several types ({error})", table=path, column=name
        ) from error
