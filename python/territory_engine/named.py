"""A dense instance with the names of its rows: what a plan needs of its problem."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import pyarrow as pa

from .accounts import Columns
from .instance import Instance


class NamedInstance(Protocol):
    """What :class:`~territory_engine.Problem` and :class:`Named` share."""

    instance: Instance
    columns: Columns

    @property
    def unit_ids(self) -> pa.Array:
        """(n,) as the user gave them."""
        ...

    @property
    def territory_ids(self) -> pa.Array:
        """(K,)"""
        ...

    @property
    def territory_ids_invented(self) -> bool:
        """True where a count was given: the ids say nothing about territories elsewhere."""
        ...

    @property
    def candidate_ids(self) -> pa.Array | None:
        """(C,) ids of the candidate sites; None where centres are no candidates."""
        ...

    @property
    def rejected(self) -> pa.Table:
        """Rows that were left out, with reasons."""
        ...


@dataclass
class Named:
    """A problem that nobody wrote down as one: loaded with a plan, or made for an alignment from outside."""

    instance: Instance
    columns: Columns
    unit_ids: pa.Array
    territory_ids: pa.Array
    territory_ids_invented: bool = False
    rejected: pa.Table = field(default_factory=lambda: pa.table({}))
    candidate_ids: pa.Array | None = None
