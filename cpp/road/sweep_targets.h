// The part of a search graph that sweeps need to reach some nodes.
#pragma once
#include <cstdint>
#include <vector>

#include "road/query_memory.h"
#include "road/sweep.h"

namespace te::road {

// The nodes above the targets along `arcs`, or all nodes where that is less work for `groups` sweeps; rows of a sweep
// over them. One row more stands for no node.
class SweepTargets {
  public:
    SweepTargets(const QueryGraph& graph, const UpArcs& arcs, const Ends& targets, int64_t groups);

    const SweepGraph& graph() const { return graph_; }
    int64_t rows() const { return graph_.nodes + 1; }

    // Row of a node, -1 where no target needs it.
    int32_t row(int32_t position) const {
        if (row_of_ == nullptr) return position;
        return has(above_, position) ? row_of_[static_cast<size_t>(position)] : -1;
    }

    // Rows of the targets' ends (count, 2) and the weights between. A place with one end has it twice, one with none
    // has the row beyond the last.
    const int32_t* target_row() const { return target_row_.data(); }
    const uint32_t* target_weight() const { return target_weight_.data(); }

  private:
    void restrict(const UpArcs& arcs, int32_t greatest, int64_t nodes, int64_t arcs_above);

    PositionMemory memory_;
    Positions above_;
    LineArray<int32_t> row_of_, head_;
    LineArray<uint32_t> weight_;
    LineArray<int64_t> first_;
    std::vector<int32_t> target_row_;
    std::vector<uint32_t> target_weight_;
    SweepGraph graph_;
};

}  // namespace te::road
