#include "spatial/nearest_simd.h"

#include "geo/chord.h"
#include "geo/sphere.h"

namespace te::spatial::TE_SIMD_LEVEL {

void make_points(const double* __restrict latitude, const double* __restrict longitude, int64_t n, int32_t first,
                 Point* __restrict points) {
    constexpr int64_t part = 256;
    float x[part], y[part], z[part];
    for (int64_t begin = 0; begin < n; begin += part) {
        const int64_t count = n - begin < part ? n - begin : part;
        for (int64_t i = 0; i < count; ++i) {
            double vx, vy, vz;
            geo::unit_vector(latitude[begin + i], longitude[begin + i], vx, vy, vz);
            x[i] = static_cast<float>(vx);
            y[i] = static_cast<float>(vy);
            z[i] = static_cast<float>(vz);
        }
        for (int64_t i = 0; i < count; ++i)
            points[begin + i] = {x[i], y[i], z[i], first + static_cast<int32_t>(begin + i)};
    }
}

namespace {

constexpr int64_t block = 256;
constexpr int64_t lanes = 16;  // partial results, for the compiler to keep in registers

// Coordinates of up to a block of points, and the last of them again up to a multiple of the lanes.
int64_t unpack(const Point* points, int64_t n, float* __restrict x, float* __restrict y, float* __restrict z) {
    const int64_t count = n < block ? n : block;
    for (int64_t i = 0; i < count; ++i) {
        x[i] = points[i].x;
        y[i] = points[i].y;
        z[i] = points[i].z;
    }
    const int64_t padded = (count + lanes - 1) / lanes * lanes;
    for (int64_t i = count; i < padded; ++i) x[i] = x[count - 1], y[i] = y[count - 1], z[i] = z[count - 1];
    return padded;
}

struct Range {
    float low[lanes], high[lanes];

    Range() {
        for (int64_t l = 0; l < lanes; ++l) low[l] = 8.0f, high[l] = -8.0f;
    }

    void widen(const float* values, int64_t n) {
        for (int64_t i = 0; i < n; i += lanes)
            for (int64_t l = 0; l < lanes; ++l) {
                low[l] = values[i + l] < low[l] ? values[i + l] : low[l];
                high[l] = values[i + l] > high[l] ? values[i + l] : high[l];
            }
    }

    void close() {
        for (int64_t l = 1; l < lanes; ++l) {
            low[0] = low[l] < low[0] ? low[l] : low[0];
            high[0] = high[l] > high[0] ? high[l] : high[0];
        }
    }
};

}  // namespace

Extent enclose(const Point* points, int64_t n) {
    float x[block], y[block], z[block], chord2[block];
    Range ranges[3];
    for (int64_t begin = 0; begin < n; begin += block) {
        const int64_t count = unpack(points + begin, n - begin, x, y, z);
        ranges[0].widen(x, count);
        ranges[1].widen(y, count);
        ranges[2].widen(z, count);
    }
    Extent extent;
    for (int64_t axis = 0; axis < 3; ++axis) {
        ranges[axis].close();
        extent.low[axis] = ranges[axis].low[0];
        extent.high[axis] = ranges[axis].high[0];
        extent.center[axis] = 0.5f * (extent.low[axis] + extent.high[axis]);
    }
    const float cx = extent.center[0], cy = extent.center[1], cz = extent.center[2];
    Range chords;
    for (int64_t begin = 0; begin < n; begin += block) {
        const int64_t count = unpack(points + begin, n - begin, x, y, z);
        for (int64_t i = 0; i < count; ++i) chord2[i] = geo::squared_chord(x[i], y[i], z[i], cx, cy, cz);
        chords.widen(chord2, count);
    }
    chords.close();
    extent.radius = 1.000001f * sqrtf(chords.high[0]);
    return extent;
}

void cell_of_points(const Point* __restrict points, int64_t n, const Grid& grid, uint16_t* __restrict cells) {
    const Grid g = grid;
    const int32_t last[3] = {(1 << g.bits[0]) - 1, (1 << g.bits[1]) - 1, (1 << g.bits[2]) - 1};
    const int32_t shift_x = g.bits[1] + g.bits[2], shift_y = g.bits[2];
    for (int64_t i = 0; i < n; ++i) {
        const auto x = static_cast<int32_t>((points[i].x - g.low[0]) * g.cells_per_unit[0]);
        const auto y = static_cast<int32_t>((points[i].y - g.low[1]) * g.cells_per_unit[1]);
        const auto z = static_cast<int32_t>((points[i].z - g.low[2]) * g.cells_per_unit[2]);
        cells[i] = static_cast<uint16_t>((x < last[0] ? x : last[0]) << shift_x |
                                         (y < last[1] ? y : last[1]) << shift_y | (z < last[2] ? z : last[2]));
    }
}

void squared_chords(const float* place, const Candidates& from, float* __restrict chord2) {
    const float x = place[0], y = place[1], z = place[2];
    const float *fx = from.x, *fy = from.y, *fz = from.z;
    for (int64_t j = 0; j < from.count; ++j) chord2[j] = geo::squared_chord(x, y, z, fx[j], fy[j], fz[j]);
}

float kth_smallest_bound(int64_t k, const float* __restrict values, int64_t n) {
    float least[bound_lanes];
    for (int64_t l = 0; l < bound_lanes; ++l) least[l] = values[l];
    int64_t i = bound_lanes;
    for (; i + bound_lanes <= n; i += bound_lanes)
        for (int64_t l = 0; l < bound_lanes; ++l) least[l] = values[i + l] < least[l] ? values[i + l] : least[l];
    for (int64_t l = 0; i + l < n; ++l) least[l] = values[i + l] < least[l] ? values[i + l] : least[l];
    int32_t rank[bound_lanes] = {};
    for (int64_t other = 0; other < bound_lanes; ++other) {
        const float value = least[other];
        for (int64_t l = 0; l < bound_lanes; ++l) rank[l] += value < least[l] ? 1 : 0;
    }
    float bound = 0.0f;
    for (int64_t l = 0; l < bound_lanes; ++l) bound = rank[l] < k && least[l] > bound ? least[l] : bound;
    return bound;
}

namespace {

constexpr int64_t test_block = 256;

// Copies the candidates of a block that were kept, without a branch for each.
void copy_kept(const Candidates& from, int64_t begin, int64_t count, const int32_t* kept, Candidates& to) {
    int64_t out = to.count;
    for (int64_t j = 0; j < count; ++j) {
        to.x[out] = from.x[begin + j];
        to.y[out] = from.y[begin + j];
        to.z[out] = from.z[begin + j];
        to.index[out] = from.index[begin + j];
        out += kept[j];
    }
    to.count = out;
}

}  // namespace

// For p in the ball: chord2(p, c) - chord2(p, best) >= chord2(c) - chord2(best) - 2 radius |c - best|. The slack,
// ten times what float32 may err by, keeps candidates that rounding could make equal.
void keep_nearest(const Extent& extent, const Candidates& from, const float* chord2, int64_t best, Candidates& to) {
    const float x = from.x[best], y = from.y[best], z = from.z[best], least = chord2[best];
    const float radius2 = extent.radius * extent.radius;
    int32_t kept[test_block];
    to.count = 0;
    for (int64_t begin = 0; begin < from.count; begin += test_block) {
        const int64_t count = from.count - begin < test_block ? from.count - begin : test_block;
        const float *fx = from.x + begin, *fy = from.y + begin, *fz = from.z + begin, *t = chord2 + begin;
        for (int64_t j = 0; j < count; ++j) {
            const float ahead = (t[j] - least) - 1e-5f * (t[j] + radius2);
            const float apart2 = geo::squared_chord(x, y, z, fx[j], fy[j], fz[j]);
            const float signed_square = ahead > 0.0f ? ahead * ahead : -1.0f;
            kept[j] = signed_square <= 4.0f * radius2 * apart2 ? 1 : 0;
        }
        copy_kept(from, begin, count, kept, to);
    }
}

void keep_within(float limit, const Candidates& from, const float* chord2, Candidates& to) {
    int32_t kept[test_block];
    to.count = 0;
    for (int64_t begin = 0; begin < from.count; begin += test_block) {
        const int64_t count = from.count - begin < test_block ? from.count - begin : test_block;
        for (int64_t j = 0; j < count; ++j) kept[j] = chord2[begin + j] <= limit ? 1 : 0;
        copy_kept(from, begin, count, kept, to);
    }
}

namespace {

// One place of the sorted lists: (t, index) goes here, or what stood before moves here. Candidates come in increasing
// order of their index, so that going behind equals keeps the lower index first.
void insert_at(const float* __restrict t, int32_t index, const float* __restrict before,
               const int32_t* __restrict id_before, float* __restrict here, int32_t* __restrict id) {
    for (int64_t p = 0; p < scan_block; ++p) {
        const bool shift = t[p] < before[p], put = t[p] < here[p];
        id[p] = shift ? id_before[p] : (put ? index : id[p]);
        here[p] = shift ? before[p] : (put ? t[p] : here[p]);
    }
}

void insert_first(const float* __restrict t, int32_t index, float* __restrict here, int32_t* __restrict id) {
    for (int64_t p = 0; p < scan_block; ++p) {
        const bool put = t[p] < here[p];
        id[p] = put ? index : id[p];
        here[p] = put ? t[p] : here[p];
    }
}

bool any_less(const float* __restrict a, const float* __restrict b) {
    int32_t any = 0;
    for (int64_t p = 0; p < scan_block; ++p) any |= a[p] < b[p] ? 1 : 0;
    return any != 0;
}

}  // namespace

void scan(const Point* points, int64_t n, const Candidates& candidates, int64_t k, float* chord2, int32_t* index,
          float* km) {
    float x[scan_block], y[scan_block], z[scan_block], t[scan_block];
    for (int64_t p = 0; p < scan_block; ++p) {
        const Point& point = points[p < n ? p : n - 1];
        x[p] = point.x;
        y[p] = point.y;
        z[p] = point.z;
    }
    for (int64_t j = 0; j < k * scan_block; ++j) chord2[j] = 8.0f;  // more than any
    for (int64_t c = 0; c < candidates.count; ++c) {
        const float cx = candidates.x[c], cy = candidates.y[c], cz = candidates.z[c];
        for (int64_t p = 0; p < scan_block; ++p) t[p] = geo::squared_chord(x[p], y[p], z[p], cx, cy, cz);
        if (k > 1 && !any_less(t, chord2 + (k - 1) * scan_block)) continue;
        for (int64_t j = (k - 1) * scan_block; j > 0; j -= scan_block)
            insert_at(t, candidates.index[c], chord2 + j - scan_block, index + j - scan_block, chord2 + j, index + j);
        insert_first(t, candidates.index[c], chord2, index);
    }
    for (int64_t j = 0; j < k * scan_block; ++j) km[j] = geo::arc_global_km(chord2[j]);
}

}  // namespace te::spatial::TE_SIMD_LEVEL
