"""Ids of units and territories: integers or text, unique, matched without loops."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from .errors import DataError
from .tables.findings import Findings, show
from .tables.plain import plain
from .unique import all_distinct

Codes = NDArray[np.int32]


def id_column(data: pa.Table, column: str, table: str, *, floats: bool = False) -> pa.ChunkedArray:
    """A column of ids: integers or text as given, wrapping undone, text never as views.

    Parameters
    ----------
    data : pyarrow.Table
    column, table : str
    floats : bool
        Take floats that are whole numbers for integers: pandas makes floats of integers with missing values.

    Raises
    ------
    DataError
        The column holds something else.
    """
    chunks = plain(data[column])
    kind = chunks.type
    # few kernels of pyarrow take string views, and Parquet writers of older versions none
    if str(kind) == "string_view":
        return pc.cast(chunks, pa.large_string())
    if pa.types.is_integer(kind) or is_text(kind):
        return chunks
    if pa.types.is_null(kind):
        return pc.cast(chunks, pa.string())
    if floats and pa.types.is_floating(kind):
        whole = pc.fill_null(pc.and_(pc.equal(pc.floor(chunks), chunks), pc.is_finite(chunks)), True)
        missing = pc.fill_null(pc.is_nan(chunks), True)
        if pc.all(pc.or_(whole, missing)).as_py():
            return pc.cast(pc.if_else(missing, None, chunks), pa.int64())
    first = next((chunks[row].as_py() for row in range(min(len(chunks), 1000)) if chunks[row].is_valid), None)
    raise DataError(
        f"{table}: column {column!r} of type {kind} cannot be ids (found {show(first)}), expected integers or text. "
        "Cast the column.",
        table=table,
        column=column,
        found=first,
        expected="integers or text",
    )


def check_ids(ids: pa.ChunkedArray, column: str, findings: Findings) -> None:
    """Give missing ids, and every repetition of an earlier id, to ``findings``."""
    if ids.null_count:
        findings.bad(column, ids.is_null().to_numpy(), ids, "an id")
    if all_distinct(ids):
        return
    codes, _ = encode(ids)
    # codes are numbered by first appearance: whoever does not raise the maximum was there before
    before = np.maximum.accumulate(np.concatenate([np.full(1, -1, np.int32), codes[:-1]]))
    repeated = (codes <= before) & (codes >= 0)
    if not repeated.any():
        return
    expected = "each id once"
    if not findings.report:
        first = int(np.argmax(codes == codes[np.argmax(repeated)]))
        expected += f" (row {first} has it already)"
    findings.bad(column, repeated, ids, expected)


def encode(ids: pa.Array | pa.ChunkedArray) -> tuple[Codes, pa.Array]:
    """Codes (n,) int32, numbered by first appearance, -1 for null, and the distinct ids they stand for."""
    whole = single(ids)
    encoded = whole if pa.types.is_dictionary(whole.type) else whole.dictionary_encode()
    codes = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False)
    return np.asarray(codes, np.int32), encoded.dictionary


def match(ids: pa.Array | pa.ChunkedArray, known: pa.Array) -> Codes:
    """Position of each id among the known ones, (n,) int32; -1 where it is null or unknown.

    Integers and text match by their digits: "7" is 7, "007" is not.
    """
    codes, distinct = encode(ids)
    if len(distinct) == 0:
        return codes
    positions = np.asarray(pc.fill_null(index_in(distinct, known), -1), np.int32)
    return np.where(codes >= 0, positions[codes], np.int32(-1))


def index_in(ids: Any, known: Any) -> Any:
    """pyarrow's index_in for ids of any two kinds: integers are compared as integers, else both as text."""
    if pa.types.is_integer(ids.type) and pa.types.is_integer(known.type):
        try:
            return pc.index_in(pc.cast(ids, pa.int64()), pc.cast(known, pa.int64()))
        except pa.ArrowInvalid:  # unsigned beyond int64
            pass
    return pc.index_in(pc.cast(ids, pa.large_string()), pc.cast(known, pa.large_string()))


def single(ids: pa.Array | pa.ChunkedArray) -> pa.Array:
    """One array: the only chunk itself, or all chunks copied together."""
    if isinstance(ids, pa.Array):
        return ids
    if ids.num_chunks == 1:
        return ids.chunk(0)
    if pa.types.is_string(ids.type) and ids.nbytes >= 2**31 - 1:
        ids = pc.cast(ids, pa.large_string())  # 32-bit offsets would not reach
    return pa.concat_arrays(ids.chunks) if ids.num_chunks else pa.array([], ids.type)


def is_text(kind: pa.DataType) -> bool:
    """Whether a type is text with offsets."""
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))
