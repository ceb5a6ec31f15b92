"""What tells the accounts of a page apart: their ids where there is room, else their rows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from .columns import Columns, deflated, smallest_unsigned
from .sample import Rows

WHOLE = 2**32  # numbers that four bytes hold
SAMPLE = 65_536  # bytes whose deflated size tells that of all


def add_ids(columns: Columns, ids: pa.Array, rows: Rows, wanted: bool, room: int) -> str:
    """Add the ids of the accounts, or their rows, or neither, so that all columns stay within ``room`` bytes.

    Returns
    -------
    str
        ``"ids"``, ``"rows"`` or ``"none"``.
    """
    room -= columns.size
    if wanted:
        chosen = ids.take(pa.array(rows))
        numbered = _numbered(chosen)
        if numbered is not None:
            numbers, form = numbered
            if _within(columns, {"id_number": numbers}, room):
                columns.listed[-1] |= form
                return "ids"
        elif _text_fits(chosen, room) and _within(columns, _text(chosen), room):
            return "ids"
    return "rows" if _within(columns, {"row": rows.astype(smallest_unsigned(int(rows.max())))}, room) else "none"


def _within(columns: Columns, arrays: dict[str, NDArray[Any]], room: int) -> bool:
    """Add arrays, all or none."""
    before, kept = columns.size, len(columns.parts)
    for name, values in arrays.items():
        columns.add(name, values)
    if columns.size - before <= room:
        return True
    del columns.parts[kept:], columns.listed[kept:]
    return False


def _numbered(ids: pa.Array) -> tuple[NDArray[Any], dict[str, Any]] | None:
    """Ids that are one text and a number after it, as numbers and how to write them; None for others."""
    prefix, width, numbers = ("", 0, ids) if pa.types.is_integer(ids.type) else _parsed(ids)
    if numbers is None:
        return None
    low, high = (value.as_py() for value in pc.min_max(numbers).values())
    if high - low >= WHOLE:
        return None
    above = pc.subtract(numbers, pa.scalar(low, numbers.type)).to_numpy(zero_copy_only=False)
    return above.astype(smallest_unsigned(high - low)), {"prefix": prefix, "width": width, "first": str(low)}


def _parsed(ids: pa.Array) -> tuple[str, int, pa.Array | None]:
    """The text before the numbers, how many digits they have (0: no leading zeros), and the numbers, or None."""
    ends = pc.min_max(ids)
    # whatever the first and the last text in the alphabet share, all between them do
    first, last = ends["min"].as_py(), ends["max"].as_py()
    shared = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    prefix = first[:shared].rstrip("0123456789")
    digits = pc.utf8_slice_codeunits(ids, len(prefix))
    if not pc.all(pc.match_substring_regex(digits, "^[0-9]{1,18}$")).as_py():
        return prefix, 0, None
    lengths = pc.min_max(pc.utf8_length(digits))
    if lengths["min"] == lengths["max"]:
        return prefix, lengths["min"].as_py(), pc.cast(digits, pa.int64())
    leading = pc.any(pc.match_substring_regex(digits, "^0.")).as_py()
    return prefix, 0, None if leading else pc.cast(digits, pa.int64())


def _text(ids: pa.Array) -> dict[str, NDArray[Any]]:
    """Texts one after the other, and how many bytes each has."""
    text = pc.cast(ids, pa.large_string())
    lengths = pc.binary_length(text).to_numpy()
    joined = text.buffers()[2]
    start, end = (int(np.frombuffer(text.buffers()[1], np.int64)[text.offset + k]) for k in (0, len(text)))
    return {
        "id_length": lengths.astype(smallest_unsigned(int(lengths.max()))),
        "id_text": np.frombuffer(joined, np.uint8)[start:end],
    }


def _text_fits(ids: pa.Array, room: int) -> bool:
    """Whether a sample of the texts promises that all of them fit, give or take a fifth."""
    text = _text(ids)["id_text"]
    sample = text[:SAMPLE]
    return len(deflated([sample])) * (len(text) / max(len(sample), 1)) <= 1.2 * room
