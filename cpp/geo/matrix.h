#pragma once
#include <cstdint>

#include "base/simd.h"

namespace te::geo {

// Places given as float32 unit vectors, readable (any values) 16 entries beyond the last.
struct Vectors {
    const float *x, *y, *z;
    int64_t count;
};

// The cube around the sphere, cut into 64 x 64 x 64 cells.
constexpr int32_t place_cells = 1 << 18;

static inline int32_t cell_along_axis(float coordinate) {
    const auto cell = static_cast<int32_t>((coordinate + 1.0f) * 32.0f);
    return cell < 0 ? 0 : cell > 63 ? 63 : cell;
}

static inline int32_t cell_of_place(float x, float y, float z) {
    return cell_along_axis(x) << 12 | cell_along_axis(y) << 6 | cell_along_axis(z);
}

// Where the places b are, roughly: it tells which rows may take a shorter loop with the same result.
struct Whereabouts {
    float low[3], high[3];            // the box around them
    uint64_t near[place_cells / 64];  // a bit for every cell of the cube that some of them lies in or close to
};

// Entries [begin, end) of the row-major (n, b.count) matrix of kilometres between the places given in degrees and
// those of `b`, written to out[begin..end).
// `stream`: past the caches, for what is too large to stay in them.
TE_DECLARE_LEVELS(void matrix_range(const double* latitude, const double* longitude, Vectors b,
                                    const Whereabouts& where, int64_t begin, int64_t end, float* out, bool stream))

// Kilometres between all pairs, (n, m) row-major; see kernels/interface.py.
void great_circle_matrix(const double* latitude_a, const double* longitude_a, int64_t n, const double* latitude_b,
                         const double* longitude_b, int64_t m, float* out, int threads);

}  // namespace te::geo
