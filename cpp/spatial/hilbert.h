#pragma once
#include <cstdint>

#include "base/simd.h"

namespace te::spatial {

// Lambert azimuthal equal-area projection around `center`: east, north and center are orthonormal.
struct Projection {
    double east[3], north[3], center[3];
};

// Smallest and largest coordinates met.
struct Bounds {
    float min_x, max_x, min_y, max_y;
};

// Sum of the unit vectors of n places, added one after the other.
TE_DECLARE_LEVELS(void sum_unit_vectors(const double* latitude, const double* longitude, int64_t n, double* sum))

// Projects n places (float64, rounded to float32).
TE_DECLARE_LEVELS(void project(const Projection& projection, const double* latitude, const double* longitude, int64_t n,
                               float* x, float* y))

// words[i] = Hilbert key of the cell of (x[i], y[i]) << 32 | first + i, for cells of size 1 / cells_per_unit
// from (min_x, min_y).
TE_DECLARE_LEVELS(void hilbert_words(const float* x, const float* y, int64_t n, double min_x, double min_y,
                                     double cells_per_unit, uint32_t first, uint64_t* words))

// Bounds of n > 0 places of a map.
TE_DECLARE_LEVELS(Bounds bounds_of(const float* x, const float* y, int64_t n))

// Orders of n places along a Hilbert curve; see kernels/interface.py. n < 2^31.
void planar_order(const float* x, const float* y, int64_t n, int32_t* order, int threads);
void spatial_order(const double* latitude, const double* longitude, int64_t n, int32_t* order, int threads);

}  // namespace te::spatial
