"""Memory that a caller lends for a table."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ..errors import DataError


def check_out(
    owner: str, out: object, shape: tuple[int, int], wanted: str, laid_out: Callable[[NDArray[np.float32]], bool]
) -> None:
    """DataError where ``out`` is not ``wanted``: float32, of that shape and layout, aligned, writeable."""
    if not isinstance(out, np.ndarray):
        found = type(out).__name__
    elif out.dtype != np.float32:
        found = f"dtype {out.dtype}"
    elif out.shape != shape:
        found = f"shape {out.shape}"
    elif not laid_out(out):
        found = f"an array with strides {out.strides}"
    elif not out.flags.aligned:
        found = "one that is not aligned to 4 bytes"
    elif not out.flags.writeable:
        found = "a read-only array"
    else:
        return
    raise DataError(f"{owner}: out must be {wanted}, found {found}.", found=found, expected=wanted)
