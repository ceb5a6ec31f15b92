"""Numbers of a page: arrays as bytes that deflate well, and the list of what they are."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Coding = Literal["plain", "delta"]
TYPES = {"uint8": "u8", "uint16": "u16", "uint32": "u32", "int32": "i32", "float32": "f32", "float64": "f64"}


class Columns:
    """Named arrays, deflated one by one; ``web/src/columns.js`` reads them.

    Bytes of equal significance stand together (all lowest bytes first): in sorted or slowly changing numbers the high
    ones then hardly take room. With ``delta`` differences are stored, of signed numbers with the sign in the lowest
    bit (0, -1, 1, -2 become 0, 1, 2, 3).
    """

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.listed: list[dict[str, Any]] = []

    @property
    def size(self) -> int:
        """Bytes so far."""
        return sum(map(len, self.parts))

    def add(self, name: str, values: NDArray[Any], coding: Coding = "plain") -> None:
        """Add an array of one of :data:`TYPES`."""
        packed = pack(values, coding)
        self.parts.append(packed)
        self.listed.append(
            {
                "name": name,
                "type": TYPES[values.dtype.name],
                "length": len(values),
                "bytes": len(packed),
                "coding": coding,
            }
        )

    def data(self) -> bytes:
        """All arrays, one after the other."""
        return b"".join(self.parts)


def pack(values: NDArray[Any], coding: Coding = "plain") -> bytes:
    """One array, transposed and deflated."""
    flat = np.ascontiguousarray(values)
    if coding == "delta":
        flat = np.diff(flat, prepend=flat.dtype.type(0))
        if flat.dtype == np.int32:
            flat = (flat << 1) ^ (flat >> 31)
    little = flat.astype(flat.dtype.newbyteorder("<"), copy=False)
    planes = little.view(np.uint8).reshape(len(flat), flat.dtype.itemsize).T
    return deflated([np.ascontiguousarray(plane) for plane in planes])


def deflated(chunks: Sequence[Any]) -> bytes:
    """Raw deflate of chunks of bytes."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15, 9)
    return b"".join([*map(packer.compress, chunks), packer.flush()])


def smallest_unsigned(largest: int) -> type[np.unsignedinteger[Any]]:
    """The smallest unsigned type that holds numbers up to ``largest``."""
    return np.uint8 if largest < 1 << 8 else np.uint16 if largest < 1 << 16 else np.uint32
