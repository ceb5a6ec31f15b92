#include "road/order.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/parallel.h"
#include "road/order_fringe.h"
#include "road/order_greedy.h"
#include "road/order_leaf.h"
#include "road/separator.h"

namespace te::road {

namespace {

constexpr int32_t kFew = 4;     // nodes of so many neighbours are contracted before anything is cut
constexpr int32_t kLeaf = 400;  // parts of so many nodes are not cut

// Parts above this share of the core are cut one after the other, each with all threads.
constexpr int64_t kLargeShare = 16;

// One part for each label, their positions one after the other; nodes of negative labels go nowhere. O(n + m).
void split(const Part& part, const std::vector<int32_t>& label, int32_t labels, int64_t position,
           std::vector<Part>& children) {
    const size_t n = label.size(), before = children.size();
    std::vector<int32_t> number(n);
    children.resize(before + static_cast<size_t>(labels));
    Part* const child = children.data() + before;
    for (size_t u = 0; u < n; ++u) {
        if (label[u] < 0) continue;
        auto& nodes = child[label[u]].node;
        number[u] = static_cast<int32_t>(nodes.size());
        nodes.push_back(part.node[u]);
    }
    for (int32_t k = 0; k < labels; ++k) {
        child[k].position = position;
        child[k].first.reserve(child[k].node.size() + 1);
        position += child[k].nodes();
    }
    for (size_t u = 0; u < n; ++u) {
        if (label[u] < 0) continue;
        Part& own = child[label[u]];
        for (int32_t e = part.first[u]; e < part.first[u + 1]; ++e) {
            const auto w = static_cast<size_t>(part.neighbor[static_cast<size_t>(e)]);
            if (label[w] == label[u]) own.neighbor.push_back(number[w]);
        }
        own.first.push_back(static_cast<int32_t>(own.neighbor.size()));
    }
}

// Labels of the connected components, in the order of their first nodes.
int32_t components(const Part& part, std::vector<int32_t>& label) {
    label.assign(part.node.size(), -1);
    int32_t count = 0;
    std::vector<int32_t> stack;
    for (int32_t s = 0; s < part.nodes(); ++s) {
        if (label[static_cast<size_t>(s)] >= 0) continue;
        label[static_cast<size_t>(s)] = count;
        stack.assign(1, s);
        while (!stack.empty()) {
            const auto u = static_cast<size_t>(stack.back());
            stack.pop_back();
            for (int32_t e = part.first[u]; e < part.first[u + 1]; ++e) {
                const int32_t w = part.neighbor[static_cast<size_t>(e)];
                if (label[static_cast<size_t>(w)] >= 0) continue;
                label[static_cast<size_t>(w)] = count;
                stack.push_back(w);
            }
        }
        ++count;
    }
    return count;
}

}  // namespace

Dissection::Dissection(const Arcs& arcs, int threads) {
    Fringe fringe = strip_fringe(undirected(arcs, threads), threads);
    fringe_ = std::move(fringe.contracted);
    core_node_ = std::move(fringe.core_node);
    core_ = std::move(fringe.core);
    Fringe more = contract_greedily(core_, kFew, threads);
    for (const int32_t u : more.contracted) fringe_.push_back(core_node_[static_cast<size_t>(u)]);
    for (int32_t& u : more.core_node) u = core_node_[static_cast<size_t>(u)];
    core_node_ = std::move(more.core_node);
    core_ = std::move(more.core);
    const size_t n = core_node_.size();
    placed_.assign(n, -1);
    slot_.assign(n, -1);
    if (n == 0) return;
    Part all;
    all.node.resize(n);
    std::iota(all.node.begin(), all.node.end(), 0);
    all.first.assign(core_.first.begin(), core_.first.end());
    all.neighbor = core_.neighbor;
    parts_.push_back(std::move(all));
}

void Dissection::cut(Part& part, std::vector<Part>& children, int threads) {
    const auto place = [&](int64_t position, int32_t u) { placed_[static_cast<size_t>(position)] = u; };
    if (part.nodes() <= kLeaf) {
        LeafOrder(core_, slot_).run(part.node);
        for (int32_t k = 0; k < part.nodes(); ++k)
            place(part.position + part.nodes() - 1 - k, part.node[static_cast<size_t>(k)]);
        return;
    }
    std::vector<int32_t> label;
    Plane plane;
    if (!graph_plane(part, plane)) {
        const int32_t count = components(part, label);
        split(part, label, count, part.position, children);
        return;
    }
    std::vector<DisjointPaths> flows(static_cast<size_t>(kDirections));
    const Separation found = separate(part, plane, flows, threads);
    label.resize(part.node.size());
    int64_t position = part.position;
    for (size_t u = 0; u < label.size(); ++u) {
        label[u] = found.smaller == 0 ? -1 : static_cast<int32_t>(found.side[u]);
        if (label[u] == 2) label[u] = -1;
        if (label[u] < 0) place(position++, part.node[u]);
    }
    split(part, label, 2, position, children);
}

bool Dissection::step(int threads) {
    if (parts_.empty()) return false;
    const auto count = static_cast<int64_t>(parts_.size());
    std::vector<std::vector<Part>> children(parts_.size());
    const int64_t large = static_cast<int64_t>(placed_.size()) / kLargeShare + 1;
    const auto is_large = [&](int64_t k) { return parts_[static_cast<size_t>(k)].nodes() >= large; };
    for (int64_t k = 0; k < count; ++k)
        if (is_large(k)) cut(parts_[static_cast<size_t>(k)], children[static_cast<size_t>(k)], threads);
    base::parallel_tasks(count, threads, [&](int64_t k) {
        if (!is_large(k)) cut(parts_[static_cast<size_t>(k)], children[static_cast<size_t>(k)], 1);
    });
    parts_.clear();
    for (auto& list : children)
        for (Part& part : list) parts_.push_back(std::move(part));
    return !parts_.empty();
}

double Dissection::done() const {
    // A cut takes time in proportion to the part, and there are as many levels of cuts as halvings.
    const auto work = [](double nodes) { return nodes * (1.0 + std::max(0.0, std::log2(nodes / kLeaf))); };
    double left = 0.0;
    for (const Part& part : parts_) left += work(part.nodes());
    return parts_.empty() ? 1.0 : 1.0 - left / work(static_cast<double>(placed_.size()));
}

std::vector<int32_t> Dissection::order() const {
    std::vector<int32_t> out;
    out.reserve(placed_.size() + fringe_.size());
    for (const int32_t u : placed_) out.push_back(core_node_[static_cast<size_t>(u)]);
    out.insert(out.end(), fringe_.rbegin(), fringe_.rend());
    return out;
}

}  // namespace te::road
