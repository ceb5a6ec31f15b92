"""Sets of places that are hard on kernels of the sphere."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Places = tuple[NDArray[np.float64], NDArray[np.float64]]


def in_box(n: int, south: float, north: float, west: float, east: float, seed: int = 0) -> Places:
    """Places drawn uniformly; ``east`` may lie beyond 180."""
    rng = np.random.default_rng((seed, n))
    longitude = rng.uniform(west, east, n)
    return rng.uniform(south, north, n), np.where(longitude > 180.0, longitude - 360.0, longitude)


def on_grid(n: int, step: float, seed: int = 0) -> Places:
    """Places of the whole globe rounded to multiples of ``step`` degrees: many coincide, many are equally far."""
    latitude, longitude = in_box(n, -90.0, 90.0, -180.0, 180.0, seed)
    return np.round(latitude / step) * step, np.round(longitude / step) * step


def antipodes(places: Places) -> Places:
    """The other ends of the world."""
    latitude, longitude = places
    return -latitude, np.where(longitude > 0.0, longitude - 180.0, longitude + 180.0)


def join(*sets: Places) -> Places:
    """All of them, in turn."""
    return np.concatenate([latitude for latitude, _ in sets]), np.concatenate([longitude for _, longitude in sets])


def places(name: str, n: int, seed: int = 0) -> Places:
    """One of ``NAMES``, n places."""
    boxes = {
        "globe": (-90.0, 90.0, -180.0, 180.0),
        "country": (47.0, 55.0, 6.0, 15.0),
        "town": (52.50, 52.51, 13.40, 13.41),
        "around the date line": (-20.0, 20.0, 170.0, 190.0),
        "around the pole": (88.0, 90.0, -180.0, 180.0),
    }
    if name in boxes:
        return in_box(n, *boxes[name], seed=seed)
    if name == "corners":
        latitude = np.array([90.0, -90.0, 0.0, 0.0, 0.0, 0.0, 90.0, 45.0, -45.0, 1e-300, 5e-324])
        longitude = np.array([0.0, 77.0, 180.0, -180.0, 90.0, -90.0, -180.0, 135.0, -135.0, -1e-300, -5e-324])
        return np.resize(latitude, n), np.resize(longitude, n)
    if name == "one place":
        return np.full(n, 12.25), np.full(n, -67.5)
    if name == "grid":
        return on_grid(n, 5.0, seed)
    assert name == "antipodal pairs"
    near = in_box(n - n // 2, -90.0, 90.0, -180.0, 180.0, seed)
    return join(near, antipodes((near[0][: n // 2], near[1][: n // 2])))


NAMES = [
    "globe", "country", "town", "around the date line", "around the pole", "corners", "one place", "grid",
    "antipodal pairs",
]  # fmt: skip
