#pragma once
#include <cstdint>

#include "base/simd.h"

namespace te::geo {

// Places given as float32 unit vectors, readable (any values) 16 entries beyond the last.
struct Vectors {
    const float *x, *y, *z;
    int64_t count;
};

// Entries [begin, end) of the row-major (n, b.count) matrix of kilometres between the places given in degrees and
// those of `b`, written to out[begin..end). `box` is the box around b, min x, y, z and max x, y, z: it tells which
// rows may take a shorter loop with the same result.
// `stream`: past the caches, for what is too large to stay in them.
TE_DECLARE_LEVELS(void matrix_range(const double* latitude, const double* longitude, Vectors b, const float* box,
                                    int64_t begin, int64_t end, float* out, bool stream))

// Kilometres between all pairs, (n, m) row-major; see kernels/interface.py.
void great_circle_matrix(const double* latitude_a, const double* longitude_a, int64_t n, const double* latitude_b,
                         const double* longitude_b, int64_t m, float* out, int threads);

}  // namespace te::geo
