"""Distil land, countries and the states of the US into python/territory_engine/data/world.parquet.

Run by hand when the data should be renewed, never at install time:

    npm pack world-atlas@2.0.2 us-atlas@3.0.1 --pack-destination FOLDER
    python tools/distil_world.py FOLDER

One row a ring: ``layer`` ("land", "country", "us_state"), ``name``, ``id`` (ISO 3166-1 numeric, FIPS of states),
``polygon`` (number of the polygon within its layer; the outer ring comes first), and ``x`` and ``y``: integers of
``STEP`` degrees, each after the first as the difference to the one before, without the last point, which is the first.
Shared borders have the same numbers on both sides, so layers are coverages.
"""

from __future__ import annotations

import json
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
import shapely.affinity
from numpy.typing import NDArray

TARGET = Path(__file__).parent.parent / "python" / "territory_engine" / "data" / "world.parquet"
STEP = 1e-4
# layer -> package, file in it, object in that, outline of everything in it
LAYERS = {
    "land": ("world-atlas-2.0.2.tgz", "land-50m.json", "land"),
    "country": ("world-atlas-2.0.2.tgz", "countries-50m.json", "countries"),
    "us_state": ("us-atlas-3.0.1.tgz", "states-10m.json", "states"),
}
ATTRIBUTION = (
    "Land and countries: Natural Earth 4.1.0, 1:50m (https://www.naturalearthdata.com), public domain, by way of "
    "world-atlas 2.0.2. States: United States Census Bureau, cartographic boundaries 2017, public domain, by way of "
    "us-atlas 3.0.1. Changes: coordinates rounded to 0.0001 degree, other fields left out."
)

Points = NDArray[np.int32]


def arcs_of(topology: dict[str, Any]) -> list[Points]:
    """The arcs of a TopoJSON file in steps."""
    scale, origin = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])
    whole = (np.cumsum(np.array(arc), axis=0) for arc in topology["arcs"])
    return [np.rint((points * scale + origin) / STEP).astype(np.int32) for points in whole]


def ring(arcs: list[Points], indices: list[int]) -> Points:
    """Arcs put together (~i is arc i backwards), longitudes running on where the ring crosses the antimeridian.

    Antarctica's goes around the pole: it is opened there and gets the map's lower edge as its last side.
    """
    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
    points = np.concatenate([part[:-1] for part in parts])
    turn = round(360.0 / STEP)
    turns = np.rint((points[:, 0] - np.roll(points[:, 0], 1)) / turn).astype(np.int32)
    if turns.sum() == 0:
        points[:, 0] -= turn * np.cumsum(turns)
        return points
    coast = np.roll(points, -int(np.flatnonzero(turns)[0]), axis=0)
    coast = coast[coast[:, 1] > round(-89.9 / STEP)]
    if not len(coast):
        return coast  # the pole itself, as a ring
    south = round(-90.0 / STEP)
    return np.concatenate([coast, [[coast[-1, 0], south], [coast[0, 0], south]]]).astype(np.int32)


def cut(rings: list[Points]) -> list[shapely.Polygon]:
    """A polygon of such rings as valid polygons between -180 and 180 degrees, their corners on whole steps."""
    half = round(180.0 / STEP)
    rings = [points for points in rings if len(points) >= 3]
    if not rings:
        return []
    # holes may have been unrolled to another turn than their outer ring
    middle = rings[0][:, 0].mean()
    holes = [hole - [2 * half * round((hole[:, 0].mean() - middle) / (2 * half)), 0] for hole in rings[1:]]
    whole = shapely.Polygon(rings[0], holes)
    west, _, east, _ = whole.bounds
    if not (-half <= west and east <= half):
        whole = shapely.make_valid(whole)
        turns = [shapely.affinity.translate(whole, turn * 2 * half) for turn in (-1, 0, 1)]
        whole = shapely.union_all([shapely.clip_by_rect(turn, -half, -half, half, half) for turn in turns])
    if not (whole.is_valid and np.array_equal(*(f(shapely.get_coordinates(whole)) for f in (np.rint, np.asarray)))):
        whole = shapely.set_precision(shapely.make_valid(whole), 1.0)
    return [
        part for part in shapely.get_parts(shapely.get_parts(whole)) if part.geom_type == "Polygon" and part.area > 0.0
    ]


def rows(folder: Path) -> Iterator[dict[str, Any]]:
    """All rings of all layers."""
    for layer, (package, file, name) in LAYERS.items():
        with tarfile.open(folder / package) as archive:
            content = archive.extractfile(f"package/{file}")
            assert content is not None
            topology = json.load(content)
        arcs, number = arcs_of(topology), 0
        for geometry in topology["objects"][name]["geometries"]:
            described = geometry.get("properties", {}).get("name"), geometry.get("id")
            polygons = geometry.get("arcs", [])
            for indices in polygons if geometry["type"] == "MultiPolygon" else [polygons] if polygons else []:
                for polygon in cut([ring(arcs, part) for part in indices]):
                    for line in (polygon.exterior, *polygon.interiors):
                        points = np.rint(shapely.get_coordinates(line)[:-1]).astype(np.int32)
                        yield row(layer, number, described, points)
                    number += 1


def row(layer: str, polygon: int, described: tuple[str | None, str | None], points: Points) -> dict[str, Any]:
    """One ring as a row."""
    steps = np.diff(points, axis=0, prepend=np.zeros((1, 2), np.int32))
    name, identity = described
    return {"layer": layer, "name": name, "id": identity, "polygon": polygon, "x": steps[:, 0], "y": steps[:, 1]}


def main() -> None:
    """Write the file."""
    found = list(rows(Path(sys.argv[1])))
    columns = {key: [entry[key] for entry in found] for key in found[0]}
    whole, words = pa.list_(pa.int32()), pa.dictionary(pa.int16(), pa.string())
    kinds = {"layer": words, "name": words, "id": words, "polygon": pa.int32(), "x": whole, "y": whole}
    table = pa.table({key: pa.array(columns[key], pa.string()).dictionary_encode() if kind == words
                      else pa.array(columns[key], kind) for key, kind in kinds.items()})  # fmt: skip
    table = table.replace_schema_metadata({"attribution": ATTRIBUTION, "step": repr(STEP)})
    plain = ["layer", "name", "id"]
    encodings = {"x.list.element": "BYTE_STREAM_SPLIT", "y.list.element": "BYTE_STREAM_SPLIT"}
    pq.write_table(table, TARGET, compression="zstd", compression_level=19, use_dictionary=plain,
                   column_encoding=encodings, write_statistics=False)  # fmt: skip
    print(f"{table.num_rows:,} rings, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
