#include "search/border.h"
#include "search/border_leaf.h"
#include "transport/walk.h"

namespace te::search::TE_SIMD_LEVEL {

namespace {

using geo::Metric;

template <Metric M, bool Bonus>
struct BorderLeaf {
    const spatial::Units& units;
    const spatial::Blocks& blocks;
    const transport::Territories& territories;
    const BorderTask& task;
    float* priced;  // (candidates, kLeaf) work

    float travel_cost(int64_t i, int32_t c) const {
        const float dx = units.x[i] - territories.x[c], dy = units.y[i] - territories.y[c];
        const float dz = units.z[i] - territories.z[c];
        float travel = geo::travel_of<M>((dx * dx + dy * dy) + dz * dz);
        if constexpr (Bonus) travel = travel - (units.base[i] == c ? units.bonus[i] : 0.0f);
        return units.travel[i] * travel;
    }

    auto travel() const {
        return [this](int64_t i, int32_t c) { return travel_cost(i, c); };
    }

    // A block with one candidate holds border units only where labels differ from it.
    void whole(int level, int64_t index, int64_t, int32_t territory) const {
        int64_t span = spatial::kLeaf;
        for (int l = 0; l < level; ++l) span *= spatial::kFan;
        const int64_t begin = index * span, end = begin + span < units.count ? begin + span : units.count;
        for (int64_t i = begin; i < end; ++i)
            if (task.sink.labels[i] != territory && units.travel[i] > 0.0f) emit(task.sink, i, 1, &territory, travel());
    }

    void units_of(int64_t index, const transport::Candidates& list) const {
        constexpr int n = spatial::kLeaf;
        const int64_t begin = index * n;
        for (int q = 0; q < list.count; ++q)
            transport::leaf_costs<M, Bonus>(units, begin, list, q, territories.count, priced + q * n);
        border_leaf(
            units, task.sink, begin, list.count, list.index, priced, [&](int q) { return list.margin[q]; }, travel());
    }
};

template <Metric M, bool Bonus>
void run(const spatial::Units& units, const spatial::Blocks& blocks, const transport::Territories& territories,
         const BorderTask& task) {
    using Leaf = BorderLeaf<M, Bonus>;
    float* work = task.scratch + transport::scratch_floats(blocks.levels, territories.count, units.measures);
    Leaf leaf{units, blocks, territories, task, work};
    const transport::Walk<M, Leaf> walk{units, blocks, territories, leaf, task.scratch};
    const transport::Candidates all = walk.all_territories();
    for (int64_t b = task.begin; b < task.end; ++b) walk.visit(task.level, blocks.start[task.level] + b, all, 1);
}

}  // namespace

void border_task(const spatial::Units& units, const spatial::Blocks& blocks, const transport::Territories& territories,
                 Metric metric, const BorderTask& task) {
    geo::for_metric(metric, [&](auto m) {
        units.bonus != nullptr ? run<m.value, true>(units, blocks, territories, task)
                               : run<m.value, false>(units, blocks, territories, task);
    });
}

}  // namespace te::search::TE_SIMD_LEVEL
