// One shortest way, node by node.
#pragma once
#include <cstdint>
#include <vector>

#include "road/query_graph.h"

namespace te::road {

struct Path {
    uint32_t weight;             // with both ends; unreachable: no way, and no nodes
    std::vector<int32_t> nodes;  // from an exit to an entry
};

// The shortest way from the place `from` to the place `to`. Time in proportion to the arcs of two upward searches and
// to the arcs of the way.
Path road_path(const QueryGraph& graph, const Ends& from, const Ends& to);

}  // namespace te::road
