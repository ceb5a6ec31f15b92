// Great-circle length from the squared chord between two points of the unit sphere, in float32.
// Twins in kernels/numba_set/arc.py.
#pragma once

namespace te::geo {

constexpr float half_circumference_km = 20015.1142f;
constexpr float quarter_chord2 = 2.0f;  // squared chord of a quarter of the circle

// Kilometres are s * p(t) with t the squared chord, s its root and p a minimax fit of 2 R asin(s/2) / s.
// `static` keeps each instruction set's copy to itself.

// t <= 0.5 (4,600 km): relative error below 2.1e-7, rounding included.
static inline float arc_regional_km(float t) {
    const float p = 6371.00833f + t * (265.487892f + t * (29.5796280f + t * 5.31276942f));
    return __builtin_sqrtf(t) * p;
}

// t <= 2, a quarter of the circle: below 2.7e-7.
static inline float arc_quarter_km(float t) {
    const float p =
        6371.00946f +
        t * (265.428401f +
             t * (30.0911310f + t * (3.81517559f + t * (1.56322188f + t * (-0.363177060f + t * 0.160449590f)))));
    return __builtin_sqrtf(t) * p;
}

// Any t in [0, 4]: beyond a quarter of the circle from the chord to the antipode, whose square is 4 - t. Close to the
// antipode the rounding of t shows (6 km).
static inline float arc_global_km(float t) {
    const bool far = t > quarter_chord2;
    const float u = far ? 4.0f - t : t;
    const float km = arc_quarter_km(u > 0.0f ? u : 0.0f);
    return far ? half_circumference_km - km : km;
}

}  // namespace te::geo
