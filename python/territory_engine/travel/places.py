"""Arrays of degrees as users pass them, checked."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..errors import DataError

Float = NDArray[np.float64]


def checked_places(
    owner: str, latitude_name: str, latitude: ArrayLike, longitude_name: str, longitude: ArrayLike
) -> tuple[Float, Float]:
    """Latitudes and longitudes as contiguous float64, or a DataError that names the argument and the first bad row."""
    latitudes = _degrees(owner, latitude_name, latitude, 90.0)
    longitudes = _degrees(owner, longitude_name, longitude, 180.0)
    if len(latitudes) != len(longitudes):
        raise DataError(
            f"{owner}: {latitude_name} has {len(latitudes):,} rows and {longitude_name} {len(longitudes):,}; "
            "expected one latitude and one longitude for each place.",
            column=longitude_name,
            found=len(longitudes),
            expected=len(latitudes),
        )
    return latitudes, longitudes


def _degrees(owner: str, name: str, values: ArrayLike, most: float) -> Float:
    try:
        array = np.asarray(values)
    except ValueError as error:  # ragged
        raise DataError(f"{owner}: {name} is not an array of numbers: {error}", column=name) from error
    expected = "a one-dimensional array of degrees"
    if array.ndim != 1:
        raise DataError(
            f"{owner}: {name} must be {expected}, found shape {array.shape}.",
            column=name,
            found=array.shape,
            expected=expected,
        )
    if array.dtype.kind not in "iuf" and array.size:
        raise DataError(
            f"{owner}: {name} must be {expected}, found dtype {array.dtype}.",
            column=name,
            found=str(array.dtype),
            expected=expected,
        )
    degrees = np.ascontiguousarray(array, np.float64)
    # NaN fails both comparisons
    if degrees.size and not (degrees.min() >= -most and degrees.max() <= most):
        row = int(np.flatnonzero(~((degrees >= -most) & (degrees <= most)))[0])
        found = float(degrees[row])
        bounds = f"degrees between -{most:g} and {most:g}"
        raise DataError(
            f"{owner}: {name}, row {row:,}: found {found!r}, expected {bounds}.",
            column=name,
            row=row,
            found=found,
            expected=bounds,
        )
    return degrees
