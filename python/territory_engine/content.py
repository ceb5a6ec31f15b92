"""The numbers of an instance as bytes: shared without fear, and told apart by their hash."""

from __future__ import annotations

import hashlib
from dataclasses import fields
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from .instance import Instance

Scalar = TypeVar("Scalar", bound=np.generic)


def read_only(array: NDArray[Scalar]) -> NDArray[Scalar]:
    """A view that cannot be written to.

    Views of Arrow memory are read-only anyway; with all arrays alike, Numba compiles each kernel for one type only.
    """
    view = array.view()
    view.flags.writeable = False
    return view


def content_hash(instance: Instance) -> str:
    """BLAKE2b (128 bits, hexadecimal) over names, shapes and values of all fields, in their order."""
    digest = hashlib.blake2b(digest_size=16)
    _add(digest, instance)
    return digest.hexdigest()


def _add(digest: Any, value: Any) -> None:
    if hasattr(value, "digest"):
        digest.update(f"{type(value).__name__}{value.digest}".encode())
    elif isinstance(value, np.ndarray):
        digest.update(f"{value.dtype.name}{value.shape}".encode())
        digest.update(np.ascontiguousarray(value, value.dtype.newbyteorder("<")).data)
    elif isinstance(value, tuple):
        digest.update(f"tuple{len(value)}".encode())
        for item in value:
            _add(digest, item)
    elif hasattr(value, "__dataclass_fields__"):
        for field in fields(value):
            digest.update(field.name.encode() + b"=")
            _add(digest, getattr(value, field.name))
    else:
        digest.update(f"{value!r};".encode())
