"""Are ten million ids distinct? Exact, and in most cases without a hash table.

In order of cost: already in strictly rising order; integers of a dense range (one bit map); integers sorted; text
reduced to 64-bit words, sorted; a hash table by pyarrow.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

BLOCK = 1 << 18
DENSE = 8  # a range of up to this many times n is worth a byte for each value
LONGEST_TEXT = 64  # bytes; beyond, pyarrow's hash is as quick
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2^64 / golden ratio, odd
_SHIFT = np.uint64(29)


def all_distinct(ids: pa.ChunkedArray) -> bool:
    """Whether no id is there twice. Nulls are not looked at.

    Parameters
    ----------
    ids : pyarrow.ChunkedArray
        Integers, string or large_string.
    """
    if ids.null_count:
        ids = ids.drop_null()
    if len(ids) < 2:
        return True
    if pa.types.is_integer(ids.type):
        values = ids.to_numpy()
        return bool((values[1:] > values[:-1]).all()) or _distinct_integers(values)
    if _rising_text(ids):
        return True
    words = _text_words(ids)
    if words is not None:
        words.sort()
        if not (words[1:] == words[:-1]).any():
            return True
    return len(pc.unique(ids)) == len(ids)


def _distinct_integers(values: NDArray[np.int64]) -> bool:
    low, high = int(values.min()), int(values.max())
    if high - low < DENSE * len(values):
        seen = np.zeros(high - low + 1, np.bool_)
        base = np.uint64(low % 2**64)
        for start in range(0, len(values), BLOCK):
            # modulo 2^64, so that no integer type overflows
            seen[values[start : start + BLOCK].astype(np.uint64) - base] = True
        return int(np.count_nonzero(seen)) == len(values)
    ordered = np.sort(values)
    return not bool((ordered[1:] == ordered[:-1]).any())


def _rising_text(ids: pa.ChunkedArray) -> bool:
    last = None
    for block in _blocks(ids):
        if last is not None and not block[0].as_py() > last:
            return False
        if len(block) > 1 and not pc.all(pc.less(block[:-1], block[1:])).as_py():
            return False
        last = block[-1].as_py()
    return True


def _text_words(ids: pa.ChunkedArray) -> NDArray[np.uint64] | None:
    """A 64-bit hash of each text: equal texts, equal hashes. None where some text is long."""
    words = np.empty(len(ids), np.uint64)
    done = 0
    for block in _blocks(ids):
        hashed = _block_words(block)
        if hashed is None:
            return None
        words[done : done + len(block)] = hashed
        done += len(block)
    return words


def _block_words(block: pa.Array) -> NDArray[np.uint64] | None:
    """Multiplicative mixing of eight bytes at a time, read straight from Arrow's buffers."""
    _, offset_buffer, data_buffer = block.buffers()
    width = np.int32 if pa.types.is_string(block.type) else np.int64
    offsets = np.frombuffer(offset_buffer, width, len(block) + 1, block.offset * np.dtype(width).itemsize)
    first, last = int(offsets[0]), int(offsets[-1])
    lengths = np.diff(offsets).astype(np.int64)
    longest = int(lengths.max())
    if longest > LONGEST_TEXT:
        return None
    padded = np.zeros(last - first + 8, np.uint8)
    if last > first:
        padded[:-8] = np.frombuffer(data_buffer, np.uint8, last - first, first)
    # eight bytes from any byte on: a view with a stride of one
    loads = np.ndarray((len(padded) - 7,), "<u8", padded.data, 0, (1,))
    starts = offsets[:-1].astype(np.int64) - first
    words = lengths.astype(np.uint64)
    for position in range(0, longest, 8):
        rest = lengths - position
        loaded = loads[np.minimum(starts + position, len(loads) - 1)]
        # bytes of the next text are shifted out
        loaded <<= ((8 - np.clip(rest, 1, 8)) * 8).astype(np.uint64)
        mixed = (words ^ loaded) * _MULTIPLIER
        mixed ^= mixed >> _SHIFT
        # a text that has ended stays as it is: its hash must not depend on the longest of its block
        words = np.where(rest > 0, mixed, words)
    return words


def _blocks(ids: pa.ChunkedArray) -> Iterator[pa.Array]:
    return (chunk[start : start + BLOCK] for chunk in ids.chunks for start in range(0, len(chunk), BLOCK))
