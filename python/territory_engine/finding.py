"""One thing that is wrong with a plan, and how findings are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

LISTED = 20  # findings of one rule that are spelled out; one more counts the rest

Name = Callable[[int], Any]


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with a plan.

    ``rule`` is ``assigned``, ``pin``, ``minimum``, ``maximum``, ``home``, ``center``, ``centroid``, ``medoid``,
    ``candidate``, ``way``, ``load``, ``travel``, ``objective``, ``bound`` or ``evenness``; ``unit`` and
    ``territory`` are the user's ids where the rule is about one.
    """

    rule: str
    message: str
    unit: Any = None
    territory: Any = None
    found: Any = None
    expected: Any = None

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True)
class Names:
    """From indices to the user's ids."""

    unit: Name
    territory: Name


def listed(rows: NDArray[np.intp]) -> list[int]:
    """The rows that are spelled out."""
    return [int(row) for row in rows[:LISTED]]


def rest(rule: str, rows: NDArray[np.intp], what: str) -> Iterator[Finding]:
    """One finding that counts all rows where there are more than are spelled out."""
    if len(rows) > LISTED:
        yield Finding(rule, f"... {len(rows) - LISTED} more; in all {len(rows)} {what}", found=len(rows), expected=0)
