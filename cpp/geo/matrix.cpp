#include "geo/matrix.h"

#include <algorithm>
#include <vector>

#include "base/parallel.h"
#include "geo/unit_vectors.h"

namespace te::geo {
namespace {

constexpr int64_t task_entries = int64_t{1} << 18;
constexpr int64_t stream_above = int64_t{1} << 18;  // entries; smaller matrices stay in the caches for their reader

}  // namespace

void great_circle_matrix(const double* latitude_a, const double* longitude_a, int64_t n, const double* latitude_b,
                         const double* longitude_b, int64_t m, float* out, int threads) {
    if (n == 0 || m == 0) return;
    constexpr int64_t slack = 16;
    std::vector<float> vectors(static_cast<size_t>(3 * (m + slack)), 0.0f);
    float* x = vectors.data();
    float *y = x + m + slack, *z = y + m + slack;
    TE_DISPATCH(te::geo, unit_vectors)(latitude_b, longitude_b, m, x, y, z);
    float box[6];
    for (int axis = 0; axis < 3; ++axis) {
        const float* row = axis == 0 ? x : axis == 1 ? y : z;
        const auto [low, high] = std::minmax_element(row, row + m);
        box[axis] = *low;
        box[axis + 3] = *high;
    }
    const auto kernel = TE_DISPATCH(te::geo, matrix_range);
    const int64_t entries = n * m;
    base::parallel_tasks((entries + task_entries - 1) / task_entries, base::resolve_threads(threads),
                         [&](int64_t task) {
                             const int64_t begin = task * task_entries;
                             kernel(latitude_a, longitude_a, {x, y, z, m}, box, begin,
                                    std::min(entries, begin + task_entries), out, entries > stream_above);
                         });
}

}  // namespace te::geo
