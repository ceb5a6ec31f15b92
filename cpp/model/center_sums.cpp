#include "model/center_sums.h"

#include <algorithm>
#include <vector>

#include "base/parallel.h"

namespace te::model {

void center_sums(const spatial::Units& units, const int32_t* labels, int territories, const float* x, const float* y,
                 const float* z, geo::Metric metric, double* sums, int threads) {
    const int64_t leaves = units.count / spatial::kLeaf, slots = int64_t{territories} * kCenterSums;
    const int64_t tasks = base::task_count(leaves / 16, slots);
    std::vector<double> partial(static_cast<size_t>(tasks * slots), 0.0);
    const auto add = TE_DISPATCH(te::model, center_task);
    base::parallel_slices(leaves, tasks, threads, [&](int64_t t, int64_t begin, int64_t end) {
        add(units, metric, {labels, begin, end, x, y, z, partial.data() + t * slots});
    });
    std::fill(sums, sums + slots, 0.0);
    for (int64_t t = 0; t < tasks; ++t)
        for (int64_t j = 0; j < slots; ++j) sums[j] += partial[t * slots + j];
}

}  // namespace te::model
