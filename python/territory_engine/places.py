"""Places in tables: which two columns hold them, what may stand there, on the sphere and in the plane."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from .errors import DataError
from .tables.findings import Findings
from .tables.numbers import checked_numbers
from .tables.wanted import Wanted

Float = NDArray[np.float64]
Pair = tuple[Float, Float]

FARTHEST = 1e12  # in the plane: squares of lengths keep their digits, and sums of them stay finite


@dataclass(frozen=True)
class Places:
    """The two columns of a place, y before x: their names in the accounts and in tables of our own, and their range."""

    columns: tuple[str, str]
    usual: tuple[str, str]
    most: tuple[float, float]
    expected: tuple[str, str]
    text: str  # "latitude and longitude"
    hint: Callable[[Float], str] | None = None  # from values out of range to what may have gone wrong before

    def wanted(self) -> list[Wanted]:
        """Both columns, under the names that the accounts have for them."""
        pairs = zip(self.columns, self.usual, strict=True)
        return [Wanted(name, "number", asked_by=f"{argument}=") for name, argument in pairs]

    def wanted_in(self, available: Sequence[str], *, optional: bool = True) -> list[Wanted]:
        """Both columns of another table, under the usual names where it has them, else under those of the accounts."""
        pairs = zip(self.usual, self.columns, strict=True)
        return [Wanted(own if own in available else theirs, "number", optional) for own, theirs in pairs]

    def read(self, data: pa.Table, findings: Findings) -> Pair:
        """y and x of every row."""
        return self._numbers(data, self.columns, findings)

    def read_other(self, data: pa.Table, findings: Findings) -> Pair:
        """The same for a table that was read by :meth:`wanted_in`."""
        names = [self._name(data, side) or self.columns[side] for side in (0, 1)]
        return self._numbers(data, names, findings)

    def read_homes(self, data: pa.Table, findings: Findings) -> Pair:
        """The same where places may be null, and the columns missing: NaN there.

        Raises
        ------
        DataError
            Half a place.
        """
        y, x = (self._name(data, side) for side in (0, 1))
        if y is None and x is None:
            nowhere = np.full(len(data), np.nan)
            return nowhere, nowhere
        if y is None or x is None:
            there, missing = (y, self.usual[1]) if y else (x, self.usual[0])
            raise DataError(
                f"{findings.table}: column {there!r} without {missing!r}; a home needs both.",
                table=findings.table,
                column=missing,
            )
        half = pc.xor(data[y].is_null(), data[x].is_null()).to_numpy()
        findings.bad(y, half, data[y], f"{y} and {x} both given or both null")
        return self._numbers(data, (y, x), findings, nulls=True)

    def _numbers(self, data: pa.Table, names: Sequence[str], findings: Findings, nulls: bool = False) -> Pair:
        y, x = (
            checked_numbers(
                data,
                name,
                findings,
                minimum=-most,
                maximum=most,
                expected=expected + (", or null" if nulls else ""),
                nulls=nulls,
                hint=self.hint,
            )
            for name, most, expected in zip(names, self.most, self.expected, strict=True)
        )
        return y, x

    def _name(self, data: pa.Table, side: int) -> str | None:
        names = (self.usual[side], self.columns[side])
        return next((name for name in names if name in data.schema.names), None)


def on_the_sphere(latitude: str, longitude: str) -> Places:
    """Degrees in these columns."""
    expected = "degrees between -90 and 90", "degrees between -180 and 180"
    names = "latitude", "longitude"
    return Places((latitude, longitude), names, (90.0, 180.0), expected, "latitude and longitude", _wrong_degrees)


def _wrong_degrees(values: Float) -> str:
    """What usually makes degrees that are none."""
    size = np.abs(values[np.isfinite(values)])
    if not len(size) or size.max() <= 90.0:
        return ""
    if size.max() <= 180.0:
        return "Are latitude and longitude exchanged?"
    if size.max() >= 1000.0:
        return "Was the decimal point lost on the way? Spreadsheets of another language take it for thousands."
    return ""


def in_the_plane(y: str, x: str) -> Places:
    """Numbers of any unit in these columns."""
    expected = f"a number between {-FARTHEST:g} and {FARTHEST:g}"
    return Places((y, x), ("y", "x"), (FARTHEST, FARTHEST), (expected, expected), "x and y")
