#pragma once
#include <cstdint>

#include "base/simd.h"

namespace te::geo {

// Unit vectors of n places as float32; see kernels/interface.py. One thread, the instruction set in force.
TE_DECLARE_LEVELS(void unit_vectors(const double* latitude, const double* longitude, int64_t n, float* x, float* y,
                                    float* z))

// The same on `threads` threads; `out` is (3, n).
void unit_vectors(const double* latitude, const double* longitude, int64_t n, float* out, int threads);

}  // namespace te::geo
