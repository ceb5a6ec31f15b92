// Border units of one leaf, from what its candidates cost. Only for *_simd.cpp: everything here has internal linkage.
#pragma once
#include <stdlib.h>

#include "search/border.h"
#include "spatial/blocks.h"

namespace te::search {

namespace {

constexpr int kMaxWidth = 16;

inline bool grow(BorderBuffer& buffer, int width) {
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

// Writes unit i with its `count` cheapest territories; `travel_cost(i, territory)` is travel weight x (travel - bonus).
template <class TravelCost>
inline void emit(const BorderSink& sink, int64_t i, int count, const int32_t* best, const TravelCost& travel_cost) {
    BorderBuffer& out = *sink.out;
    if (out.failed || (out.count == out.capacity && !grow(out, sink.width))) return;
    int32_t* territory = out.territory + out.count * sink.width;
    float* cost = out.cost + out.count * sink.width;
    bool has_label = false;
    for (int j = 0; j < sink.width; ++j) {
        territory[j] = j < count ? best[j] : -1;
        has_label = has_label || territory[j] == sink.labels[i];
    }
    if (!has_label) territory[count < sink.width ? count : sink.width - 1] = sink.labels[i];
    for (int j = 0; j < sink.width; ++j) cost[j] = territory[j] < 0 ? 0.0f : travel_cost(i, territory[j]);
    out.unit[out.count++] = i;
}

// The units begin .. begin + 15, with candidates index (ascending) whose costs are priced (count, 16), infinite where
// there is no way; margin of candidate q.
template <class Margin, class TravelCost>
inline void border_leaf(const spatial::Units& units, const BorderSink& sink, int64_t begin, int candidates,
                        const int32_t* index, const float* priced, const Margin& margin,
                        const TravelCost& travel_cost) {
    constexpr int n = spatial::kLeaf;
    for (int k = 0; k < n; ++k) {
        const int64_t i = begin + k;
        if (!(units.travel[i] > 0.0f)) continue;  // padding
        float value[kMaxWidth] = {};
        int slot[kMaxWidth] = {};
        int count = 0;
        for (int q = 0; q < candidates; ++q) {
            const float v = priced[q * n + k];
            if (!(v < 3e38f) || (count == sink.width && !(v < value[count - 1]))) continue;
            int p = count < sink.width ? count++ : count - 1;
            for (; p > 0 && v < value[p - 1]; --p) {
                value[p] = value[p - 1];
                slot[p] = slot[p - 1];
            }
            value[p] = v;
            slot[p] = q;
        }
        const float a = margin(slot[0]), b = count > 1 ? margin(slot[1]) : 0.0f;
        const bool near = count > 1 && value[1] - value[0] <= (a > b ? a : b);
        if (!near && count > 0 && index[slot[0]] == sink.labels[i]) continue;
        int32_t best[kMaxWidth];
        for (int j = 0; j < count; ++j) best[j] = index[slot[j]];
        emit(sink, i, count, best, travel_cost);
    }
}

}  // namespace
}  // namespace te::search
