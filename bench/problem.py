"""The problem that every bench solves: balance the workload, travel weighted by it."""

from __future__ import annotations

import pyarrow as pa

import territory_engine as te


def problem_of(table: pa.Table, territories: int, tolerance: float) -> te.Problem:
    """A table of ``bench.data.accounts`` as a problem with a hard tolerance."""
    return te.Problem(
        table,
        territories=territories,
        id="account_id",
        latitude="lat",
        longitude="lon",
        activities={"workload": te.Balance(tolerance=tolerance)},
        visits="workload",
    )
