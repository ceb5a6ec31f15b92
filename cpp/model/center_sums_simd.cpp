#include "geo/metric.h"
#include "model/center_sums.h"

namespace te::model::TE_SIMD_LEVEL {

namespace {

using geo::Metric;

constexpr int n = spatial::kLeaf;
// (50 m / earth radius)^2: units nearer to the centre than this chord pull no harder.
constexpr float kSoftening = 6.2e-11f;
constexpr float kSofteningKm2 = 2.516565e-3f;  // the same in square kilometres

// How hard a unit of travel weight v at squared chord t pulls at the centre.
template <Metric M>
inline float pull(float v, float t) {
    if constexpr (M == Metric::plane_squared) return v;
    if constexpr (M == Metric::plane) return v / __builtin_sqrtf(t + kSoftening);
    float across = t * (1.0f - 0.25f * t);  // squared sine of the angle
    across = (across > 0.0f ? across : 0.0f) + kSoftening;
    if constexpr (M == Metric::sphere_squared)
        return v * __builtin_sqrtf((geo::travel_of<M>(t) + kSofteningKm2) / across);
    return v / __builtin_sqrtf(across);
}

// Adds halves until one is left: an order of summation that vectorises and that the Numba twin repeats.
inline double fold(float* a) {
    for (int h = n / 2; h > 0; h /= 2)
        for (int k = 0; k < h; ++k) a[k] = a[k] + a[k + h];
    return static_cast<double>(a[0]);
}

template <Metric M>
void add_leaf(const spatial::Units& units, int64_t begin, const CenterTask& task, int32_t territory) {
    const float *x = units.x + begin, *y = units.y + begin, *z = units.z + begin, *v = units.travel + begin;
    const float cx = task.x[territory], cy = task.y[territory], cz = task.z[territory];
    float sx[n], sy[n], sz[n], sq[n], travel[n];
    for (int k = 0; k < n; ++k) {
        const float dx = x[k] - cx, dy = y[k] - cy, dz = z[k] - cz;
        const float t = (dx * dx + dy * dy) + dz * dz;
        const float q = pull<M>(v[k], t);
        sx[k] = q * x[k];
        sy[k] = q * y[k];
        sz[k] = q * z[k];
        sq[k] = q;
        travel[k] = v[k] * geo::travel_of<M>(t);
    }
    double* sums = task.sums + static_cast<int64_t>(territory) * kCenterSums;
    sums[0] += fold(sx);
    sums[1] += fold(sy);
    sums[2] += fold(sz);
    sums[3] += fold(sq);
    sums[4] += fold(travel);
}

template <Metric M>
void add_unit(const spatial::Units& units, int64_t i, const CenterTask& task) {
    const int32_t c = task.labels[i];
    const float dx = units.x[i] - task.x[c], dy = units.y[i] - task.y[c], dz = units.z[i] - task.z[c];
    const float t = (dx * dx + dy * dy) + dz * dz;
    const float q = pull<M>(units.travel[i], t);
    double* sums = task.sums + static_cast<int64_t>(c) * kCenterSums;
    sums[0] += static_cast<double>(q * units.x[i]);
    sums[1] += static_cast<double>(q * units.y[i]);
    sums[2] += static_cast<double>(q * units.z[i]);
    sums[3] += static_cast<double>(q);
    sums[4] += static_cast<double>(units.travel[i] * geo::travel_of<M>(t));
}

template <Metric M>
void run(const spatial::Units& units, const CenterTask& task) {
    for (int64_t leaf = task.begin; leaf < task.end; ++leaf) {
        const int64_t begin = leaf * n;
        const int32_t* label = task.labels + begin;
        bool same = true;
        for (int k = 1; k < n; ++k) same = same && label[k] == label[0];
        if (same) {
            add_leaf<M>(units, begin, task, label[0]);
        } else {
            for (int k = 0; k < n; ++k) add_unit<M>(units, begin + k, task);
        }
    }
}

}  // namespace

void center_task(const spatial::Units& units, Metric metric, const CenterTask& task) {
    geo::for_metric(metric, [&](auto m) { run<m.value>(units, task); });
}

}  // namespace te::model::TE_SIMD_LEVEL
