#include "geo/arc.h"
#include "model/center_sums.h"

namespace te::model::TE_SIMD_LEVEL {

namespace {

constexpr int n = spatial::kLeaf;
// (50 m / earth radius)^2: units nearer to the centre than this pull no harder.
constexpr float kSoftening = 6.2e-11f;

// Adds halves until one is left: an order of summation that vectorises and that the Numba twin repeats.
inline double fold(float* a) {
    for (int h = n / 2; h > 0; h /= 2)
        for (int k = 0; k < h; ++k) a[k] = a[k] + a[k + h];
    return static_cast<double>(a[0]);
}

template <bool Global>
void add_leaf(const spatial::Units& units, int64_t begin, const CenterTask& task, int32_t territory) {
    const float *x = units.x + begin, *y = units.y + begin, *z = units.z + begin, *v = units.travel + begin;
    const float cx = task.x[territory], cy = task.y[territory], cz = task.z[territory];
    float sx[n], sy[n], sz[n], sq[n], km[n];
    for (int k = 0; k < n; ++k) {
        const float dx = x[k] - cx, dy = y[k] - cy, dz = z[k] - cz;
        const float t = (dx * dx + dy * dy) + dz * dz;
        const float across = t * (1.0f - 0.25f * t);
        const float q = v[k] / __builtin_sqrtf((across > 0.0f ? across : 0.0f) + kSoftening);
        sx[k] = q * x[k];
        sy[k] = q * y[k];
        sz[k] = q * z[k];
        sq[k] = q;
        km[k] = v[k] * geo::arc_km<Global>(t);
    }
    double* sums = task.sums + static_cast<int64_t>(territory) * kCenterSums;
    sums[0] += fold(sx);
    sums[1] += fold(sy);
    sums[2] += fold(sz);
    sums[3] += fold(sq);
    sums[4] += fold(km);
}

template <bool Global>
void add_unit(const spatial::Units& units, int64_t i, const CenterTask& task) {
    const int32_t c = task.labels[i];
    const float dx = units.x[i] - task.x[c], dy = units.y[i] - task.y[c], dz = units.z[i] - task.z[c];
    const float t = (dx * dx + dy * dy) + dz * dz;
    const float across = t * (1.0f - 0.25f * t);
    const float q = units.travel[i] / __builtin_sqrtf((across > 0.0f ? across : 0.0f) + kSoftening);
    double* sums = task.sums + static_cast<int64_t>(c) * kCenterSums;
    sums[0] += static_cast<double>(q * units.x[i]);
    sums[1] += static_cast<double>(q * units.y[i]);
    sums[2] += static_cast<double>(q * units.z[i]);
    sums[3] += static_cast<double>(q);
    sums[4] += static_cast<double>(units.travel[i] * geo::arc_km<Global>(t));
}

template <bool Global>
void run(const spatial::Units& units, const CenterTask& task) {
    for (int64_t leaf = task.begin; leaf < task.end; ++leaf) {
        const int64_t begin = leaf * n;
        const int32_t* label = task.labels + begin;
        bool same = true;
        for (int k = 1; k < n; ++k) same = same && label[k] == label[0];
        if (same) {
            add_leaf<Global>(units, begin, task, label[0]);
        } else {
            for (int k = 0; k < n; ++k) add_unit<Global>(units, begin + k, task);
        }
    }
}

}  // namespace

void center_task(const spatial::Units& units, bool global, const CenterTask& task) {
    global ? run<true>(units, task) : run<false>(units, task);
}

}  // namespace te::model::TE_SIMD_LEVEL
