"""What can go wrong, as exceptions that say where, what was found, what was expected, and by how much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class TerritoryEngineError(Exception):
    """Base of every error the package raises on purpose."""


class DataError(TerritoryEngineError, ValueError):
    """A table, a value in it, or an argument is not what was asked for.

    Parameters
    ----------
    message : str
        The whole story, readable on its own.
    table, column : str, optional
        Which table ("accounts", "territories", ...) and which of its columns.
    row : int, optional
        First offending row, counted from 0.
    id : int or str, optional
        The user's id of that row.
    found, expected : optional
        The value met, and what would have been right.

    Examples
    --------
    >>> error = DataError("accounts, column 'lat', row 3: found 91.0", column="lat", row=3, found=91.0)
    >>> error.column, error.row
    ('lat', 3)
    """

    def __init__(
        self,
        message: str,
        *,
        table: str | None = None,
        column: str | None = None,
        row: int | None = None,
        id: Any = None,
        found: Any = None,
        expected: Any = None,
    ) -> None:
        super().__init__(message)
        self.table = table
        self.column = column
        self.row = row
        self.id = id
        self.found = found
        self.expected = expected


class InfeasibleError(TerritoryEngineError, ValueError):
    """No plan can keep every hard limit, or none was found.

    Parameters
    ----------
    message : str
        Which limits are in conflict and by how much.
    conflict : sequence of mappings
        One entry for each limit in conflict, with the keys ``constraint`` (what the user wrote), ``territory`` and
        ``units`` (ids, where they apply), ``needed``, ``available`` and ``by`` (their difference, user units).
    proven : bool
        True: no plan exists. False: the search found none; ``plan`` is the closest it came.
    plan : Plan, optional
        The closest plan found.
    """

    def __init__(
        self,
        message: str,
        conflict: Sequence[Mapping[str, Any]] = (),
        *,
        proven: bool = True,
        plan: Any = None,
    ) -> None:
        super().__init__(message)
        self.conflict = [dict(entry) for entry in conflict]
        self.proven = proven
        self.plan = plan


class LimitError(TerritoryEngineError, MemoryError):
    """A request too large for memory or for the index types, refused before memory is taken."""


class MissingExtraError(TerritoryEngineError, ImportError):
    """A call needs packages that the plain installation leaves out.

    Parameters
    ----------
    call : str
        What was called, as the user wrote it: ``"plan.outlines"``.
    extra : str
        The extra of this package that brings them.
    package : str
        The package that was not found.

    Examples
    --------
    >>> print(MissingExtraError("plan.outlines", "geo", "shapely"))
    plan.outlines needs shapely, which is not installed: pip install "territory-engine[geo]"
    """

    def __init__(self, call: str, extra: str, package: str) -> None:
        super().__init__(f'{call} needs {package}, which is not installed: pip install "territory-engine[{extra}]"')
        self.call = call
        self.extra = extra
        self.name = package
