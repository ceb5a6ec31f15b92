// Contraction of nodes of small degree, by least fill.
#pragma once
#include <cstdint>

#include "road/graph.h"
#include "road/order_fringe.h"

namespace te::road {

// Contracts nodes of degree `most` and less until there are none. The next one is a node that adds fewest edges, of
// these one of greatest degree, of these the one that came to this first. Slices of nodes are worked on at the same
// time, each by itself, without the nodes that have neighbours in another slice, which come last: so nodes near each
// other should have numbers near each other. The result does not depend on the number of threads.
Fringe contract_greedily(const Adjacency& graph, int32_t most, int threads);

}  // namespace te::road
