#include "search/border.h"

#include <stdlib.h>

#include "transport/walk.h"

namespace te::search::TE_SIMD_LEVEL {

namespace {

using geo::Metric;

constexpr int kMaxWidth = 16;

bool grow(BorderBuffer& buffer, int width) {
    const int64_t capacity = buffer.capacity == 0 ? 1024 : 2 * buffer.capacity;
    void* unit = realloc(buffer.unit, static_cast<size_t>(capacity) * sizeof(int64_t));
    if (unit != nullptr) buffer.unit = static_cast<int64_t*>(unit);
    void* territory = realloc(buffer.territory, static_cast<size_t>(capacity * width) * sizeof(int32_t));
    if (territory != nullptr) buffer.territory = static_cast<int32_t*>(territory);
    void* cost = realloc(buffer.cost, static_cast<size_t>(capacity * width) * sizeof(float));
    if (cost != nullptr) buffer.cost = static_cast<float*>(cost);
    buffer.failed = unit == nullptr || territory == nullptr || cost == nullptr;
    if (!buffer.failed) buffer.capacity = capacity;
    return !buffer.failed;
}

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

    void emit(int64_t i, int count, const int32_t* best) const {
        BorderBuffer& out = *task.out;
        if (out.failed || (out.count == out.capacity && !grow(out, task.width))) return;
        int32_t* territory = out.territory + out.count * task.width;
        float* cost = out.cost + out.count * task.width;
        bool has_label = false;
        for (int j = 0; j < task.width; ++j) {
            territory[j] = j < count ? best[j] : -1;
            has_label = has_label || territory[j] == task.labels[i];
        }
        if (!has_label) territory[count < task.width ? count : task.width - 1] = task.labels[i];
        for (int j = 0; j < task.width; ++j) cost[j] = territory[j] < 0 ? 0.0f : travel_cost(i, territory[j]);
        out.unit[out.count++] = i;
    }

    // A block with one candidate holds border units only where labels differ from it.
    void whole(int level, int64_t index, int64_t, int32_t territory) const {
        int64_t span = spatial::kLeaf;
        for (int l = 0; l < level; ++l) span *= spatial::kFan;
        const int64_t begin = index * span, end = begin + span < units.count ? begin + span : units.count;
        for (int64_t i = begin; i < end; ++i)
            if (task.labels[i] != territory && units.travel[i] > 0.0f) emit(i, 1, &territory);
    }

    void units_of(int64_t index, const transport::Candidates& list) const {
        constexpr int n = spatial::kLeaf;
        const int64_t begin = index * n;
        for (int q = 0; q < list.count; ++q)
            transport::leaf_costs<M, Bonus>(units, begin, list, q, territories.count, priced + q * n);
        for (int k = 0; k < n; ++k) {
            const int64_t i = begin + k;
            if (!(units.travel[i] > 0.0f)) continue;  // padding
            float value[kMaxWidth] = {};
            int slot[kMaxWidth] = {};
            int count = 0;
            for (int q = 0; q < list.count; ++q) {
                const float v = priced[q * n + k];
                if (count == task.width && !(v < value[count - 1])) continue;
                int p = count < task.width ? count++ : count - 1;
                for (; p > 0 && v < value[p - 1]; --p) {
                    value[p] = value[p - 1];
                    slot[p] = slot[p - 1];
                }
                value[p] = v;
                slot[p] = q;
            }
            const float a = list.margin[slot[0]], b = count > 1 ? list.margin[slot[1]] : 0.0f;
            const bool near = count > 1 && value[1] - value[0] <= (a > b ? a : b);
            if (!near && list.index[slot[0]] == task.labels[i]) continue;
            int32_t best[kMaxWidth];
            for (int j = 0; j < count; ++j) best[j] = list.index[slot[j]];
            emit(i, count, best);
        }
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
