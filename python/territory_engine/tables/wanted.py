"""Which columns a reader is asked for, and what happens when one is not there."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from ..errors import DataError

Kind = Literal["id", "number", "flag"]


@dataclass(frozen=True)
class Wanted:
    """One column: its name, what it holds, and whether the table may come without it."""

    name: str
    kind: Kind
    optional: bool = False
    asked_by: str = ""  # the argument that names it, for messages: "latitude=", "activities="


# Columns to read, or how to choose them from those that are there.
Wanting = Sequence[Wanted] | Callable[[Sequence[str]], Sequence[Wanted]]


def present(table: str, available: Sequence[str], wanting: Wanting) -> list[Wanted]:
    """The wanted columns which the table has, in the order asked, each once.

    Raises
    ------
    DataError
        A column that is not optional is missing (near matches are named), or is there twice.
    """
    found: dict[str, Wanted] = {}
    for column in wanting(available) if callable(wanting) else wanting:
        count = list(available).count(column.name)
        if count > 1:
            raise DataError(
                f"{table}: column {column.name!r} is there {count} times; rename all but one.",
                table=table,
                column=column.name,
                found=count,
                expected=1,
            )
        if count == 0 and not column.optional:
            raise _missing(table, available, column)
        if count == 1:
            found.setdefault(column.name, column)
    return list(found.values())


def _missing(table: str, available: Sequence[str], column: Wanted) -> DataError:
    asked_for = column.name.lower()
    near = difflib.get_close_matches(asked_for, [name.lower() for name in available], n=3, cutoff=0.6)
    near += [name.lower() for name in available if _abbreviates(name.lower(), asked_for)]
    meant = [name for name in available if name.lower() in near]
    asked = f" (asked for by {column.asked_by})" if column.asked_by else ""
    hint = f" Did you mean {' or '.join(map(repr, meant))}?" if meant else ""
    shown = ", ".join(map(repr, available[:50])) + (", ..." if len(available) > 50 else "")
    return DataError(
        f"{table}: no column {column.name!r}{asked}.{hint} Columns: {shown or 'none'}.",
        table=table,
        column=column.name,
        found=list(available),
        expected=column.name,
    )


def _abbreviates(one: str, other: str) -> bool:
    """lat and latitude, either way."""
    short, long = sorted((one, other), key=len)
    return len(short) >= 3 and long.startswith(short)
