// Sums over the units of each territory from which a centre moves to the weighted geometric median.
#pragma once
#include <cstdint>

#include "base/simd.h"
#include "spatial/blocks.h"

namespace te::model {

constexpr int kCenterSums = 5;  // sum q x, sum q y, sum q z, sum q, sum v km;  q = v / sin(angle to the centre)

struct CenterTask {
    const int32_t* labels;
    int64_t begin, end;  // leaves
    const float* x;      // (K) centres
    const float* y;
    const float* z;
    double* sums;  // (K, kCenterSums)
};

TE_DECLARE_LEVELS(void center_task(const spatial::Units&, bool global, const CenterTask&))

// Weiszfeld's sums on the sphere: the centre moves to the direction of (sum q x, sum q y, sum q z).
// E. Weiszfeld (1937); doi:10.1007/s10479-008-0352-z. sums (K, kCenterSums) is overwritten.
void center_sums(const spatial::Units& units, const int32_t* labels, int territories, const float* x, const float* y,
                 const float* z, bool global, double* sums, int threads);

}  // namespace te::model
