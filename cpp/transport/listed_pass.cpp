#include "transport/listed_pass.h"

#include <limits>

#include "base/parallel.h"
#include "transport/task_sums.h"

namespace te::transport {

namespace {

constexpr int64_t kTaskLeaves = 64;  // fewer are not worth a task's own sums

}  // namespace

void listed_pass(const spatial::Units& units, const Lists& lists, const float* prices, int64_t territories,
                 const float* window, int32_t* labels, double* loads, Edges* edges, int threads) {
    const int64_t tasks = base::task_count(lists.leaves / kTaskLeaves, territories * units.measures);
    TaskSums sums(tasks, territories, units.measures, window != nullptr);
    const auto price = TE_DISPATCH(te::transport, listed_task);
    base::parallel_slices(lists.leaves, tasks, threads, [&](int64_t t, int64_t begin, int64_t end) {
        price(units, lists, prices, territories, begin, end, {labels, sums.loads(t), window, sums.edges(t)});
    });
    sums.merge(loads, edges);
}

void listed_travel(const Lists& lists, const int32_t* labels, float* travel, int threads) {
    constexpr int n = spatial::kLeaf;
    const int64_t tasks = base::task_count(lists.leaves / kTaskLeaves, 1);
    base::parallel_slices(lists.leaves, tasks, threads, [&](int64_t, int64_t begin, int64_t end) {
        for (int64_t leaf = begin; leaf < end; ++leaf)
            for (int i = 0; i < n; ++i) {
                float found = std::numeric_limits<float>::infinity();
                for (int64_t e = lists.first[leaf]; e < lists.first[leaf + 1]; ++e)
                    if (lists.territory[e] == labels[leaf * n + i]) found = lists.travel[e * n + i];
                travel[leaf * n + i] = found;
            }
    });
}

}  // namespace te::transport
