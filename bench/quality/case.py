"""One instance of the literature, read from its file: ``n p``, then ``x y Q q`` a line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]
Centers = Literal["medoid", "centroid"]
Distance = Literal["euclid", "floor", "matrix"]


class CaseError(ValueError):
    """A file of the data folder is not what its format says."""


@dataclass(frozen=True)
class Case:
    """Points to divide into at most ``p`` clusters, each of demand at most ``capacity``.

    The objective is the sum over all points, each counted once whatever its demand, of the distance to the centre of
    its cluster: one of the cluster's points ("medoid", the p-median) or their mean ("centroid").
    """

    name: str  # folder/stem, "cpmp/SJC1"
    path: Path
    centers: Centers
    distance: Distance
    p: int
    capacity: float
    x: F64  # (n,)
    y: F64
    demand: F64
    matrix: F64 | None = None  # (n, n), from row to column; only where distance is "matrix"

    @property
    def n(self) -> int:
        """Points."""
        return len(self.x)


def read_points(path: Path) -> tuple[int, float, F64, F64, F64]:
    """p, the capacity of every cluster, and x, y, demand (n,) each.

    Raises
    ------
    CaseError
        Names the file and the line.
    """
    with path.open(encoding="ascii", errors="replace") as file:
        n, p = _header(path, file.readline())
        try:
            table = np.loadtxt(file, dtype=np.float64, ndmin=2, comments=None)
        except ValueError as error:
            raise _first_bad_line(path) or CaseError(f"{path}: {error}") from error
    if table.shape != (n, 4):
        bad = _first_bad_line(path)
        found = f"found {table.shape[0]} lines of points, expected {n} as the first line says"
        raise bad or CaseError(f"{path}: {found}")
    if not np.isfinite(table).all() or (table[:, 2] <= 0.0).any() or (table[:, 3] < 0.0).any():
        wrong = ~np.isfinite(table).all(axis=1) | (table[:, 2] <= 0.0) | (table[:, 3] < 0.0)
        row = int(np.argmax(wrong))
        raise CaseError(
            f"{path}: point {row + 1} is {table[row].tolist()}, expected finite x and y, Q above 0, q at least 0"
        )
    capacity = table[0, 2]
    other = np.flatnonzero(table[:, 2] != capacity)
    if len(other):
        raise CaseError(
            f"{path}: point {other[0] + 1} has capacity {table[other[0], 2]:g}, point 1 has {capacity:g}; "
            "expected one capacity for all"
        )
    x, y, _, demand = (np.ascontiguousarray(column) for column in table.T)
    return p, float(capacity), x, y, demand


def read_matrix(path: Path, n: int) -> F64:
    """A square table of distances, (n, n), row by row."""
    if not path.is_file():
        raise CaseError(f"{path}: there is no such file; it holds the distances of the instances beside it")
    try:
        values = np.array(path.read_text(encoding="ascii", errors="replace").split(), dtype=np.float64)
    except ValueError as error:
        raise CaseError(f"{path}: {error}; expected nothing but numbers") from error
    if len(values) != n * n:
        raise CaseError(f"{path}: found {len(values)} numbers, expected {n} x {n} = {n * n}")
    if not np.isfinite(values).all() or (values < 0.0).any():
        raise CaseError(f"{path}: found a negative or infinite distance, expected finite distances of at least 0")
    return values.reshape(n, n)


def _header(path: Path, line: str) -> tuple[int, int]:
    fields = line.split()
    if len(fields) != 2 or not all(field.isdigit() for field in fields):
        raise CaseError(f"{path}: line 1 is {line.strip()[:60]!r}, expected two whole numbers, n and p")
    n, p = map(int, fields)
    if not 1 <= p <= n:
        raise CaseError(f"{path}: line 1 asks for {p} clusters of {n} points, expected 1 <= p <= n")
    return n, p


def _first_bad_line(path: Path) -> CaseError | None:
    """The first line of points that is not four numbers; read again, slowly, because something is wrong."""
    for number, line in enumerate(path.read_text(encoding="ascii", errors="replace").splitlines(), start=1):
        fields = line.split()
        if number > 1 and fields and not (len(fields) == 4 and all(map(_is_number, fields))):
            return CaseError(f"{path}: line {number} is {line.strip()[:60]!r}, expected four numbers: x y Q q")
    return None


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True
