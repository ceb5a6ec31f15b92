"""What accounts need to know of the places they are drawn around."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from . import exact
from .world import country_slices, stored_places

Codes = NDArray[np.int32]

_KM_PER_DEGREE = 111.195
_ZONES = 100  # postcode regions of a country


@dataclass(frozen=True)
class Towns:
    """The places of some countries, country after country, each in the order of its postcodes."""

    up_to: NDArray[np.int64]  # inhabitants of all places up to and with this one
    latitude: exact.Float  # degrees
    longitude: exact.Float
    scatter_north: exact.Float  # standard deviation of the accounts around the place, degrees
    scatter_east: exact.Float
    name: pa.Array
    country: Codes  # each an index in its words
    country_words: list[str]
    region: Codes
    region_words: list[str]
    territory: Codes
    territory_words: list[str]

    def draw(self, stream: exact.Stream, n: int) -> NDArray[np.int64]:
        """Indices of n places, drawn by number of inhabitants."""
        inhabitant = (stream.uniform(n) * float(self.up_to[-1])).astype(np.int64)
        return np.searchsorted(self.up_to, inhabitant, side="right")


def towns_of(countries: Sequence[str], territories: int) -> Towns:
    """Gather the places and cut them into regions and into today's territories."""
    slices = country_slices(countries)
    codes = [stored_places()["country"][part.start].as_py() for part in slices]
    counts = [part.stop - part.start for part in slices]
    table = pa.concat_tables([stored_places().slice(part.start, part.stop - part.start) for part in slices])
    population = table["population"].to_numpy().astype(np.int64)
    latitude = table["latitude_e3"].to_numpy() / 1000.0
    spread = np.minimum(12.0, 1.0 + 1.6 * exact.exp(0.4 * exact.log(population / 100_000.0))) / _KM_PER_DEGREE
    digits = len(str(territories))
    return Towns(
        up_to=np.cumsum(population),
        latitude=latitude,
        longitude=table["longitude_e3"].to_numpy() / 1000.0,
        scatter_north=spread,
        scatter_east=spread / exact.cos_degrees(latitude),
        name=pa.concat_arrays(table["name"].chunks),
        country=np.repeat(np.arange(len(codes), dtype=np.int32), counts),
        country_words=codes,
        region=_cut(counts, [_ZONES] * len(counts)),
        region_words=[f"{code}-{zone:02d}" for code in codes for zone in range(_ZONES)],
        territory=_cut(counts, _seats(territories, counts)),
        territory_words=[f"T{k:0{digits}d}" for k in range(1, territories + 1)],
    )


def _seats(territories: int, counts: list[int]) -> list[int]:
    """Territories of each country: one, and the others by number of places (highest averages, Webster).

    With fewer territories than countries, neighbours in the list share: the first of them has the seat.
    """
    if territories < len(counts):
        ends = [(k + 1) * territories // len(counts) for k in range(len(counts))]
        return [end - start for start, end in zip([0, *ends], ends, strict=False)]
    seats = [1] * len(counts)
    for _ in range(territories - len(counts)):
        neediest = max(range(len(counts)), key=lambda k: counts[k] / (2 * seats[k] + 1))
        seats[neediest] += 1
    return seats


def _cut(counts: list[int], parts: list[int]) -> Codes:
    """Cut each run of places into so many parts of equal length, numbered through.

    A run with no part of its own goes to the part that comes next.
    """
    codes = []
    first = 0
    for count, part in zip(counts, parts, strict=True):
        codes.append(first + np.arange(count) * part // count)
        first += part
    return np.concatenate(codes).astype(np.int32)
