"""The candidate sites: places where centres may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from .errors import DataError
from .ids import check_ids, id_column, single
from .places import Places
from .tables.findings import Findings
from .tables.remarks import remarks_of
from .tables.source import read
from .tables.wanted import Wanted

Float = NDArray[np.float64]

TABLE = "candidates"
ID = "candidate_id"


@dataclass(frozen=True)
class Candidates:
    """C sites in the user's order."""

    ids: pa.Array
    y: Float
    x: Float
    remarks: tuple[str, ...] = ()  # how the table was understood


def read_candidates(source: Any, places: Places, territory_count: int) -> Candidates:
    """Read and check a table of sites: ``candidate_id`` and a place each, named as usual or as in the accounts.

    Raises
    ------
    DataError
        A bad value, a repeated id, or fewer sites than territories.
    """
    data = read(
        source,
        TABLE,
        lambda available: [
            Wanted(ID, "id", asked_by="candidates="),
            *places.wanted_in(available, optional=False),
        ],
    )
    check_enough(len(data), territory_count)
    ids = id_column(data, ID, TABLE)
    findings = Findings(TABLE, ids, report=False)
    check_ids(ids, ID, findings)
    y, x = places.read_other(data, findings)
    return Candidates(single(ids), y, x, remarks_of(TABLE, data))


def check_enough(candidates: int, territories: int) -> None:
    """Each site is the centre of one territory at most.

    Raises
    ------
    DataError
        There are fewer sites than territories.
    """
    if candidates < territories:
        raise DataError(
            f"candidates: the table has {candidates:,} sites for {territories:,} territories; expected at least as "
            "many, as each site is the centre of one territory at most.",
            table=TABLE,
            found=candidates,
            expected=territories,
        )
