// The unit sphere in float64. Only + - * / sqrt in a fixed order: the Numba twins in
// kernels/numba_set/geo.py give the same bits, on every instruction set.
#pragma once
#include <math.h>
#include <cstdint>

namespace te::geo {

constexpr double earth_radius_km = 6371.0088;  // mean radius (IUGG)
constexpr double pi = 3.141592653589793;

// Everything here is `static`: each *_simd.cpp must keep the copy compiled for its own instruction set.

// Sine and cosine of an angle in [-180, 180] degrees; errors below 2e-16, exact at multiples of 90.
// The angle less its nearest multiple of 90 is exact (Sterbenz), so it is never rounded before the polynomials,
// which are minimax on [-45, 45] degrees (errors 2e-18 and 3e-20).
static inline void sin_cos_degrees(double degrees, double& sine, double& cosine) {
    constexpr double to_integer = 6755399441055744.0;  // 1.5 * 2^52: adding it rounds to the nearest integer
    const double turns = (degrees * (1.0 / 90.0) + to_integer) - to_integer;
    const double r = degrees - 90.0 * turns;
    const double z = r * r;
    double s = 2.2155983087500254e-33;
    s = s * z + -1.1467511384903402e-27;
    s = s * z + 4.1412664135166122e-22;
    s = s * z + -9.788384854052089e-17;
    s = s * z + 1.3496016231605259e-11;
    s = s * z + -8.860961557012945e-07;
    s = s * (z * r) + 0.017453292519943295 * r;
    double c = -2.7634522812513083e-36;
    c = c * z + 1.6678905882920956e-30;
    c = c * z + -7.227873620262126e-25;
    c = c * z + 2.1354943021677122e-19;
    c = c * z + -3.925831985736035e-14;
    c = c * z + 3.866323851562977e-09;
    c = c * z + -0.0001523087098933543;
    c = c * z + 1.0;
    const bool odd = turns * turns == 1.0;
    const double a = odd ? c : s;
    const double b = odd ? s : c;
    sine = (turns == -1.0 || turns * turns > 1.0) ? -a : a;
    cosine = turns == 1.0 || turns * turns > 1.0 ? -b : b;
}

// Place in degrees to unit vector. Adding 0.0 turns -0.0 into 0.0: a pole has one vector at every longitude.
static inline void unit_vector(double latitude, double longitude, double& x, double& y, double& z) {
    double sin_lat, cos_lat, sin_lon, cos_lon;
    sin_cos_degrees(latitude, sin_lat, cos_lat);
    sin_cos_degrees(longitude, sin_lon, cos_lon);
    x = cos_lat * cos_lon + 0.0;
    y = cos_lat * sin_lon + 0.0;
    z = sin_lat;
}

// asin(h)/h at h = sqrt(t)/2 for t in [0, 2], so that 2 asin(sqrt(t)/2) = sqrt(t) * asin_ratio(t).
// Minimax, relative error 1.1e-12.
static inline double asin_ratio(double t) {
    double p = 1.503136050314865e-08;
    p = p * t + -1.313681975426133e-07;
    p = p * t + 5.72115482061596e-07;
    p = p * t + -1.3792466799699763e-06;
    p = p * t + 2.475237595962648e-06;
    p = p * t + -1.6441272890082773e-06;
    p = p * t + 6.061470544492657e-06;
    p = p * t + 2.096391043478696e-05;
    p = p * t + 0.00011895209979860078;
    p = p * t + 0.0006974948792382217;
    p = p * t + 0.004687504700868794;
    p = p * t + 0.04166666649265484;
    return p * t + 1.0000000000010656;
}

// Great-circle distance between two unit vectors. Up to a quarter of the circle from the chord |a-b|, beyond
// it from the chord to the antipode |a+b|: well conditioned everywhere, nothing to clamp, no NaN.
static inline double great_circle_km(double ax, double ay, double az, double bx, double by, double bz) {
    const double dx = ax - bx, dy = ay - by, dz = az - bz;
    const double sx = ax + bx, sy = ay + by, sz = az + bz;
    const double chord2 = (dx * dx + dy * dy) + dz * dz;
    const double antichord2 = (sx * sx + sy * sy) + sz * sz;
    const bool near = chord2 <= antichord2;
    const double t = near ? chord2 : antichord2;
    const double arc = sqrt(t) * asin_ratio(t);
    return earth_radius_km * (near ? arc : pi - arc);
}

}  // namespace te::geo
