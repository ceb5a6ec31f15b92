// Great-circle length from the squared chord between two points of the unit sphere, in float32.
#pragma once

namespace te::geo {

// Kilometres are s * p(t) with t the squared chord, s its root and p a minimax fit of 2 R asin(s/2) / s.
// `static` keeps each instruction set's copy to itself.

// t <= 0.5 (4,600 km): relative error below 1e-7.
static inline float arc_regional_km(float t) {
    const float p = 6371.00833f + t * (265.487892f + t * (29.5796280f + t * 5.31276942f));
    return __builtin_sqrtf(t) * p;
}

static inline float arc_half_km(float t) {
    return 6371.00946f +
           t * (265.428401f +
                t * (30.0911310f + t * (3.81517559f + t * (1.56322188f + t * (-0.363177060f + t * 0.160449590f)))));
}

// Any t in [0, 4]: beyond a quarter of the globe the antipodal chord is used.
static inline float arc_global_km(float t) {
    const bool far = t > 2.0f;
    float u = far ? 4.0f - t : t;
    u = u > 0.0f ? u : 0.0f;
    const float km = __builtin_sqrtf(u) * arc_half_km(u);
    return far ? 20015.1142f - km : km;
}

}  // namespace te::geo
