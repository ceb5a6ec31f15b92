"""Columns without their wrapping."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc


def plain(chunks: pa.ChunkedArray) -> pa.ChunkedArray:
    """The column without dictionary, run-length or extension wrapping."""
    while True:
        kind: Any = chunks.type
        if isinstance(kind, pa.BaseExtensionType):
            chunks = pa.chunked_array([chunk.storage for chunk in chunks.chunks], kind.storage_type)
        elif pa.types.is_dictionary(kind):
            chunks = pc.cast(chunks, kind.value_type)
        elif pa.types.is_run_end_encoded(kind):
            decoded = [pc.run_end_decode(chunk) for chunk in chunks.chunks]
            chunks = pa.chunked_array(decoded, kind.value_type)
        else:
            return chunks
