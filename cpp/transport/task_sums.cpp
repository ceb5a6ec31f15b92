#include "transport/task_sums.h"

#include <algorithm>

namespace te::transport {

namespace {

int64_t power_of_two(int64_t at_least) {
    int64_t p = 1;
    while (p < at_least) p *= 2;
    return p;
}

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

TaskSums::TaskSums(int64_t tasks, int64_t territories, int measures, bool edges)
    : tasks_(tasks), territories_(territories), measures_(measures), with_edges_(edges) {
    const int64_t k = territories, cell = static_cast<int64_t>(measures) * measures;
    const int64_t capacity =
        edges ? std::min(power_of_two(k * k), power_of_two(std::max<int64_t>(1024, 64 * k / tasks))) : 0;
    loads_.assign(static_cast<size_t>(tasks * k * measures), 0.0);
    keys_.assign(static_cast<size_t>(tasks * capacity), -1);
    values_.resize(static_cast<size_t>(tasks * capacity * cell));
    tables_.resize(static_cast<size_t>(tasks));
    for (int64_t t = 0; t < tasks; ++t)
        tables_[static_cast<size_t>(t)] = {capacity, 0, keys_.data() + t * capacity,
                                           values_.data() + t * capacity * cell};
}

void TaskSums::merge(double* loads, Edges* edges) const {
    const int64_t slots = territories_ * measures_;
    std::fill(loads, loads + slots, 0.0);
    for (int64_t t = 0; t < tasks_; ++t)
        for (int64_t j = 0; j < slots; ++j) loads[j] += loads_[static_cast<size_t>(t * slots + j)];
    if (with_edges_) merge_edges(tables_, territories_, measures_, *edges);
}

}  // namespace te::transport
