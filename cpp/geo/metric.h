// How travel between two places follows from the squared chord t between their vectors, in float32.
//
// On the sphere vectors have length 1 and travel is in kilometres. In the plane vectors are (x, y, 0), moved and scaled
// by a power of two so that no coordinate exceeds 1, and a chord of 1 counts kPlaneUnit: travel then has the
// magnitude that it has on the sphere, and one set of small constants serves both. Travel grows with t for every
// metric. Twins in kernels/numba_set/metric.py. `static` keeps each instruction set's copy to itself.
#pragma once

#include "geo/arc.h"

namespace te::geo {

// The numbers are those of kernels/interface.py.
enum class Metric : int { regional = 0, global = 1, plane = 2, sphere_squared = 3, plane_squared = 4 };
constexpr int kMetrics = 5;

constexpr float kEarthKm = 6371.0088f;
constexpr float kPlaneUnit = 4096.0f;

constexpr bool on_sphere(Metric metric) { return metric != Metric::plane && metric != Metric::plane_squared; }

template <Metric M>
static inline float travel_of(float t) {
    if constexpr (M == Metric::regional) return arc_regional_km(t);
    if constexpr (M == Metric::global) return arc_global_km(t);
    if constexpr (M == Metric::plane) return kPlaneUnit * __builtin_sqrtf(t);
    if constexpr (M == Metric::plane_squared) return (kPlaneUnit * kPlaneUnit) * t;
    const float km = arc_global_km(t);
    return km * km;
}

// Calls f with a tag whose `value` is the metric, so that a template can be chosen by it.
template <Metric M>
struct MetricTag {
    static constexpr Metric value = M;
};

template <class F>
static inline void for_metric(Metric metric, F f) {
    switch (metric) {
        case Metric::regional:
            return f(MetricTag<Metric::regional>{});
        case Metric::global:
            return f(MetricTag<Metric::global>{});
        case Metric::plane:
            return f(MetricTag<Metric::plane>{});
        case Metric::sphere_squared:
            return f(MetricTag<Metric::sphere_squared>{});
        case Metric::plane_squared:
            return f(MetricTag<Metric::plane_squared>{});
    }
}

}  // namespace te::geo
