// Lists of the nearest few centres: what one node knows, or one place.
#pragma once
#include <algorithm>
#include <cstdint>
#include <limits>

#include "road/query_nearest.h"

namespace te::road {

// Travel and centre in one number, which orders by travel and then by the lower centre.
using Label = uint64_t;
constexpr Label no_label = Label{unreachable} << 32;

inline Label label(uint32_t travel, int32_t center) { return Label{travel} << 32 | static_cast<uint32_t>(center); }
inline int32_t center_of(Label entry) { return static_cast<int32_t>(static_cast<uint32_t>(entry)); }
inline uint32_t travel_of(Label entry) { return static_cast<uint32_t>(entry >> 32); }

// Puts an entry into the ascending list of the k best, each centre at most once. False where it is no better than the
// last of them.
inline bool insert_label(Label* list, int64_t k, Label entry) {
    if (entry >= list[k - 1]) return false;
    int64_t at = 0;
    while (at < k - 1 && (center_of(list[at]) != center_of(entry) || list[at] >= no_label)) ++at;
    for (; at > 0 && list[at - 1] > entry; --at) list[at] = list[at - 1];
    if (list[at] > entry) list[at] = entry;
    return true;
}

// The k best of the list and of `from`, as seen over an arc of `weight`.
inline void merge_labels(Label* list, int64_t k, const Label* from, uint32_t weight) {
    const Label farther = Label{weight} << 32;
    for (int64_t t = 0; t < k; ++t)
        if (!insert_label(list, k, from[t] + farther)) return;
}

// How many parts of the places are looked at side by side: each cuts out its own part of the graph.
inline int64_t place_slices(int64_t places, int threads) {
    constexpr int64_t fewest = 16384;
    return std::clamp<int64_t>(places / fewest, 1, threads);
}

inline void write_nearest(const Label* list, int64_t place, const Nearest& nearest) {
    for (int64_t t = 0; t < nearest.k; ++t) {
        const bool any = list[t] < no_label;
        nearest.center[place * nearest.k + t] = any ? center_of(list[t]) : -1;
        nearest.travel[place * nearest.k + t] =
            any ? static_cast<float>(travel_of(list[t])) / nearest.unit : std::numeric_limits<float>::infinity();
    }
}

}  // namespace te::road
