// Order of contraction of a small part, by least fill.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "road/graph.h"

namespace te::road {

// Greedy contraction of small sets of nodes; the object holds memory that is used again.
class LeafOrder {
  public:
    // `slot` (nodes of the core) is -1 for separators; what it holds for `nodes` is changed.
    LeafOrder(const Adjacency& core, std::vector<int32_t>& slot) : core_(core), slot_(slot) {}

    // Puts `nodes`, whose neighbours outside of the set are contracted later, into the order of their contraction.
    // The next one is always the node that adds the fewest edges, of these the one of least degree, then of lowest
    // number (minimum fill; Rose 1972). O(k^3 / 64) for k nodes with their neighbours in the worst case.
    void run(std::vector<int32_t>& nodes);

  private:
    void gather(const std::vector<int32_t>& nodes);
    uint64_t score(size_t u) const;
    void contract(size_t u);
    uint64_t* row(size_t u) { return rows_.data() + u * words_; }
    const uint64_t* row(size_t u) const { return rows_.data() + u * words_; }

    const Adjacency& core_;
    std::vector<int32_t>& slot_;
    size_t own_ = 0, words_ = 0;      // nodes of the set come first, then their neighbours
    std::vector<int32_t> halo_;       // these neighbours, ascending
    std::vector<uint64_t> rows_;      // adjacency as bits
    std::vector<uint64_t> score_;     // fill and degree; greatest once contracted
    std::vector<uint64_t> affected_;  // bits
};

}  // namespace te::road
