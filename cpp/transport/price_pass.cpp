#include "transport/price_pass.h"

#include <algorithm>
#include <vector>

#include "base/parallel.h"
#include "transport/task_sums.h"
#include "transport/walk.h"

namespace te::transport {

namespace {

constexpr int64_t kTaskUnits = 1024;  // fewer are not worth a task's own sums

}  // namespace

int task_level(const spatial::Blocks& blocks) {
    int level = blocks.levels - 1;
    while (level > 0 && blocks.start[level + 1] - blocks.start[level] < 2 * base::kTasks) --level;
    return level;
}

void price_pass(const spatial::Units& units, const spatial::Blocks& blocks, const Territories& territories,
                geo::Metric metric, const float* window, int32_t* labels, double* loads, Edges* edges, int threads) {
    const int64_t k = territories.count, m = units.measures, slots = k * m;
    const int level = task_level(blocks);
    const int64_t count = blocks.start[level + 1] - blocks.start[level];
    const int64_t tasks = base::task_count(std::min(count / 2, units.count / kTaskUnits), slots);
    TaskSums sums(tasks, k, static_cast<int>(m), window != nullptr);
    const auto price = TE_DISPATCH(te::transport, price_task);
    base::parallel_slices(count, tasks, threads, [&](int64_t t, int64_t begin, int64_t end) {
        thread_local std::vector<float> scratch;
        const size_t need = static_cast<size_t>(scratch_floats(blocks.levels, k, static_cast<int>(m)));
        if (scratch.size() < need) scratch.resize(need);
        price(units, blocks, territories, metric,
              {level, begin, end, scratch.data(), {labels, sums.loads(t), window, sums.edges(t)}});
    });
    sums.merge(loads, edges);
}

}  // namespace te::transport
