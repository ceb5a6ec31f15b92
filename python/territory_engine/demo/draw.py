"""Realistic accounts around real places, in any number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ..errors import DataError
from .exact import Float, Stream, exp, rounded
from .faults import with_duplicates, with_nulls
from .names import company_names
from .towns import towns_of
from .world import attribution

COLUMNS = (
    "account_id", "name", "lat", "lon", "country", "region", "parent_id",
    "potential", "revenue", "workload", "visits_per_year", "territory",
)  # fmt: skip

_BLOCK = 1 << 16  # rows drawn at a time, so that temporaries stay in cache
_VISITS_PER_YEAR = np.array([1, 2, 4, 6, 12, 26, 52], np.int32)
_VISITS_STEPS = np.array([-0.84, -0.1, 0.52, 1.04, 1.65, 2.33])  # of a standard normal: 20, 26, 24, 15, 10, 4, 1 %
_BRANCHES = 0.12  # share of accounts that belong to a company headed by another account of the same place
_PROSPECTS = 0.25  # share of accounts without revenue


def accounts(
    n: int,
    countries: Sequence[str] = ("DE", "DK", "SE", "PL", "FR"),
    seed: int = 0,
    *,
    territories: int | None = None,
    duplicates: float = 0.0,
    missing: float = 0.0,
    columns: Sequence[str] | None = None,
) -> pa.Table:
    """Draw realistic accounts: the same arguments give the same bytes on every machine.

    An account lies in a place drawn by number of inhabitants, scattered around its middle the wider the larger the
    place is. Workload is lognormal with sigma 1 (the largest 1 % of the accounts carry 8 to 9 % of it); potential has
    a heavier tail and is correlated with it. Today's territories are cuts through invented postcodes with the same
    number of places each, however many people live there: they are far from balanced.

    Parameters
    ----------
    n : int
        Number of accounts (rows), at least 1.
    countries : sequence of str
        ISO 3166-1 codes, see :func:`places`.
    seed : int
        0 or more; another seed gives other accounts.
    territories : int, optional
        Number of today's territories. None: one for 500 accounts, at least 2 and at most 200.
    duplicates : float
        Share of rows that repeat another account under a new id, with another spelling, some metres away. The table
        then has the column ``duplicate_of``: the true ``account_id``, null for originals.
    missing : float
        Share of nulls, drawn for each of ``potential``, ``revenue``, ``workload``, ``visits_per_year``, and for
        the location (``lat`` and ``lon`` together).
    columns : sequence of str, optional
        Make only these columns; their content does not depend on it.

    Returns
    -------
    pyarrow.Table
        ``account_id`` (int64, from 1), ``name``, ``lat`` and ``lon`` (degrees), ``country``, ``region`` (country and
        first two digits of the postcode), ``parent_id`` (the account that heads the company, null for most),
        ``potential`` and ``revenue`` (EUR a year), ``workload`` (hours a year), ``visits_per_year``, ``territory``.

    Raises
    ------
    DataError
        An argument is out of range, or a country is not known.

    Notes
    -----
    Places are from GeoNames, CC BY 4.0; names and figures are invented.

    Examples
    --------
    >>> import territory_engine as te
    >>> table = te.demo.accounts(1000, countries=("AT", "CH"))
    >>> table.num_rows, sorted(set(table["country"].to_pylist()))
    (1000, ['AT', 'CH'])
    """
    _check(n, seed, territories, duplicates, missing, columns)
    wanted = set(COLUMNS if columns is None else columns)
    towns = towns_of(countries, territories or min(200, max(2, n // 500)))
    place = towns.draw(Stream(seed, "place"), n)
    make: dict[str, Callable[[], object]] = {
        "account_id": lambda: np.arange(1, n + 1),
        "name": lambda: company_names(Stream(seed, "name"), towns, place),
        "lat": lambda: _scattered(towns.latitude, towns.scatter_north, place, Stream(seed, "north")),
        "lon": lambda: _scattered(towns.longitude, towns.scatter_east, place, Stream(seed, "east")),
        "country": lambda: _words(towns.country, towns.country_words, place),
        "region": lambda: _words(towns.region, towns.region_words, place),
        "parent_id": lambda: _parents(place, Stream(seed, "parent")),
        "territory": lambda: _words(towns.territory, towns.territory_words, place),
    }
    measures = _measures(n, seed) if wanted - make.keys() else {}
    table = pa.table({name: measures[name] if name in measures else make[name]() for name in COLUMNS if name in wanted})
    if duplicates > 0.0:
        table = with_duplicates(table, duplicates, seed)
    if missing > 0.0:
        table = with_nulls(table, missing, seed)
    return table.replace_schema_metadata(attribution())


def _check(
    n: int, seed: int, territories: int | None, duplicates: float, missing: float, columns: Sequence[str] | None
) -> None:
    def fail(name: str, found: object, expected: str) -> None:
        raise DataError(f"demo.accounts: {name}={found!r}: expected {expected}", found=found, expected=expected)

    if not 1 <= n <= 2**31 - 1:
        fail("n", n, "between 1 and 2**31 - 1")
    if seed < 0:
        fail("seed", seed, "0 or more")
    if territories is not None and territories < 1:
        fail("territories", territories, "1 or more, or None")
    for name, share in (("duplicates", duplicates), ("missing", missing)):
        if not 0.0 <= share < 1.0:
            fail(name, share, "a share of the rows, 0 or more and less than 1")
    for column in columns or ():
        if column not in COLUMNS:
            fail("columns", column, f"some of {', '.join(COLUMNS)}")


def _blocks(n: int) -> Iterator[slice]:
    return (slice(begin, min(n, begin + _BLOCK)) for begin in range(0, n, _BLOCK))


def _scattered(middle: Float, spread: Float, place: NDArray[np.int64], stream: Stream) -> Float:
    """Coordinates around the places, in degrees within +-180, rounded to about a metre."""
    degrees = np.empty(len(place))
    for rows in _blocks(len(place)):
        at = place[rows]
        degrees[rows] = rounded(middle[at] + spread[at] * stream.normal(len(at)), 5)
    degrees[degrees > 180.0] -= 360.0
    degrees[degrees < -180.0] += 360.0
    return degrees


def _words(codes: NDArray[np.int32], words: list[str], place: NDArray[np.int64]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes[place]), pa.array(words))


def _parents(place: NDArray[np.int64], stream: Stream) -> pa.Array:
    """The head of each branch: the nearest earlier row of the same place which is no branch itself."""
    n = len(place)
    order = np.argsort(place, kind="stable")
    first = np.diff(place[order], prepend=-1) != 0
    branch = (stream.uniform(n)[order] < _BRANCHES) & ~first
    head = np.maximum.accumulate(np.where(branch, 0, np.arange(n)))
    parent = np.empty(n, np.int64)
    parent[order] = order[head] + 1
    is_branch = np.empty(n, np.bool_)
    is_branch[order] = branch
    return pa.array(parent, mask=~is_branch)


def _measures(n: int, seed: int) -> dict[str, NDArray[np.generic]]:
    """Potential, revenue, workload and visits: all grow with the size of the account, each in its own way."""
    size, growth, share, rhythm = (Stream(seed, name) for name in ("workload", "potential", "revenue", "visits"))
    potential, revenue, workload = np.empty(n), np.empty(n), np.empty(n)
    visits = np.empty(n, np.int32)
    for rows in _blocks(n):
        m = rows.stop - rows.start
        z = size.normal(m)
        workload[rows] = rounded(10.0 * exp(z), 2)
        potential[rows] = rounded(20_000.0 * exp(1.2 * (0.6 * z + 0.8 * growth.normal(m))), 2)
        u = share.uniform(m)
        sold = np.maximum(0.0, u - _PROSPECTS) / (1.0 - _PROSPECTS)
        revenue[rows] = rounded(0.8 * potential[rows] * sold * sold, 2)
        visits[rows] = _VISITS_PER_YEAR[np.searchsorted(_VISITS_STEPS, 0.6 * z + 0.8 * rhythm.normal(m))]
    return {"potential": potential, "revenue": revenue, "workload": workload, "visits_per_year": visits}
