// The order of contraction, without weights: nested dissection.
#pragma once
#include <cstdint>
#include <vector>

#include "road/graph.h"
#include "road/order_part.h"

namespace te::road {

// Nested dissection in bounded steps, so that a caller can show progress and stop in between.
//
// The fringe goes first (order_fringe.h), then other nodes of few neighbours (order_greedy.h): on road graphs nine
// nodes in ten. What is left is cut by small separators (separator.h), again and again; separators come above their
// sides (George 1973, doi 10.1137/0710032), and parts of some hundred nodes are ordered by least fill. The result does
// not depend on the number of threads.
class Dissection {
  public:
    Dissection(const Arcs& arcs, int threads);

    // Cuts all parts of the present depth in two. False once there is nothing to be done.
    bool step(int threads);

    // Share of the cuts that is done, by time: 0 to 1.
    double done() const;

    // The node at each position, the top of the hierarchy first. Call when step() has returned false.
    std::vector<int32_t> order() const;

  private:
    void cut(Part& part, std::vector<Part>& children, int threads);

    std::vector<int32_t> fringe_;     // in the order of contraction, with what was contracted greedily
    std::vector<int32_t> core_node_;  // node of each core node
    Adjacency core_;
    std::vector<Part> parts_;      // of the present depth
    std::vector<int32_t> placed_;  // core node at each position, -1 not yet
    std::vector<int32_t> slot_;    // for LeafOrder
};

}  // namespace te::road
