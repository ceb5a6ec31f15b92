#include "geo/matrix.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "base/parallel.h"
#include "geo/chord.h"
#include "geo/unit_vectors.h"

namespace te::geo {
namespace {

constexpr int64_t task_entries = int64_t{1} << 18;
constexpr int64_t stream_above = int64_t{1} << 18;  // entries; smaller matrices stay in the caches for their reader

// A place is marked in the cells that lie within `margin` of it along each axis.
std::unique_ptr<Whereabouts> whereabouts(Vectors b) {
    constexpr float margin = 0.007f;  // more than the distance at which pairs count as antipodal, see chord.h
    static_assert(margin * margin > 4.0f - far_chord2);
    auto where = std::make_unique<Whereabouts>();
    const float* const coordinates[3] = {b.x, b.y, b.z};
    for (int axis = 0; axis < 3; ++axis) {
        const auto [low, high] = std::minmax_element(coordinates[axis], coordinates[axis] + b.count);
        where->low[axis] = *low;
        where->high[axis] = *high;
    }
    for (int64_t j = 0; j < b.count; ++j)
        for (int corner = 0; corner < 8; ++corner) {  // cells are wider than 2 margins: the corners meet all of them
            const auto shifted = [&](int axis) {
                return coordinates[axis][j] + (corner >> axis & 1 ? margin : -margin);
            };
            const int32_t cell = cell_of_place(shifted(0), shifted(1), shifted(2));
            where->near[cell / 64] |= uint64_t{1} << (cell % 64);
        }
    return where;
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
    const auto where = whereabouts({x, y, z, m});
    const auto kernel = TE_DISPATCH(te::geo, matrix_range);
    const int64_t entries = n * m;
    base::parallel_tasks((entries + task_entries - 1) / task_entries, base::resolve_threads(threads),
                         [&](int64_t task) {
                             const int64_t begin = task * task_entries;
                             kernel(latitude_a, longitude_a, {x, y, z, m}, *where, begin,
                                    std::min(entries, begin + task_entries), out, entries > stream_above);
                         });
}

}  // namespace te::geo
