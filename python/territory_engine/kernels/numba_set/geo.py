"""The unit sphere in float64: twins of ``cpp/geo/sphere.h``, operation for operation. Change both or neither."""

from __future__ import annotations

import math

from ..interface import EARTH_RADIUS_KM
from .jit import inlined

_TO_INTEGER = 6755399441055744.0  # 1.5 * 2^52: adding it rounds to the nearest integer


@inlined
def sin_cos_degrees(degrees: float) -> tuple[float, float]:
    """Sine and cosine of an angle in [-180, 180] degrees; errors below 2e-16, exact at multiples of 90."""
    turns = (degrees * (1.0 / 90.0) + _TO_INTEGER) - _TO_INTEGER
    r = degrees - 90.0 * turns
    z = r * r
    s = 2.2155983087500254e-33
    s = s * z + -1.1467511384903402e-27
    s = s * z + 4.1412664135166122e-22
    s = s * z + -9.788384854052089e-17
    s = s * z + 1.3496016231605259e-11
    s = s * z + -8.860961557012945e-07
    s = s * (z * r) + 0.017453292519943295 * r
    c = -2.7634522812513083e-36
    c = c * z + 1.6678905882920956e-30
    c = c * z + -7.227873620262126e-25
    c = c * z + 2.1354943021677122e-19
    c = c * z + -3.925831985736035e-14
    c = c * z + 3.866323851562977e-09
    c = c * z + -0.0001523087098933543
    c = c * z + 1.0
    odd = turns * turns == 1.0
    half = turns * turns > 1.0
    a = c if odd else s
    b = s if odd else c
    sine = -a if turns == -1.0 or half else a
    cosine = -b if turns == 1.0 or half else b
    return sine, cosine


@inlined
def unit_vector(latitude: float, longitude: float) -> tuple[float, float, float]:
    """Place in degrees to unit vector. Adding 0.0 turns -0.0 into 0.0: a pole has one vector at every longitude."""
    sin_lat, cos_lat = sin_cos_degrees(latitude)
    sin_lon, cos_lon = sin_cos_degrees(longitude)
    return cos_lat * cos_lon + 0.0, cos_lat * sin_lon + 0.0, sin_lat


@inlined
def asin_ratio(t: float) -> float:
    """asin(h)/h at h = sqrt(t)/2 for t in [0, 2]; minimax, relative error 1.1e-12."""
    p = 1.503136050314865e-08
    p = p * t + -1.313681975426133e-07
    p = p * t + 5.72115482061596e-07
    p = p * t + -1.3792466799699763e-06
    p = p * t + 2.475237595962648e-06
    p = p * t + -1.6441272890082773e-06
    p = p * t + 6.061470544492657e-06
    p = p * t + 2.096391043478696e-05
    p = p * t + 0.00011895209979860078
    p = p * t + 0.0006974948792382217
    p = p * t + 0.004687504700868794
    p = p * t + 0.04166666649265484
    return p * t + 1.0000000000010656


@inlined
def great_circle_km(ax: float, ay: float, az: float, bx: float, by: float, bz: float) -> float:
    """Great-circle distance between two unit vectors: from their chord, beyond a quarter circle from the antipode's."""
    dx, dy, dz = ax - bx, ay - by, az - bz
    sx, sy, sz = ax + bx, ay + by, az + bz
    chord2 = (dx * dx + dy * dy) + dz * dz
    antichord2 = (sx * sx + sy * sy) + sz * sz
    near = chord2 <= antichord2
    t = chord2 if near else antichord2
    arc = math.sqrt(t) * asin_ratio(t)
    return EARTH_RADIUS_KM * (arc if near else math.pi - arc)
