"""What makes real tables hard: rows entered twice, and cells left empty."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .exact import Stream, rounded
from .names import misspelt

_NUDGE_DEGREES = 0.0004  # a duplicate lies up to 45 m away


def with_duplicates(table: pa.Table, share: float, seed: int) -> pa.Table:
    """Replace that share of the rows by repetitions of earlier rows; ``duplicate_of`` says of which."""
    n = table.num_rows
    repeats = Stream(seed, "duplicate").uniform(n) < share
    repeats[0] = False
    originals = np.flatnonzero(~repeats)
    earlier = np.cumsum(~repeats)
    pick = (Stream(seed, "original").uniform(n) * earlier).astype(np.int64)
    source = np.where(repeats, originals[pick], np.arange(n))
    here = pa.array(repeats)
    columns = {name: table[name].take(pa.array(source)) for name in table.column_names}
    if "account_id" in columns:
        columns["account_id"] = table["account_id"]
    if "parent_id" in columns:
        parent = columns["parent_id"]
        replaced = pa.array(repeats).take(pc.subtract(parent, 1))
        columns["parent_id"] = pc.if_else(replaced, None, parent)
    if "name" in columns:
        columns["name"] = pc.if_else(here, misspelt(Stream(seed, "misspelt"), columns["name"]), columns["name"])
    for axis in ("lat", "lon"):
        if axis in columns:
            nudge = (2.0 * Stream(seed, f"nudge {axis}").uniform(n) - 1.0) * _NUDGE_DEGREES
            degrees = columns[axis].to_numpy()
            columns[axis] = pa.array(np.where(repeats, rounded(np.clip(degrees + nudge, -180.0, 180.0), 5), degrees))
    columns["duplicate_of"] = pa.array(source + 1, mask=~repeats)
    return pa.table(columns)


def with_nulls(table: pa.Table, share: float, seed: int) -> pa.Table:
    """Empty that share of the cells of each measure, and of the locations."""
    for group in (("lat", "lon"), ("potential",), ("revenue",), ("workload",), ("visits_per_year",)):
        empty = pa.array(Stream(seed, f"missing {group[0]}").uniform(table.num_rows) < share)
        for name in group:
            if name in table.column_names:
                column = pc.if_else(empty, None, table[name])
                table = table.set_column(table.schema.get_field_index(name), name, column)
    return table
