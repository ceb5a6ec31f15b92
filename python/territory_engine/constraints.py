"""Constraints on single units and territories: what a user lists in ``constraints=``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from . import arguments


@dataclass(frozen=True)
class Constraint:
    """Base of all constraints."""


@dataclass(frozen=True)
class Pin(Constraint):
    """Units that must be in a territory.

    Parameters
    ----------
    units : id, ids, mapping or table
        One unit id, or several (a sequence or an Arrow array) with ``territory`` given. Without ``territory``: a
        mapping from unit id to territory id, or a table (anything :class:`~territory_engine.Problem` takes as
        accounts) with the problem's id column and ``territory_id``.
    territory : id, optional
        The territory of all ``units``.

    Examples
    --------
    >>> Pin(["A17", "A18"], "North")
    Pin(units=['A17', 'A18'], territory='North')
    """

    units: Any
    territory: int | str | None = None


@dataclass(frozen=True)
class Forbid(Constraint):
    """Units that must not be in a territory (later work)."""

    units: Any
    territory: int | str


@dataclass(frozen=True)
class Require(Constraint):
    """Units that need a territory with a skill (later work)."""

    units: Any
    skill: str


@dataclass(frozen=True)
class MaxTravel(Constraint):
    """No unit farther from its centre than this (later work)."""

    maximum: float


@dataclass(frozen=True)
class Contiguous(Constraint):
    """Each territory in one piece (later work)."""


@dataclass(frozen=True)
class Barrier(Constraint):
    """Lines that slow or forbid growth across them (later work)."""

    lines: Any
    factor: float | None = None


@dataclass(frozen=True)
class StabilityBudget(Constraint):
    """A hard limit on what may change its territory (later work)."""

    accounts: int | None = None
    weight: float | None = None
    per_territory: int | None = None


def pins(constraints: Iterable[Constraint] | Constraint) -> list[Pin]:
    """The constraints, if this version keeps every one of them.

    Raises
    ------
    NotImplementedError
        One belongs to later work.
    DataError
        One is no constraint.
    """
    result: list[Pin] = []
    for constraint in (constraints,) if isinstance(constraints, Constraint) else constraints:
        if not isinstance(constraint, Constraint):
            raise arguments.wrong("te.Problem", "constraints", constraint, "constraints such as te.Pin(...)")
        if not isinstance(constraint, Pin):
            name = type(constraint).__name__
            raise NotImplementedError(f"te.Problem: te.{name} is later work; only te.Pin is kept today.")
        result.append(constraint)
    return result
