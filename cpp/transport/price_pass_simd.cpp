#include "transport/leaf_pass.h"
#include "transport/price_pass.h"
#include "transport/walk.h"

namespace te::transport::TE_SIMD_LEVEL {

namespace {

using geo::Metric;

template <Metric M, bool Bonus>
struct PriceLeaf {
    const spatial::Units& units;
    const spatial::Blocks& blocks;
    const Territories& territories;
    const PassTask& task;
    int64_t k;

    void whole(int level, int64_t index, int64_t block, int32_t territory) const {
        const int measures = units.measures;
        for (int m = 0; m < measures; ++m)
            task.sink.loads[territory * measures + m] += blocks.load[block * measures + m];
        if (task.sink.labels == nullptr) return;
        int64_t span = spatial::kLeaf;
        for (int l = 0; l < level; ++l) span *= spatial::kFan;
        const int64_t begin = index * span, end = begin + span < units.count ? begin + span : units.count;
        for (int64_t i = begin; i < end; ++i) task.sink.labels[i] = territory;
    }

    void units_of(int64_t index, const Candidates& list) const {
        const int64_t begin = index * spatial::kLeaf;
        pass_leaf(units, begin, list.count, list.index, territories.price, k, task.sink,
                  [&](int q, float* cost) { leaf_costs<M, Bonus>(units, begin, list, q, k, cost); });
    }
};

template <Metric M, bool Bonus>
void run(const spatial::Units& units, const spatial::Blocks& blocks, const Territories& territories,
         const PassTask& task) {
    PriceLeaf<M, Bonus> leaf{units, blocks, territories, task, territories.count};
    const Walk<M, PriceLeaf<M, Bonus>> walk{units, blocks, territories, leaf, task.scratch};
    const Candidates all = walk.all_territories();
    for (int64_t b = task.begin; b < task.end; ++b) walk.visit(task.level, blocks.start[task.level] + b, all, 1);
}

}  // namespace

void price_task(const spatial::Units& units, const spatial::Blocks& blocks, const Territories& territories,
                Metric metric, const PassTask& task) {
    geo::for_metric(metric, [&](auto m) {
        units.bonus != nullptr ? run<m.value, true>(units, blocks, territories, task)
                               : run<m.value, false>(units, blocks, territories, task);
    });
}

}  // namespace te::transport::TE_SIMD_LEVEL
