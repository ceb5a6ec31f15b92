"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from .errors import DataError


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A path beside ``target`` to write to, which takes its place at the end; whoever has the old file keeps it."""
    fresh = target.with_name(f".{target.name}.{uuid.uuid4().hex}.new")
    try:
        yield fresh
        os.replace(fresh, target)
    finally:
        fresh.unlink(missing_ok=True)


@contextmanager
def written(path: str | os.PathLike[str], suffixes: Sequence[str], what: str) -> Iterator[Path]:
    """As :func:`replacing`, for a path that a user gave.

    Raises
    ------
    DataError
        ``path`` ends in none of the suffixes, or its folder does not exist.
    """
    target = Path(path)
    if target.suffix.lower() not in suffixes:
        expected = " or ".join(repr(suffix) for suffix in suffixes)
        raise DataError(f"{what}: {str(target)!r} must end in {expected}.", found=str(target), expected=suffixes[0])
    if not target.parent.is_dir():
        folder = str(target.parent)
        raise DataError(f"{what}: there is no folder {folder!r}; make it first.", found=folder, expected="a folder")
    with replacing(target) as fresh:
        yield fresh
