// Chords between float32 unit vectors and the kilometres they stand for. Twins in kernels/numba_set/chord.py.
#pragma once
#include <math.h>

namespace te::geo {

constexpr float half_circumference_km = 20015.115f;
constexpr float quarter_chord2 = 2.0f;  // squared chord of a quarter of the circle
constexpr float far_chord2 = 3.99996f;  // of a place 40 km from the antipode

static inline float squared_chord(float ax, float ay, float az, float bx, float by, float bz) {
    const float dx = ax - bx, dy = ay - by, dz = az - bz;
    return (dx * dx + dy * dy) + dz * dz;
}

// Kilometres of an arc up to a quarter of the circle: 2 R asin(sqrt(t)/2) for a squared chord t in [0, 2].
// Minimax polynomial for 2 R asin(sqrt(t)/2) / sqrt(t), relative error 7.5e-7.
static inline float arc_km(float t) {
    float p = 0.6063528f;
    p = p * t + -0.63688225f;
    p = p * t + 6.1207495f;
    p = p * t + 28.9961f;
    p = p * t + 265.61932f;
    p = p * t + 6371.004f;
    return sqrtf(t) * p;
}

// Arcs beyond a quarter as well, from the chord to the antipode, whose square is 4 - t. Close to the antipode
// the rounding of t would show (6 km): from far_chord2 on antipodal_km is to be used.
static inline float long_arc_km(float t) {
    const float u = 4.0f - t;
    const float arc = arc_km(u < t ? u : t);  // a minimum: one polynomial, not one for each case
    return t > quarter_chord2 ? half_circumference_km - arc : arc;
}

static inline float antipodal_km(float ax, float ay, float az, float bx, float by, float bz) {
    return half_circumference_km - arc_km(squared_chord(ax, ay, az, -bx, -by, -bz));
}

// Kilometres between two places at any distance, where t is their squared chord.
static inline float great_circle_km(float t, float ax, float ay, float az, float bx, float by, float bz) {
    return t < far_chord2 ? long_arc_km(t) : antipodal_km(ax, ay, az, bx, by, bz);
}

}  // namespace te::geo
