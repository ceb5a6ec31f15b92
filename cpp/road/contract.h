// Contraction without weights: the chordal graph above a road graph, on which every metric is customised.
#pragma once
#include <cstdint>
#include <vector>

#include "road/contract_tree.h"
#include "road/graph.h"

namespace te::road {

// Dibbelt, Strasser, Wagner 2016 (doi 10.1145/2886843). All numbers of nodes are positions in the tree; links lead
// from lower to higher nodes, which is from greater to smaller positions.
struct Hierarchy {
    EliminationTree tree;
    Forest forest;
    std::vector<int64_t> first;  // (nodes + 1) links of each position
    std::vector<int32_t> head;   // ascending; the last one is the parent
    // Where each supernode begins, ascending, and the number of nodes at last. A supernode is a chain of positions,
    // each the parent of the next, whose links lead to each other and to the same higher positions: contracted in any
    // order among themselves they give the same links.
    std::vector<int32_t> supernode;
    std::vector<uint8_t> begins_supernode;  // whether each position does
    // Links to each position from below: the lower nodes ascend.
    struct Lower {
        int32_t node, link;
    };
    std::vector<int64_t> lower_first;  // (nodes + 1)
    std::vector<Lower> lower;
    // Road arcs that are no loops, by the place of their weight: 2 * link, plus 1 where an arc leads from the higher
    // node down. `road_slot` ascends, `road_arc` has the numbers of the arcs.
    std::vector<uint32_t> road_slot, road_arc;
    int64_t road_arcs = 0;  // with loops
    int32_t nodes() const { return static_cast<int32_t>(tree.parent.size()); }
    int64_t links() const { return static_cast<int64_t>(head.size()); }
};

// `order` is checked to be a permutation of the nodes. Time in proportion to what comes out, which is about five
// links a node for road graphs in the order of a nested dissection; std::length_error beyond 2^31 links.
Hierarchy contract(const Arcs& arcs, const std::vector<int32_t>& order, int threads);

}  // namespace te::road
