"""Fingerprint of a table: equal tables have equal digests, whatever the machine and the version of pyarrow."""

from __future__ import annotations

import hashlib

import numpy as np
import pyarrow as pa


def digest(table: pa.Table) -> str:
    """blake2b over names, types and values of all columns, nulls included."""
    state = hashlib.blake2b(digest_size=16)
    for name, column in zip(table.column_names, table.columns, strict=True):
        if pa.types.is_dictionary(column.type):
            column = column.cast(pa.string())
        state.update(f"{name} {column.type} {len(column)}\n".encode())
        state.update(np.packbits(column.is_null().to_numpy(zero_copy_only=False)).tobytes())
        values = column.drop_null()
        if pa.types.is_string(column.type):
            state.update("\n".join(values.to_pylist()).encode())
        else:
            state.update(values.to_numpy().astype(values.to_numpy().dtype.newbyteorder("<")).tobytes())
    return state.hexdigest()


if __name__ == "__main__":
    from territory_engine import demo

    print(digest(demo.accounts(3000)))
