// Chords between float32 unit vectors, and kilometres where those from the chord alone are not good enough.
// Twins in kernels/numba_set/chord.py.
#pragma once

#include "geo/arc.h"

namespace te::geo {

constexpr float far_chord2 = 3.99996f;  // of a place 40 km from the antipode: from here on take antipodal_km

static inline float squared_chord(float ax, float ay, float az, float bx, float by, float bz) {
    const float dx = ax - bx, dy = ay - by, dz = az - bz;
    return (dx * dx + dy * dy) + dz * dz;
}

// Kilometres between nearly opposite places, from the chord to the antipode.
static inline float antipodal_km(float ax, float ay, float az, float bx, float by, float bz) {
    return half_circumference_km - arc_quarter_km(squared_chord(ax, ay, az, -bx, -by, -bz));
}

// Kilometres between two places at any distance, where t is their squared chord.
static inline float great_circle_km(float t, float ax, float ay, float az, float bx, float by, float bz) {
    return t < far_chord2 ? arc_global_km(t) : antipodal_km(ax, ay, az, bx, by, bz);
}

}  // namespace te::geo
