"""Columns of yes and no."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ..errors import DataError
from .findings import show
from .plain import plain

_WORDS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


def to_flags(data: pa.Table, column: str, table: str) -> NDArray[np.bool_]:
    """Booleans of a column, (n,); also from 0 and 1, and from true/false and yes/no; null is False.

    Raises
    ------
    DataError
        For the first value that is none of these.
    """
    chunks = plain(data[column])
    if not pa.types.is_boolean(chunks.type):
        words = [None if value is None else _word(value) for value in chunks.to_pylist()]
        for row, word in enumerate(words):
            if word is not None and word not in _WORDS:
                found = chunks[row].as_py()
                raise DataError(
                    f"{table}: column {column!r}, row {row}: found {show(found)}, expected true or false.",
                    table=table,
                    column=column,
                    row=row,
                    found=found,
                    expected="true or false",
                )
        chunks = pa.chunked_array([[None if word is None else _WORDS[word] for word in words]], pa.bool_())
    return np.asarray(pc.fill_null(chunks, False).to_numpy(), np.bool_)


def _word(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip().lower()
