// What a pass does with the 16 units of a leaf: their two cheapest territories, loads, labels, curvature.
// Only for *_simd.cpp: everything here has internal linkage.
#pragma once
#include <cstdint>

#include "spatial/blocks.h"
#include "transport/edges.h"

namespace te::transport {

namespace {

// cost += price x ratio, 16 units; apart from the loop over measures, in which compilers would unroll it instead.
inline void add_term(float price, const float* ratio, float* cost) {
    constexpr int n = spatial::kLeaf;
    float sum[n];
    for (int k = 0; k < n; ++k) sum[k] = cost[k] + price * ratio[k];
    for (int k = 0; k < n; ++k) cost[k] = sum[k];
}

// Price terms in the order of the measures, the bonus taken off last; cost[k] holds the travel of unit begin + k.
inline void add_price(const spatial::Units& units, int64_t begin, const float* price, int64_t stride, int32_t territory,
                      float* cost) {
    constexpr int n = spatial::kLeaf;
    add_term(price[0], units.ratio + begin, cost);
    for (int m = 1; m < units.measures; ++m) add_term(price[m * stride], units.ratio + m * units.count + begin, cost);
    if (units.bonus != nullptr) {
        const float* bonus = units.bonus + begin;
        const int32_t* base = units.base + begin;
        for (int k = 0; k < n; ++k) cost[k] = cost[k] - (base[k] == territory ? bonus[k] : 0.0f);
    }
}

// The slot of a pair, made where there is none yet; -1 when the table is full.
inline int64_t edge_slot(EdgeTable& table, int64_t key, int cell) {
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

inline void add_curvature(double* value, const spatial::Units& units, int64_t unit, double width) {
    const int measures = units.measures;
    for (int a = 0; a < measures; ++a)
        for (int b = 0; b < measures; ++b)
            value[a * measures + b] +=
                units.load[a * units.count + unit] * static_cast<double>(units.ratio[b * units.count + unit]) / width;
}

// `costs(q, cost)` writes what candidate q (territory index[q], ascending) costs the units begin .. begin + 15; a unit
// that none of them can serve (infinite) goes to the first. price (M, K).
template <class Costs>
inline void pass_leaf(const spatial::Units& units, int64_t begin, int count, const int32_t* index, const float* price,
                      int64_t k, const PassSink& sink, const Costs& costs) {
    constexpr int n = spatial::kLeaf;
    const int measures = units.measures;
    float first[n], second[n], cost[n];
    int32_t label[n], other[n];
    for (int i = 0; i < n; ++i) {
        first[i] = second[i] = 3e38f;
        label[i] = other[i] = -1;
    }
    for (int q = 0; q < count; ++q) {
        costs(q, cost);
        const int32_t c = index[q];
        for (int i = 0; i < n; ++i) {
            const bool wins = cost[i] < first[i], next = cost[i] < second[i];
            second[i] = wins ? first[i] : (next ? cost[i] : second[i]);
            other[i] = wins ? label[i] : (next ? c : other[i]);
            first[i] = wins ? cost[i] : first[i];
            label[i] = wins ? c : label[i];
        }
    }
    for (int i = 0; i < n; ++i) label[i] = label[i] < 0 ? index[0] : label[i];
    for (int i = 0; i < n; ++i)
        for (int m = 0; m < measures; ++m)
            sink.loads[label[i] * measures + m] += units.load[m * units.count + begin + i];
    if (sink.labels != nullptr)
        for (int i = 0; i < n; ++i) sink.labels[begin + i] = label[i];
    if (sink.window == nullptr) return;
    const int cell = measures * measures;
    int64_t last = -1, slot = -1;  // neighbours in a leaf mostly stand at the same border
    for (int i = 0; i < n; ++i) {
        if (other[i] < 0) continue;
        const float a = sink.window[label[i]], b = sink.window[other[i]];
        float travel = first[i];
        for (int m = 0; m < measures; ++m)
            travel = travel - price[m * k + label[i]] * units.ratio[m * units.count + begin + i];
        const float width = (a < b ? a : b) * ((travel > 0.0f ? travel : 0.0f) + 0.02f);
        if (!(second[i] - first[i] < width)) continue;
        const int64_t low = label[i] < other[i] ? label[i] : other[i];
        const int64_t high = label[i] < other[i] ? other[i] : label[i];
        if (low * k + high != last) {
            last = low * k + high;
            slot = edge_slot(*sink.edges, last, cell);
        }
        if (slot >= 0)
            add_curvature(sink.edges->value + slot * cell, units, begin + i, 2.0 * static_cast<double>(width));
    }
}

}  // namespace
}  // namespace te::transport
