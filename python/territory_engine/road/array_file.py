"""Named arrays in one file that is mapped into memory: versioned, checksummed, safe to open whatever is in it.

A file is a head of 64 bytes (magic, version, length of the description, digest of it), the description as JSON, and
the arrays, each at a multiple of 64 bytes. Digests are BLAKE2b and cover every byte, padding included.
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..atomic import replacing
from ..errors import DataError

ALIGN = 64
_HEAD = struct.Struct("<8sIIQ32s8x")  # magic, version, nothing, bytes of the description, its digest
_MAGIC = b"TE-ROADS"
_TYPES = ("<i8", "<i4", "<u4", "|u1", "<f8")
_MOST_DESCRIPTION = 1 << 26
_WHAT = "road network"

Arrays = Mapping[str, NDArray[Any]]


def write_arrays(path: Path, arrays: Arrays, about: Mapping[str, Any], version: int) -> None:
    """Write the file, whole or not at all."""
    contents = {name: _little(array) for name, array in arrays.items()}
    entries = {name: {"type": array.dtype.str, "shape": list(array.shape)} for name, array in contents.items()}
    for name, array in contents.items():
        entries[name]["digest"] = _digest(_padded(array)).hex()
    text = json.dumps({"about": about, "arrays": entries}, allow_nan=False, ensure_ascii=False).encode()
    text += b" " * (-len(text) % ALIGN)
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as fresh, open(fresh, "wb") as file:
        file.write(_HEAD.pack(_MAGIC, version, 0, len(text), _digest([text])))
        file.write(text)
        for array in contents.values():
            for piece in _padded(array):
                file.write(piece)
        file.flush()
        os.fsync(file.fileno())


def read_arrays(path: Path, version: int) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """The arrays, read-only and mapped, and what was said about them.

    Raises
    ------
    DataError
        No such file, none of ours, another version, cut short or changed.
    """
    if not path.is_file():
        raise DataError(f"No file {str(path)!r}; expected one that network.save wrote.", found=str(path))
    size = path.stat().st_size
    with open(path, "rb") as file:
        description = _description(file.read(_HEAD.size), file.read, path, version)
        begin = file.tell()
    if size % ALIGN or size < begin:
        raise damaged(path, f"it ends after {size:,} bytes")
    mapped = np.asarray(np.memmap(path, np.uint8, "r"))
    try:
        arrays = _views(mapped, begin, description["arrays"])
        return arrays, dict(description["about"])
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise damaged(path, str(error) or type(error).__name__) from error


def is_ours(path: Path) -> bool:
    """Whether a file begins as ours do."""
    with open(path, "rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def damaged(path: Path, how: str) -> DataError:
    """The error for a file that is not as it was written."""
    return DataError(f"The {_WHAT} saved in {str(path)!r} is damaged: {how}. Save it again.", found=str(path))


def _description(head: bytes, read: Callable[[int], bytes], path: Path, version: int) -> dict[str, Any]:
    if len(head) < _HEAD.size or not head.startswith(_MAGIC):
        raise DataError(f"{str(path)!r} is no saved {_WHAT}; expected a file that network.save wrote.", found=str(path))
    _, written, nothing, length, digest = _HEAD.unpack(head)
    if written != version:
        raise DataError(
            f"{str(path)!r} has format version {written}, this territory_engine reads version {version}. Build the "
            "network again.",
            found=written,
            expected=version,
        )
    text = read(length) if length <= _MOST_DESCRIPTION else b""
    if nothing or any(head[-8:]) or len(text) != length or _digest([text]) != digest:
        raise damaged(path, "its description is cut short or changed")
    try:
        description = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise damaged(path, f"its description is not readable ({error})") from error
    if not isinstance(description, dict):
        raise damaged(path, "its description is none")
    return description


def _views(mapped: NDArray[np.uint8], begin: int, entries: Mapping[str, Any]) -> dict[str, NDArray[Any]]:
    arrays, offset = {}, begin
    for name, entry in entries.items():
        if entry["type"] not in _TYPES:
            raise ValueError(f"{name!r} is of type {entry['type']!r}")
        kind = np.dtype(entry["type"])
        shape = tuple(int(length) for length in entry["shape"])
        if len(shape) > 2 or any(length < 0 for length in shape):
            raise ValueError(f"{name!r} has the shape {shape}")
        size = kind.itemsize
        for length in shape:
            size *= length  # Python's integers do not overflow
        end = offset + size + -size % ALIGN
        if end > len(mapped):
            raise ValueError(f"{name!r} is cut short")
        if _digest([mapped[offset:end].data]).hex() != entry["digest"]:
            raise ValueError(f"{name!r} is not as it was written")
        array = mapped[offset : offset + size].view(kind).reshape(shape)
        arrays[name] = np.asarray(array, kind.newbyteorder("="))
        offset = end
    if offset != len(mapped):
        raise ValueError(f"{len(mapped) - offset:,} bytes follow its last array")
    return arrays


def _little(array: NDArray[Any]) -> NDArray[Any]:
    array = array.view(np.uint8) if array.dtype == np.bool_ else array
    array = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
    if array.dtype.str not in _TYPES:
        raise TypeError(f"arrays of {array.dtype} are not stored")
    return array


def _padded(array: NDArray[Any]) -> list[Any]:
    return [array.reshape(-1).view(np.uint8).data, bytes(-array.nbytes % ALIGN)]


def _digest(pieces: list[Any]) -> bytes:
    digest = hashlib.blake2b(digest_size=32)
    for piece in pieces:
        digest.update(piece)
    return digest.digest()
