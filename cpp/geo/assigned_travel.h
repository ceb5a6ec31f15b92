// Exact travel from every unit to its own centre.
#pragma once
#include <cstdint>

#include "base/simd.h"
#include "geo/metric.h"

namespace te::geo {

// centers (K, 3): unit vectors on the sphere, x, y, 0 in the plane.
TE_DECLARE_LEVELS(void assigned_travel_task(const double* y, const double* x, const int32_t* labels,
                                            const double* centers, Metric metric, int64_t begin, int64_t end,
                                            double* out))

// out[i] = travel, float64, from unit i to the centre of territory labels[i]. Degrees (y the latitude) and great-circle
// km on the sphere; in the plane the user's own unit; squared where the metric is.
void assigned_travel(const double* y, const double* x, const int32_t* labels, int64_t n, const double* center_y,
                     const double* center_x, int64_t centers, Metric metric, double* out, int threads);

}  // namespace te::geo
