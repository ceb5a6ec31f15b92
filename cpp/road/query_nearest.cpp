#include "road/query_nearest.h"

#include <algorithm>
#include <vector>

#include "base/parallel.h"
#include "road/query_labels.h"
#include "road/query_memory.h"
#include "road/sweep_targets.h"

namespace te::road {
namespace {

// The k best centres of every node from which the way to (or from) a centre goes only up: one search from all centres.
// What is not among the k best of a node is not among those of any node beyond it, ties included, because entries keep
// their order when the same weight is added.
class UpwardLabels {
  public:
    UpwardLabels(const QueryGraph& graph, const UpArcs& arcs, const Ends& centers, int64_t k)
        : k_(k), memory_(graph.nodes), above_(memory_.set()), row_of_(line_array<int32_t>(graph.nodes)) {
        int32_t greatest = -1;
        for (int64_t end = 0; end < 2 * centers.count; ++end) {
            if (centers.node[end] < 0) continue;
            const int32_t position = graph.position_of[centers.node[end]];
            greatest = std::max(greatest, position);
            insert_label(list(position), k,
                         label(std::min(centers.weight[end], unreachable), static_cast<int32_t>(end / 2)));
        }
        descend<false>(above_, greatest, [&](int32_t position) {
            order_.push_back(position);
            for (int64_t e = arcs.first[position]; e < arcs.first[position + 1]; ++e) {
                Label* const higher = list(arcs.head[e]);  // may move the lists
                merge_labels(higher, k_, list(position), arcs.weight[e]);
            }
        });
    }

    const std::vector<int32_t>& order() const { return order_; }

    Label* list(int32_t position) {
        if (!has(above_, position)) {
            add(above_, position);
            row_of_[static_cast<size_t>(position)] = static_cast<int32_t>(labels_.size() / static_cast<size_t>(k_));
            labels_.resize(labels_.size() + static_cast<size_t>(k_), no_label);
        }
        return labels_.data() + row_of_[static_cast<size_t>(position)] * k_;
    }

  private:
    int64_t k_;
    PositionMemory memory_;
    Positions above_;
    LineArray<int32_t> row_of_;
    std::vector<Label> labels_;
    std::vector<int32_t> order_;
};

}  // namespace

void road_nearest(const QueryGraph& graph, const UpArcs& up, const UpArcs& down, const Ends& centers,
                  const Ends& places, const DirectWays& direct, const Nearest& nearest, int threads) {
    const int64_t k = nearest.k;
    UpwardLabels upward(graph, up, centers, k);
    const int workers = base::resolve_threads(threads);
    base::parallel_slices(
        places.count, place_slices(places.count, workers), workers, [&](int64_t, int64_t begin, int64_t end) {
            const Ends slice{end - begin, places.node + 2 * begin, places.weight + 2 * begin};
            const SweepTargets targets(graph, down, slice, 1);
            const SweepGraph& sweep = targets.graph();
            const auto labels = line_array<Label>(targets.rows() * k);
            std::fill_n(labels.get(), targets.rows() * k, no_label);
            for (const int32_t position : upward.order()) {
                const int32_t row = targets.row(position);
                if (row >= 0) std::copy_n(upward.list(position), k, labels.get() + row * k);
            }
            for (int64_t row = 0; row < sweep.nodes; ++row)
                for (int64_t e = sweep.first[row]; e < sweep.first[row + 1]; ++e)
                    merge_labels(labels.get() + row * k, k, labels.get() + sweep.head[e] * k, sweep.weight[e]);
            std::vector<Label> list(static_cast<size_t>(k));
            for (int64_t place = begin; place < end; ++place) {
                std::fill(list.begin(), list.end(), no_label);
                for (int64_t side = 2 * (place - begin); side < 2 * (place - begin) + 2; ++side)
                    merge_labels(list.data(), k, labels.get() + targets.target_row()[side] * k,
                                 targets.target_weight()[side]);
                for (int64_t d = direct.first[place]; d < direct.first[place + 1]; ++d)
                    insert_label(list.data(), k, label(std::min(direct.weight[d], unreachable), direct.center[d]));
                write_nearest(list.data(), place, nearest);
            }
        });
}

}  // namespace te::road
