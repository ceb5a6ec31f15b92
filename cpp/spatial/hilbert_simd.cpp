#include "spatial/hilbert.h"

#include "geo/sphere.h"

namespace te::spatial::TE_SIMD_LEVEL {

void sum_unit_vectors(const double* latitude, const double* longitude, int64_t n, double* sum) {
    constexpr int64_t block = 256;
    double x[block], y[block], z[block];
    double sum_x = 0, sum_y = 0, sum_z = 0;
    for (int64_t begin = 0; begin < n; begin += block) {
        const int64_t count = n - begin < block ? n - begin : block;
        for (int64_t i = 0; i < count; ++i)
            geo::unit_vector(latitude[begin + i], longitude[begin + i], x[i], y[i], z[i]);
        for (int64_t i = 0; i < count; ++i) {
            sum_x += x[i];
            sum_y += y[i];
            sum_z += z[i];
        }
    }
    sum[0] = sum_x;
    sum[1] = sum_y;
    sum[2] = sum_z;
}

// The antipode of the centre is a circle of radius 2 on the map: its places are put at one point of it.
static inline void project_one(const Projection& p, double latitude, double longitude, float& x, float& y) {
    double vx, vy, vz;
    geo::unit_vector(latitude, longitude, vx, vy, vz);
    const double e = (vx * p.east[0] + vy * p.east[1]) + vz * p.east[2];
    const double n = (vx * p.north[0] + vy * p.north[1]) + vz * p.north[2];
    const double above = 1.0 + ((vx * p.center[0] + vy * p.center[1]) + vz * p.center[2]);
    const bool antipode = above < 1e-12;
    const double scale = sqrt(2.0 / (antipode ? 2.0 : above));
    x = static_cast<float>(antipode ? 2.0 : e * scale);
    y = static_cast<float>(antipode ? 0.0 : n * scale);
}

void project(const Projection& projection, const double* __restrict latitude, const double* __restrict longitude,
             int64_t n, float* __restrict x, float* __restrict y) {
    const Projection p = projection;
    for (int64_t i = 0; i < n; ++i) project_one(p, latitude[i], longitude[i], x[i], y[i]);
}

Bounds bounds_of(const float* x, const float* y, int64_t n) {
    constexpr int64_t lanes = 16;  // the compiler keeps each array in one or a few registers
    float min_x[lanes], max_x[lanes], min_y[lanes], max_y[lanes];
    for (int64_t l = 0; l < lanes; ++l) min_x[l] = max_x[l] = x[0], min_y[l] = max_y[l] = y[0];
    const auto widen = [&](int64_t i, int64_t l) {
        min_x[l] = x[i] < min_x[l] ? x[i] : min_x[l];
        max_x[l] = x[i] > max_x[l] ? x[i] : max_x[l];
        min_y[l] = y[i] < min_y[l] ? y[i] : min_y[l];
        max_y[l] = y[i] > max_y[l] ? y[i] : max_y[l];
    };
    int64_t i = 0;
    for (; i + lanes <= n; i += lanes)
        for (int64_t l = 0; l < lanes; ++l) widen(i + l, l);
    for (; i < n; ++i) widen(i, 0);
    Bounds bounds{min_x[0], max_x[0], min_y[0], max_y[0]};
    for (int64_t l = 1; l < lanes; ++l) {
        bounds.min_x = min_x[l] < bounds.min_x ? min_x[l] : bounds.min_x;
        bounds.max_x = max_x[l] > bounds.max_x ? max_x[l] : bounds.max_x;
        bounds.min_y = min_y[l] < bounds.min_y ? min_y[l] : bounds.min_y;
        bounds.max_y = max_y[l] > bounds.max_y ? max_y[l] : bounds.max_y;
    }
    return bounds;
}

static inline uint32_t cell_of(double coordinate, double minimum, double cells_per_unit) {
    const auto cell = static_cast<int32_t>((coordinate - minimum) * cells_per_unit);
    return static_cast<uint32_t>(cell < 65535 ? cell : 65535);
}

// Two bits a level, highest first: the quadrant's place in the curve, then the turn of the curve inside it.
// Only masks, so that the loop over places vectorises. (Hilbert 1891, doi:10.1007/BF01199431)
static inline uint32_t hilbert_key(uint32_t x, uint32_t y) {
    uint32_t key = 0;
    for (int level = 15; level >= 0; --level) {
        const uint32_t right = (x >> level) & 1u, upper = (y >> level) & 1u;
        key = (key << 2) | ((right * 3u) ^ upper);
        const uint32_t lower = upper - 1u;           // all ones in the lower quadrants, where x and y swap
        const uint32_t flip = (0u - right) & lower;  // all ones in the lower right one, where both are mirrored
        const uint32_t change = (x ^ y) & lower;
        x = x ^ change ^ flip;
        y = y ^ change ^ flip;
    }
    return key;
}

void hilbert_words(const float* __restrict x, const float* __restrict y, int64_t n, double min_x, double min_y,
                   double cells_per_unit, uint32_t first, uint64_t* __restrict words) {
    constexpr int64_t block = 1024;
    uint32_t keys[block];
    for (int64_t begin = 0; begin < n; begin += block) {
        const int64_t count = n - begin < block ? n - begin : block;
        for (int64_t i = 0; i < count; ++i)
            keys[i] =
                hilbert_key(cell_of(x[begin + i], min_x, cells_per_unit), cell_of(y[begin + i], min_y, cells_per_unit));
        const uint32_t index = first + static_cast<uint32_t>(begin);
        for (int64_t i = 0; i < count; ++i)
            words[begin + i] = static_cast<uint64_t>(keys[i]) << 32 | (index + static_cast<uint32_t>(i));
    }
}

}  // namespace te::spatial::TE_SIMD_LEVEL
