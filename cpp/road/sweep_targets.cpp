#include "road/sweep_targets.h"

#include <algorithm>

namespace te::road {
namespace {

// A sweep over a part of the graph pays for being cut out: that costs about as much for each node as `cut_sweeps`
// sweeps of a group (measured on graphs of 74,000 to 1,070,000 nodes, groups of 64 lanes).
constexpr double cut_sweeps = 1.0;

}  // namespace

SweepTargets::SweepTargets(const QueryGraph& graph, const UpArcs& arcs, const Ends& targets, int64_t groups)
    : memory_(graph.nodes), above_(memory_.set()), graph_{graph.nodes, arcs.first, arcs.head, arcs.weight} {
    int32_t greatest = -1;
    target_row_.resize(static_cast<size_t>(2 * targets.count));
    for (int64_t end = 0; end < 2 * targets.count; ++end) {
        if (targets.node[end] < 0) continue;
        const int32_t position = graph.position_of[targets.node[end]];
        add(above_, position);
        greatest = std::max(greatest, position);
    }
    int64_t nodes = 0, arcs_above = 0;
    descend<false>(above_, greatest, [&](int32_t position) {
        ++nodes;
        arcs_above += arcs.first[position + 1] - arcs.first[position];
        for (int64_t e = arcs.first[position]; e < arcs.first[position + 1]; ++e) add(above_, arcs.head[e]);
    });
    const double part = static_cast<double>(nodes) * (cut_sweeps + static_cast<double>(groups));
    if (part < static_cast<double>(graph.nodes) * static_cast<double>(groups))
        restrict(arcs, greatest, nodes, arcs_above);

    target_weight_.resize(target_row_.size());
    for (int64_t j = 0; j < targets.count; ++j) {
        const int64_t one = targets.node[2 * j] >= 0 ? 2 * j : 2 * j + 1;
        for (int64_t end : {2 * j, 2 * j + 1}) {
            const int64_t from = targets.node[end] >= 0 ? end : one;
            const bool none = targets.node[from] < 0;
            target_row_[static_cast<size_t>(end)] =
                none ? static_cast<int32_t>(graph_.nodes) : row(graph.position_of[targets.node[from]]);
            target_weight_[static_cast<size_t>(end)] = none ? 0 : targets.weight[from];
        }
    }
}

void SweepTargets::restrict(const UpArcs& arcs, int32_t greatest, int64_t nodes, int64_t arcs_above) {
    row_of_ = line_array<int32_t>(greatest + 1);
    first_ = line_array<int64_t>(nodes + 1);
    head_ = line_array<int32_t>(arcs_above);
    weight_ = line_array<uint32_t>(arcs_above);
    int64_t row = 0, end = 0;
    first_[0] = 0;
    ascend(above_, greatest, [&](int32_t position) {
        row_of_[static_cast<size_t>(position)] = static_cast<int32_t>(row);
        for (int64_t e = arcs.first[position]; e < arcs.first[position + 1]; ++e, ++end) {
            head_[static_cast<size_t>(end)] = row_of_[static_cast<size_t>(arcs.head[e])];
            weight_[static_cast<size_t>(end)] = arcs.weight[e];
        }
        first_[static_cast<size_t>(++row)] = end;
    });
    graph_ = {nodes, first_.get(), head_.get(), weight_.get()};
}

}  // namespace te::road
