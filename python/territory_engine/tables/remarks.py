"""What a reader has to say about a table: how it was understood, where that is not plain.

Remarks travel with the table, in the metadata of its schema.
"""

from __future__ import annotations

import pyarrow as pa

_KEY = b"territory_engine remark"


def with_remark(data: pa.Table, remark: str) -> pa.Table:
    """The table with a remark."""
    return data.replace_schema_metadata({**(data.schema.metadata or {}), _KEY: remark.encode()})


def remarks_of(table: str, data: pa.Table) -> tuple[str, ...]:
    """Remarks of a table, each with its name in front: none or one."""
    remark = (data.schema.metadata or {}).get(_KEY)
    return () if remark is None else (f"{table} from {remark.decode()}",)
