"""Great-circle kilometres in plain float64: what plans are measured with, sharing nothing with the kernels."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from .kernels.interface import EARTH_RADIUS_KM

Float = NDArray[np.float64]

BLOCK = 1 << 15  # the temporaries of a block stay in the second-level cache


def haversine_km(latitude_a: Float, longitude_a: Float, latitude_b: Float, longitude_b: Float) -> Float:
    """Kilometres between places given in degrees; the arguments broadcast against each other.

    The haversine, clamped: exact to a few nanometres for places close together, to metres at the antipode.

    Examples
    --------
    >>> import numpy as np
    >>> haversine_km(np.array([0.0]), np.array([0.0]), np.array([0.0]), np.array([1.0])).round(4)
    array([111.1951])
    """
    half = np.pi / 360.0
    north = np.sin((latitude_b - latitude_a) * half)
    east = np.sin((longitude_b - longitude_a) * half)
    slant = np.cos(latitude_a * (2.0 * half)) * np.cos(latitude_b * (2.0 * half))
    square = north * north + slant * (east * east)
    np.minimum(square, 1.0, out=square)
    result: Float = np.arcsin(np.sqrt(square, out=square)) * (2.0 * EARTH_RADIUS_KM)
    return result


def to_own_center_km(
    latitude: Float,
    longitude: Float,
    labels: NDArray[np.integer],
    center_latitude: Float,
    center_longitude: Float,
) -> Float:
    """Kilometres from each unit to the centre that its label names, (n,) float64, block by block."""
    result = np.empty(len(latitude))
    half = np.pi / 360.0
    cosine = np.cos(center_latitude * (2.0 * half))
    for rows in blocks(len(latitude)):
        label, phi = labels[rows], latitude[rows]
        north = np.sin((center_latitude.take(label) - phi) * half)
        east = np.sin((center_longitude.take(label) - longitude[rows]) * half)
        square = north * north + np.cos(phi * (2.0 * half)) * cosine.take(label) * (east * east)
        np.minimum(square, 1.0, out=square)
        np.multiply(np.arcsin(np.sqrt(square, out=square)), 2.0 * EARTH_RADIUS_KM, out=result[rows])
    return result


def blocks(n: int, size: int = BLOCK) -> Iterator[slice]:
    """Slices that cover 0..n, ``size`` rows each."""
    return (slice(start, min(start + size, n)) for start in range(0, n, size))
