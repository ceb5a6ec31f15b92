#include "transport/price_pass.h"

#include <algorithm>

#include "base/parallel.h"
#include "transport/walk.h"

namespace te::transport {

namespace {

constexpr int64_t kTaskUnits = 1024;  // fewer are not worth a task's own sums

int64_t power_of_two(int64_t at_least) {
    int64_t p = 1;
    while (p < at_least) p *= 2;
    return p;
}

// Sums the tables of all tasks, in task order; pairs come out in order of first appearance.
void merge_edges(const std::vector<EdgeTable>& tables, int64_t k, int measures, Edges& out) {
    int64_t used = 0;
    for (const EdgeTable& t : tables) used += t.used;
    const int64_t capacity = power_of_two(2 * used + 1), mask = capacity - 1;
    const int cell = measures * measures;
    std::vector<int64_t> key(static_cast<size_t>(capacity), -1), place(static_cast<size_t>(capacity));
    out.pairs.clear();
    out.curvature.clear();
    for (const EdgeTable& t : tables)
        for (int64_t s = 0; s < t.capacity; ++s) {
            if (t.key[s] < 0) continue;
            int64_t slot = static_cast<int64_t>((static_cast<uint64_t>(t.key[s]) * 0x9E3779B97F4A7C15ull) >> 32) & mask;
            while (key[slot] >= 0 && key[slot] != t.key[s]) slot = (slot + 1) & mask;
            if (key[slot] < 0) {
                key[slot] = t.key[s];
                place[slot] = static_cast<int64_t>(out.pairs.size() / 2);
                out.pairs.push_back(static_cast<int32_t>(t.key[s] / k));
                out.pairs.push_back(static_cast<int32_t>(t.key[s] % k));
                out.curvature.resize(out.curvature.size() + cell, 0.0);
            }
            for (int j = 0; j < cell; ++j) out.curvature[place[slot] * cell + j] += t.value[s * cell + j];
        }
}

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
    std::vector<double> task_loads(static_cast<size_t>(tasks * slots), 0.0);
    const int64_t capacity =
        window == nullptr ? 0 : std::min(power_of_two(k * k), power_of_two(std::max<int64_t>(1024, 64 * k / tasks)));
    std::vector<int64_t> keys(static_cast<size_t>(tasks * capacity), -1);
    std::vector<double> values(static_cast<size_t>(tasks * capacity * m * m));
    std::vector<EdgeTable> tables(static_cast<size_t>(tasks));
    const auto price = TE_DISPATCH(te::transport, price_task);
    base::parallel_slices(count, tasks, threads, [&](int64_t t, int64_t begin, int64_t end) {
        thread_local std::vector<float> scratch;
        const size_t need = static_cast<size_t>(scratch_floats(blocks.levels, k, static_cast<int>(m)));
        if (scratch.size() < need) scratch.resize(need);
        tables[t] = {capacity, 0, keys.data() + t * capacity, values.data() + t * capacity * m * m};
        price(units, blocks, territories, metric,
              {level, begin, end, scratch.data(), labels, task_loads.data() + t * slots, window, &tables[t]});
    });
    std::fill(loads, loads + slots, 0.0);
    for (int64_t t = 0; t < tasks; ++t)
        for (int64_t j = 0; j < slots; ++j) loads[j] += task_loads[t * slots + j];
    if (window != nullptr) merge_edges(tables, k, static_cast<int>(m), *edges);
}

}  // namespace te::transport
