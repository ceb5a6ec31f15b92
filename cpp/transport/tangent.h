// Linearised travel over a box of units: what the second test of the walk down the block tree rests on.
//
// For a box with middle m and half diagonal r, a candidate q and the cheapest b, and any place x = m + d in the box:
//   travel(x, q) - travel(x, b) >= travel(m, q) - travel(m, b) + (pull_q - pull_b) . d - curvature_b
// where pull is the gradient of travel with respect to the place. For every metric travel is a convex function of the
// place, in the space around the sphere too (where test boxes reach), so that candidate q lies above its tangent:
// - plane: the norm lies below its tangent + r^2 / (2 s), s the chord from m to b;
// - regional, global: the chord does so, and kilometres are a convex function of it with second derivative < R / 4
//   up to chords of 0.8;
// - plane_squared: the difference of two squares is linear in x, nothing is lost;
// - sphere_squared: km^2 = R^2 (t + t^2 / 12 + ...) for t = |x - q|^2, every term convex. Its second derivatives lie
//   between 2 R^2 and 2 R^2 (1 + 0.64 s^2) up to chords of s = 0.8, and what exceeds 2 R^2 d^2 / 2 on both sides is
//   lost.
// Only for *_simd.cpp.
#pragma once

#include "geo/metric.h"

namespace te::transport {

// Whether the bounds above hold for a box of radius r at chord s from the cheapest territory, ...
template <geo::Metric M>
static inline bool tangent_holds(float s, float r) {
    if constexpr (geo::on_sphere(M)) return s + r < 0.8f && r < 0.1f;
    return true;
}

// ... and for a candidate at chord s from its middle: near the antipode the gradient grows without bound.
template <geo::Metric M>
static inline bool has_tangent(float s) {
    return !geo::on_sphere(M) || s < 1.9f;
}

// Gradient of travel at chord s: this factor times the vector from the centre to the place.
template <geo::Metric M>
static inline float pull_factor(float s, float travel) {
    if constexpr (M == geo::Metric::plane_squared) return 2.0f * geo::kPlaneUnit * geo::kPlaneUnit;
    const float safe = s > 1e-9f ? s : 1e-9f;
    if constexpr (M == geo::Metric::plane) return geo::kPlaneUnit / safe;
    const float factor = geo::kEarthKm / (__builtin_sqrtf(1.0f - 0.25f * s * s) * safe);
    if constexpr (M == geo::Metric::sphere_squared) return 2.0f * __builtin_sqrtf(travel) * factor;
    return factor;
}

// By how much travel to a territory at chord s from the middle may exceed its tangent within radius r.
template <geo::Metric M>
static inline float curvature(float s, float r) {
    if constexpr (M == geo::Metric::plane_squared) return 0.0f;
    if constexpr (M == geo::Metric::sphere_squared)
        return (0.64f * geo::kEarthKm * geo::kEarthKm) * ((s + r) * (s + r)) * (r * r);
    const float bend = r * r / (2.0f * (s > 1e-9f ? s : 1e-9f));
    if constexpr (M == geo::Metric::plane) return geo::kPlaneUnit * bend;
    return geo::kEarthKm * (bend / __builtin_sqrtf(1.0f - 0.25f * s * s) + 0.125f * (r + bend) * (r + bend));
}

}  // namespace te::transport
