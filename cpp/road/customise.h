// Weights on a hierarchy: what contraction with these weights would have given.
#pragma once
#include <cstdint>
#include <vector>

#include "road/contract.h"

namespace te::road {

constexpr uint32_t kUnreachable = 0x7fffffff;  // two of them add up without overflow

// Weights of links in one direction.
struct LinkWeights {
    std::vector<uint32_t> weight;
    std::vector<uint32_t> below;   // of ways over nodes below the supernode of the lower end alone
    std::vector<uint32_t> middle;  // the lowest node of that way as position + 1; 0 for a road arc
};

// Weights up (from the lower node to the higher one) and down.
struct Metric {
    bool symmetric = false;  // down is as up, and empty
    LinkWeights up, down;
};

// Each link gets the weight of the shortest way between its ends over lower nodes only (Dibbelt, Strasser, Wagner
// 2016, section 6). `weight`: of every road arc, at most kUnreachable, which is no way at all. Where several ways are
// as short, the road arc wins, then the one with the highest middle. Time in proportion to the triangles.
Metric customise_basic(const Hierarchy& hierarchy, const uint32_t* weight, int threads);

// Then `weight` of each link becomes the distance between its ends ("perfect customisation", section 7 of the same).
void customise_perfect(const Hierarchy& hierarchy, Metric& metric, int threads);

}  // namespace te::road
