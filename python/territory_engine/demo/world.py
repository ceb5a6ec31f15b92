"""Places of the world with their population, from GeoNames."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from difflib import get_close_matches
from importlib.resources import as_file, files

import numpy as np
import pyarrow as pa

from ..errors import DataError


@functools.cache
def stored_places() -> pa.Table:
    """The file as it is: integers and dictionaries; the rows of a country in the order of its postcodes."""
    import pyarrow.parquet as pq

    with as_file(files("territory_engine") / "data" / "places.parquet") as path:
        return pq.read_table(path, memory_map=False).combine_chunks()


def country_slices(countries: Sequence[str]) -> list[slice]:
    """The rows of each country in :func:`stored_places`, in the order asked for."""
    column = stored_places()["country"].combine_chunks()
    known: list[str] = column.dictionary.to_pylist()
    starts = np.searchsorted(column.indices.to_numpy(), np.arange(len(known) + 1))
    if isinstance(countries, str):
        countries = (countries,)
    if not countries:
        raise DataError("countries: found none, expected at least one two-letter code such as 'DE'", expected=known)
    slices = []
    for code in countries:
        if code not in known:
            close = get_close_matches(str(code).upper(), known, 3, 0.5)
            hint = f"did you mean {' or '.join(map(repr, close))}? " if close else ""
            raise DataError(
                f"countries: no country {code!r}; {hint}expected ISO 3166-1 codes of two capital letters, "
                f"one or more of: {' '.join(known)}",
                found=code,
                expected=known,
            )
        at = known.index(code)
        slices.append(slice(int(starts[at]), int(starts[at + 1])))
    if len({part.start for part in slices}) < len(slices):
        raise DataError(f"countries: found a code twice in {', '.join(map(repr, countries))}, expected each once")
    return slices


def places(countries: Sequence[str] | None = None) -> pa.Table:
    """Populated places with their number of inhabitants.

    Every country of the world is there: for most of Europe and the United States all places of 1,000 inhabitants and
    more, for other countries the 300 largest of these.

    Parameters
    ----------
    countries : sequence of str, optional
        ISO 3166-1 codes of two letters. None means all countries.

    Returns
    -------
    pyarrow.Table
        ``name``, ``country``, ``admin1`` (GeoNames code of the first-level division), ``lat`` and ``lon`` (degrees,
        rounded to 0.001), ``population``. The data are from GeoNames, CC BY 4.0; the table's schema metadata say so.

    Raises
    ------
    DataError
        A country is unknown or named twice.

    Examples
    --------
    >>> import territory_engine as te
    >>> te.demo.places(["DK"]).sort_by([("population", "descending")])["name"][0].as_py()
    'Copenhagen'
    """
    table = stored_places()
    if countries is not None:
        table = pa.concat_tables([table.slice(s.start, s.stop - s.start) for s in country_slices(countries)])
        table = table.combine_chunks()
    return pa.table(
        {
            "name": table["name"],
            "country": table["country"].cast(pa.string()),
            "admin1": table["admin1"].cast(pa.string()),
            "lat": table["latitude_e3"].to_numpy() / 1000.0,
            "lon": table["longitude_e3"].to_numpy() / 1000.0,
            "population": table["population"],
        }
    ).replace_schema_metadata(attribution())


def attribution() -> dict[bytes, bytes]:
    """Schema metadata that name the source of the data."""
    return {b"attribution": stored_places().schema.metadata[b"attribution"]}
