#include "road/query_path.h"

#include <algorithm>
#include <stdexcept>
#include <unordered_map>

#include "road/query_memory.h"

namespace te::road {
namespace {

// An upward search that knows where it came from.
class Search {
  public:
    Search(const QueryGraph& graph, const UpArcs& arcs, const Ends& place)
        : memory_(graph.nodes),
          reached_(memory_.set()),
          distance_(line_array<uint32_t>(graph.nodes)),
          from_(line_array<int32_t>(graph.nodes)) {
        int32_t greatest = -1;
        for (int end = 0; end < 2; ++end) {
            if (place.node[end] < 0) continue;
            const int32_t position = graph.position_of[place.node[end]];
            greatest = std::max(greatest, position);
            improve(position, place.weight[end], -1);
        }
        descend<false>(reached_, greatest, [&](int32_t position) {
            for (int64_t e = arcs.first[position]; e < arcs.first[position + 1]; ++e)
                improve(arcs.head[e], distance_[static_cast<size_t>(position)] + arcs.weight[e], position);
            order_.push_back(position);
        });
    }

    const std::vector<int32_t>& order() const { return order_; }
    uint32_t distance(int32_t position) const {
        return has(reached_, position) ? distance_[static_cast<size_t>(position)] : unreachable;
    }
    int32_t from(int32_t position) const { return from_[static_cast<size_t>(position)]; }

  private:
    void improve(int32_t position, uint32_t distance, int32_t from) {
        if (distance >= this->distance(position)) return;
        add(reached_, position);
        distance_[static_cast<size_t>(position)] = distance;
        from_[static_cast<size_t>(position)] = from;
    }

    PositionMemory memory_;
    Positions reached_;
    LineArray<uint32_t> distance_;
    LineArray<int32_t> from_;
    std::vector<int32_t> order_;
};

int32_t middle_of(const UpArcs& arcs, int32_t lower, int32_t higher) {
    const int32_t *const begin = arcs.head + arcs.first[lower], *const end = arcs.head + arcs.first[lower + 1];
    const int32_t* const arc = std::lower_bound(begin, end, higher);
    if (arc == end || *arc != higher)
        throw std::logic_error("road_path: a shortcut goes over an arc that is not there");
    return arcs.middle[arc - arcs.head];
}

// Appends the nodes of the arc from `tail` to `head` after `tail`. A stack, because recursion could be deep.
void unpack(const QueryGraph& graph, int32_t tail, int32_t head, std::vector<int32_t>& nodes) {
    std::vector<int32_t> ahead{head};
    while (!ahead.empty()) {
        const int32_t next = ahead.back();
        const int32_t middle = tail > next ? middle_of(graph.out, tail, next) : middle_of(graph.in, next, tail);
        if (middle >= 0) {
            ahead.push_back(middle);
            continue;
        }
        nodes.push_back(next);
        ahead.pop_back();
        tail = next;
    }
}

// Ways of weight 0 may lead around in a circle, up one arc and down another: leaves circles out.
void straighten(std::vector<int32_t>& path) {
    std::unordered_map<int32_t, size_t> last;
    for (size_t i = 0; i < path.size(); ++i) last[path[i]] = i;
    size_t kept = 0;
    for (size_t i = 0; i < path.size(); ++i) {
        i = last[path[i]];
        path[kept++] = path[i];
    }
    path.resize(kept);
}

// Positions to nodes, looked up in one pass over all nodes.
void to_nodes(const QueryGraph& graph, std::vector<int32_t>& path) {
    const auto node_at = line_array<int32_t>(graph.nodes);
    for (int64_t node = 0; node < graph.nodes; ++node)
        node_at[static_cast<size_t>(graph.position_of[node])] = static_cast<int32_t>(node);
    for (int32_t& entry : path) entry = node_at[static_cast<size_t>(entry)];
}

}  // namespace

Path road_path(const QueryGraph& graph, const Ends& from, const Ends& to) {
    const Search forward(graph, graph.out, from), backward(graph, graph.in, to);
    Path path{unreachable, {}};
    int32_t top = -1;
    for (const int32_t position : forward.order()) {
        const uint32_t weight = forward.distance(position) + backward.distance(position);
        if (weight >= path.weight) continue;
        path.weight = weight;
        top = position;
    }
    if (top < 0) return path;
    std::vector<int32_t> rise;
    for (int32_t position = top; position >= 0; position = forward.from(position)) rise.push_back(position);
    std::reverse(rise.begin(), rise.end());
    path.nodes.push_back(rise.front());
    for (size_t i = 1; i < rise.size(); ++i) unpack(graph, rise[i - 1], rise[i], path.nodes);
    for (int32_t position = top; backward.from(position) >= 0; position = backward.from(position))
        unpack(graph, position, backward.from(position), path.nodes);
    straighten(path.nodes);
    to_nodes(graph, path.nodes);
    return path;
}

}  // namespace te::road
