"""Great circles in plain numpy. See :mod:`..interface` for the definitions."""

from __future__ import annotations

from functools import reduce

import numpy as np

from ..interface import EARTH_RADIUS_KM, F32, F64, I32, MetricCode

# Polynomials in z = degrees^2, highest power first; the same numbers as cpp/geo/sphere.h.
_SINE = (
    2.2155983087500254e-33,
    -1.1467511384903402e-27,
    4.1412664135166122e-22,
    -9.788384854052089e-17,
    1.3496016231605259e-11,
    -8.860961557012945e-07,
)
_COSINE = (
    -2.7634522812513083e-36,
    1.6678905882920956e-30,
    -7.227873620262126e-25,
    2.1354943021677122e-19,
    -3.925831985736035e-14,
    3.866323851562977e-09,
    -0.0001523087098933543,
    1.0,
)


def _horner(coefficients: tuple[float, ...], z: F64) -> F64:
    return reduce(lambda p, c: p * z + c, coefficients[1:], np.full_like(z, coefficients[0]))


def _sin_cos_degrees(degrees: F64) -> tuple[F64, F64]:
    turns = np.rint(degrees * (1.0 / 90.0))
    r = degrees - 90.0 * turns
    z = r * r
    s = _horner(_SINE, z) * (z * r) + 0.017453292519943295 * r
    c = _horner(_COSINE, z)
    quarter = turns.astype(np.int64) % 4
    return np.choose(quarter, [s, c, -s, -c]), np.choose(quarter, [c, -s, -c, s])


def unit_vectors_float64(latitude: F64, longitude: F64) -> F64:
    """Unit vectors before they are rounded to float32, (3, n)."""
    sin_lat, cos_lat = _sin_cos_degrees(latitude)
    sin_lon, cos_lon = _sin_cos_degrees(longitude)
    return np.stack([cos_lat * cos_lon + 0.0, cos_lat * sin_lon + 0.0, sin_lat])


def unit_vectors(latitude: F64, longitude: F64, threads: int) -> F32:
    """See :meth:`..interface.Kernels.unit_vectors`."""
    return unit_vectors_float64(latitude, longitude).astype(np.float32)


def haversine_km(latitude_a: F64, longitude_a: F64, latitude_b: F64, longitude_b: F64) -> F64:
    """Great-circle distance in float64, elementwise (broadcasts)."""
    lat_a, lon_a, lat_b, lon_b = map(np.radians, (latitude_a, longitude_a, latitude_b, longitude_b))
    h = np.sin((lat_b - lat_a) / 2) ** 2 + np.cos(lat_a) * np.cos(lat_b) * np.sin((lon_b - lon_a) / 2) ** 2
    km: F64 = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(h, 1.0)))
    return km


def great_circle_matrix(
    latitude_a: F64, longitude_a: F64, latitude_b: F64, longitude_b: F64, out: F32, threads: int
) -> None:
    """See :meth:`..interface.Kernels.great_circle_matrix`."""
    for i in range(len(latitude_a)):
        out[i] = haversine_km(latitude_a[i], longitude_a[i], latitude_b, longitude_b)


def great_circle_nearest(
    latitude_a: F64, longitude_a: F64, latitude_b: F64, longitude_b: F64, k: int, threads: int
) -> tuple[I32, F32]:
    """See :meth:`..interface.Kernels.great_circle_nearest`."""
    a = unit_vectors(latitude_a, longitude_a, threads)
    b = unit_vectors(latitude_b, longitude_b, threads)
    indices = np.empty((len(latitude_a), k), np.int32)
    for i in range(len(latitude_a)):
        dx, dy, dz = b - a[:, i, None]
        indices[i] = np.argsort((dx * dx + dy * dy) + dz * dz, kind="stable")[:k]
    km = haversine_km(latitude_a[:, None], longitude_a[:, None], latitude_b[indices], longitude_b[indices])
    return indices, km.astype(np.float32)


def assigned_travel(y: F64, x: F64, labels: I32, center_y: F64, center_x: F64, metric: int, threads: int) -> F64:
    """See :meth:`..interface.Kernels.assigned_travel`."""
    code = MetricCode(metric)
    if code.on_sphere:
        return haversine_km(y, x, center_y[labels], center_x[labels]) ** code.power
    travel: F64 = np.hypot(x - center_x[labels], y - center_y[labels]) ** code.power
    return travel
