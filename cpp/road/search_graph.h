// What queries search: the arcs of a customised hierarchy that shortest ways need.
#pragma once
#include <cstdint>
#include <vector>

#include "road/customise.h"

namespace te::road {

// Arcs between a position and higher ones, which are smaller positions: in CSR form by the lower end.
struct SearchArcs {
    std::vector<int64_t> first{0};  // (nodes + 1)
    std::vector<int32_t> head;      // higher ends, ascending
    std::vector<uint32_t> weight;   // less than kUnreachable
    std::vector<int32_t> middle;    // position that the arc goes over, lower than both ends; -1: a road arc
};

// Position 0 is the top of the hierarchy, contracted last. For any two nodes some shortest way follows `out` arcs
// from the first and then `in` arcs to the second.
struct SearchGraph {
    std::vector<int32_t> position_of;  // of each node
    std::vector<int32_t> parent;       // in the elimination tree, -1 at roots: all arcs of a position lead to ancestors
    bool symmetric = false;
    SearchArcs out;  // from the lower end to the higher one
    SearchArcs in;   // from the higher end to the lower one; empty where symmetric: as `out`
    int32_t nodes() const { return static_cast<int32_t>(parent.size()); }
};

// Arcs from a perfectly customised metric: the links that are shortest ways of their own, after supernodes have been
// arranged for it (customise_order.h).
SearchGraph search_graph(const Hierarchy& hierarchy, Metric metric, int threads);

// Throws std::invalid_argument where arrays, from a file for example, are not what search_graph() makes: so that no
// query reads or writes outside of its memory or follows middles for ever.
void check_tree(int64_t nodes, const int32_t* position_of, const int32_t* parent);
void check_search_arcs(int64_t nodes, const int64_t* first, int64_t arcs, const int32_t* head, const uint32_t* weight,
                       const int32_t* middle);

}  // namespace te::road
