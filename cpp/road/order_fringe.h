// The fringe of a road graph: what can be contracted first without making the rest any denser.
#pragma once
#include <cstdint>
#include <vector>

#include "road/graph.h"

namespace te::road {

// The core comes in so many compact regions of consecutive nodes, for threads.
constexpr int64_t kRegions = 16;

struct Fringe {
    std::vector<int32_t> contracted;  // in the order of contraction
    std::vector<int32_t> core_node;   // the others: node of each core node, nodes near each other together
    Adjacency core;                   // between them, with the edges that contraction adds
};

// Contracts nodes of degree two and less, again and again. That never raises a degree, and no order of lower fill
// is missed by it (Ost, Schulz, Strash 2021, doi 10.1137/1.9781611976472.9: data reduction for nested
// dissection). Neighbours are not contracted in the same round, so that chains become trees of logarithmic
// depth. O(n + m) apart from nodes of great degree, whose neighbours are searched through.
Fringe strip_fringe(Adjacency graph, int threads);

}  // namespace te::road
