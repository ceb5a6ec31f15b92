// The order inside of supernodes, chosen for the weights.
#pragma once
#include <cstdint>
#include <vector>

#include "road/customise.h"

namespace te::road {

// The positions of a supernode may change places without changing any link, so the weights may choose: from the bottom
// of each supernode on, the next one is the node that needs the fewest arcs to higher ones. On road graphs this leaves
// some 3 % fewer arcs than the order that comes without weights, and several times more of the long ones.
//
// After perfect customisation. Links keep their places: those of a position now belong to the node that has moved
// there, and their heads in the same supernode are positions as they are now. `below` becomes the distance where the
// link is a shortest way over lower nodes, else kUnreachable: no search needs it. Middles are positions + 1 as before.
// Returns the new position of each old one. The result is as exact as before, and least in arcs for its order.
std::vector<int32_t> arrange_supernodes(const Hierarchy& hierarchy, Metric& metric, int threads);

}  // namespace te::road
