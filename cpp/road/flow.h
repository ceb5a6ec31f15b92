// Fewest nodes that separate two sets: node-disjoint paths between them (Menger 1927).
#pragma once
#include <atomic>
#include <cstdint>
#include <vector>

#include "road/order_part.h"

namespace te::road {

enum class Role : uint8_t { between = 0, source = 1, sink = 2 };

// Dinic's algorithm on the graph whose every node between the sets may carry one path. As a node is on one path
// at most, a flow is the node before and the node after on that path, and no flow per edge is kept. The object
// holds memory that is used again from call to call.
class DisjointPaths {
  public:
    // The size of a smallest separator of sources and sinks made of nodes between them, or some number from `limit` on
    // as soon as it is known to be no less; others may lower `limit` meanwhile. An edge from a source to a sink is no
    // less than any limit. O(phases x edges between the sets), and some
    // phases suffice on road graphs.
    int32_t run(const Part& part, const std::vector<Role>& role, const std::atomic<int32_t>& limit);

    // After a run that ended below its limit, the separator nearest to the sources: side a is theirs.
    void separate(std::vector<Side>& side) const;

  private:
    // A node has two states: reached at its entry, from a neighbour, or at its exit, from which neighbours are.
    static uint32_t entry(int32_t u) { return 2 * static_cast<uint32_t>(u); }
    static uint32_t exit(int32_t u) { return 2 * static_cast<uint32_t>(u) + 1; }

    bool mark_levels();
    bool augment(int32_t source);
    void apply(int32_t sink);

    const Part* part_ = nullptr;
    const std::vector<Role>* role_ = nullptr;
    std::vector<int32_t> sources_;         // those with a neighbour that is not one
    std::vector<int32_t> before_, after_;  // on the path through a node, -1 none
    std::vector<int32_t> level_;           // per state: distance from the sources, 0 not reached
    std::vector<int32_t> tried_;           // per exit: edges that this phase is done with
    std::vector<uint32_t> queue_, path_;
};

}  // namespace te::road
