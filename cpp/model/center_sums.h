// Sums over the units of each territory from which a centre moves to the weighted geometric median.
#pragma once
#include <cstdint>

#include "base/simd.h"
#include "geo/metric.h"
#include "spatial/blocks.h"

namespace te::model {

constexpr int kCenterSums = 5;  // sum q x, sum q y, sum q z, sum q, sum v travel;  q is the pull of a unit

struct CenterTask {
    const int32_t* labels;
    int64_t begin, end;  // leaves
    const float* x;      // (K) centres
    const float* y;
    const float* z;
    double* sums;  // (K, kCenterSums)
};

TE_DECLARE_LEVELS(void center_task(const spatial::Units&, geo::Metric metric, const CenterTask&))

// Weiszfeld's sums: the centre moves to the mean of the places weighted by q (on the sphere: to its direction), where
// the gradient of travel would vanish if the pulls stayed as they are. q = v / distance in the plane, v / sin(angle)
// on the sphere, times the distance where travel is squared (in the plane that is the mean itself).
// E. Weiszfeld (1937); doi:10.1007/s10479-008-0352-z. sums (K, kCenterSums) is overwritten.
void center_sums(const spatial::Units& units, const int32_t* labels, int territories, const float* x, const float* y,
                 const float* z, geo::Metric metric, double* sums, int threads);

}  // namespace te::model
