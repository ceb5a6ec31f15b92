#include "road/query_path.h"

#include <algorithm>
#include <stdexcept>
#include <unordered_map>
#include <utility>

#include "road/query_memory.h"

namespace te::road {
namespace {

using Starts = std::vector<std::pair<int32_t, uint32_t>>;  // positions, and the weights to get there

Starts starts_of(const QueryGraph& graph, const Ends& place) {
    Starts starts;
    for (int end = 0; end < 2; ++end)
        if (place.node[end] >= 0) starts.emplace_back(graph.position_of[place.node[end]], place.weight[end]);
    return starts;
}

// An upward search that knows where it came from.
class Search {
  public:
    Search(const QueryGraph& graph, const UpArcs& arcs, const Starts& starts)
        : memory_(graph.nodes),
          reached_(memory_.set()),
          distance_(line_array<uint32_t>(graph.nodes)),
          from_(line_array<int32_t>(graph.nodes)) {
        int32_t greatest = -1;
        for (const auto& [position, weight] : starts) {
            greatest = std::max(greatest, position);
            improve(position, weight, -1);
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

struct Way {
    uint32_t weight;
    std::vector<int32_t> nodes;  // positions, one arc of the hierarchy between each and the next
};

// The least way up and down; none is unreachable and has no nodes.
Way least_way(const QueryGraph& graph, const Starts& from, const Starts& to) {
    const Search forward(graph, graph.out, from), backward(graph, graph.in, to);
    Way way{unreachable, {}};
    int32_t top = -1;
    for (const int32_t position : forward.order()) {
        const uint32_t weight = forward.distance(position) + backward.distance(position);
        if (weight >= way.weight) continue;
        way.weight = weight;
        top = position;
    }
    if (top < 0) return way;
    for (int32_t position = top; position >= 0; position = forward.from(position)) way.nodes.push_back(position);
    std::reverse(way.nodes.begin(), way.nodes.end());
    for (int32_t position = backward.from(top); position >= 0; position = backward.from(position))
        way.nodes.push_back(position);
    return way;
}

constexpr int32_t no_arc = -2;

int32_t middle_of(const UpArcs& arcs, int32_t lower, int32_t higher) {
    const int32_t *const begin = arcs.head + arcs.first[lower], *const end = arcs.head + arcs.first[lower + 1];
    const int32_t* const arc = std::lower_bound(begin, end, higher);
    return arc == end || *arc != higher ? no_arc : arcs.middle[arc - arcs.head];
}

// All nodes of a way, arc by arc of the road graph. A stack, because recursion could be deep.
std::vector<int32_t> unpack(const QueryGraph& graph, const std::vector<int32_t>& way) {
    std::vector<int32_t> nodes{way.front()}, ahead(way.rbegin(), way.rend() - 1);
    int64_t searches = 0;
    while (!ahead.empty()) {
        const int32_t tail = nodes.back(), next = ahead.back();
        const int32_t middle = tail > next ? middle_of(graph.out, tail, next) : middle_of(graph.in, next, tail);
        if (middle >= 0) {
            ahead.push_back(middle);
        } else if (middle != no_arc) {
            nodes.push_back(next);
            ahead.pop_back();
        } else {
            // the order of nodes was arranged for the weights, and no search needs this arc: there is another way
            const Way other = least_way(graph, {{tail, 0}}, {{next, 0}});
            if (other.nodes.empty() || ++searches > graph.nodes)
                throw std::logic_error("road_path: a shortcut goes over an arc that is not there");
            ahead.pop_back();
            ahead.insert(ahead.end(), other.nodes.rbegin(), other.nodes.rend() - 1);
        }
    }
    return nodes;
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
    const Way way = least_way(graph, starts_of(graph, from), starts_of(graph, to));
    Path path{way.weight, {}};
    if (way.nodes.empty()) return path;
    path.nodes = unpack(graph, way.nodes);
    straighten(path.nodes);
    to_nodes(graph, path.nodes);
    return path;
}

}  // namespace te::road
