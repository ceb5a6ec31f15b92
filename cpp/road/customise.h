// Weights on a hierarchy: what contraction with these weights would have given.
#pragma once
#include <cstdint>
#include <vector>

#include "road/contract.h"

namespace te::road {

constexpr uint32_t kUnreachable = 0x7fffffff;  // two of them add up without overflow

// Weights of links, up (from the lower node to the higher one) and down.
struct Metric {
    bool symmetric = false;  // down is as up, and empty
    std::vector<uint32_t> up, down;
    // The lowest node of the way that a link stands for, as position + 1; 0 for a road arc.
    std::vector<uint32_t> up_middle, down_middle;
    // 1: up, 2: down: the link is a shortest way between its ends. Empty before `customise_perfect`.
    std::vector<uint8_t> shortest;
};

// Each link gets the weight of the shortest way between its ends over lower nodes only (Dibbelt, Strasser, Wagner
// 2016, section 6). `weight`: of every road arc, at most kUnreachable, which is no way at all. Where several ways are
// as short, the road arc wins, then the one with the highest middle. Time in proportion to the triangles.
Metric customise_basic(const Hierarchy& hierarchy, const uint32_t* weight, int threads);

// Then each link gets the distance of its ends, and is marked where the first weight was that already: no query needs
// the others ("perfect customisation", section 7 of the same).
void customise_perfect(const Hierarchy& hierarchy, Metric& metric, int threads);

}  // namespace te::road
