// The k nearest of some places b for each of many places a, by squared chord between float32 unit vectors.
#pragma once
#include <cstdint>

namespace te::spatial {

// See kernels/interface.py. indices and km are (n, k); 1 <= k <= m < 2^31.
void great_circle_nearest(const double* latitude_a, const double* longitude_a, int64_t n, const double* latitude_b,
                          const double* longitude_b, int64_t m, int64_t k, int32_t* indices, float* km, int threads);

}  // namespace te::spatial
