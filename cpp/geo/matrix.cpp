#include "geo/matrix.h"

#include <algorithm>
#include <vector>

#include "base/parallel.h"
#include "geo/unit_vectors.h"

namespace te::geo {
namespace {

constexpr int64_t task_entries = int64_t{1} << 18;
constexpr int64_t stream_above = int64_t{1} << 18;  // entries; smaller matrices stay in the caches for their reader

template <class Body>
void entry_slices(int64_t entries, int threads, const Body& body) {
    base::parallel_tasks(
        (entries + task_entries - 1) / task_entries, base::resolve_threads(threads),
        [&](int64_t task) { body(task * task_entries, std::min(entries, (task + 1) * task_entries)); });
}

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
    entry_slices(n * m, threads, [&](int64_t begin, int64_t end) {
        kernel(latitude_a, longitude_a, {x, y, z, m}, box, begin, end, out, n * m > stream_above);
    });
}

void stream_fill_parallel(float value, int64_t n, float* out, int threads) {
    const auto kernel = TE_DISPATCH(te::geo, stream_fill);
    entry_slices(n, threads, [&](int64_t begin, int64_t end) { kernel(value, end - begin, out + begin); });
}

}  // namespace te::geo
