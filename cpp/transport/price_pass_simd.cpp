#include "transport/price_pass.h"
#include "transport/walk.h"

namespace te::transport::TE_SIMD_LEVEL {

namespace {

using geo::Metric;

// The slot of a pair, made where there is none yet; -1 when the table is full.
int64_t edge_slot(EdgeTable& table, int64_t key, int cell) {
    const int64_t mask = table.capacity - 1;
    int64_t slot = static_cast<int64_t>((static_cast<uint64_t>(key) * 0x9E3779B97F4A7C15ull) >> 32) & mask;
    while (table.key[slot] != key) {
        if (table.key[slot] < 0) {
            if (4 * table.used >= 3 * table.capacity) return -1;
            table.key[slot] = key;
            ++table.used;
            for (int j = 0; j < cell; ++j) table.value[slot * cell + j] = 0.0;
            break;
        }
        slot = (slot + 1) & mask;
    }
    return slot;
}

void add_curvature(double* value, const spatial::Units& units, int64_t unit, double width) {
    const int measures = units.measures;
    for (int a = 0; a < measures; ++a)
        for (int b = 0; b < measures; ++b)
            value[a * measures + b] +=
                units.load[a * units.count + unit] * static_cast<double>(units.ratio[b * units.count + unit]) / width;
}

template <Metric M, bool Bonus>
struct PriceLeaf {
    const spatial::Units& units;
    const spatial::Blocks& blocks;
    const Territories& territories;
    const PassTask& task;
    int64_t k;

    void whole(int level, int64_t index, int64_t block, int32_t territory) const {
        const int measures = units.measures;
        for (int m = 0; m < measures; ++m) task.loads[territory * measures + m] += blocks.load[block * measures + m];
        if (task.labels == nullptr) return;
        int64_t span = spatial::kLeaf;
        for (int l = 0; l < level; ++l) span *= spatial::kFan;
        const int64_t begin = index * span, end = begin + span < units.count ? begin + span : units.count;
        for (int64_t i = begin; i < end; ++i) task.labels[i] = territory;
    }

    void units_of(int64_t index, const Candidates& list) const {
        constexpr int n = spatial::kLeaf;
        const int64_t begin = index * n;
        const int measures = units.measures;
        float first[n], second[n], cost[n];
        int32_t label[n], other[n];
        for (int i = 0; i < n; ++i) {
            first[i] = second[i] = 3e38f;
            label[i] = other[i] = -1;
        }
        for (int q = 0; q < list.count; ++q) {
            leaf_costs<M, Bonus>(units, begin, list, q, k, cost);
            const int32_t c = list.index[q];
            for (int i = 0; i < n; ++i) {
                const bool wins = cost[i] < first[i], next = cost[i] < second[i];
                second[i] = wins ? first[i] : (next ? cost[i] : second[i]);
                other[i] = wins ? label[i] : (next ? c : other[i]);
                first[i] = wins ? cost[i] : first[i];
                label[i] = wins ? c : label[i];
            }
        }
        for (int i = 0; i < n; ++i)
            for (int m = 0; m < measures; ++m)
                task.loads[label[i] * measures + m] += units.load[m * units.count + begin + i];
        if (task.labels != nullptr)
            for (int i = 0; i < n; ++i) task.labels[begin + i] = label[i];
        if (task.window == nullptr) return;
        const int cell = measures * measures;
        int64_t last = -1, slot = -1;  // neighbours in a leaf mostly stand at the same border
        for (int i = 0; i < n; ++i) {
            if (other[i] < 0) continue;
            const float a = task.window[label[i]], b = task.window[other[i]];
            float travel = first[i];
            for (int m = 0; m < measures; ++m)
                travel = travel - territories.price[m * k + label[i]] * units.ratio[m * units.count + begin + i];
            const float width = (a < b ? a : b) * ((travel > 0.0f ? travel : 0.0f) + 0.02f);
            if (!(second[i] - first[i] < width)) continue;
            const int64_t low = label[i] < other[i] ? label[i] : other[i];
            const int64_t high = label[i] < other[i] ? other[i] : label[i];
            if (low * k + high != last) {
                last = low * k + high;
                slot = edge_slot(*task.edges, last, cell);
            }
            if (slot >= 0)
                add_curvature(task.edges->value + slot * cell, units, begin + i, 2.0 * static_cast<double>(width));
        }
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
