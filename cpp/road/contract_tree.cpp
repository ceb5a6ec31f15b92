#include "road/contract_tree.h"

#include <algorithm>
#include <utility>

namespace te::road {

namespace {

size_t at(int32_t p) { return static_cast<size_t>(p); }

// Every node climbs from its lower neighbours, over paths that are shortened on the way.
std::vector<int32_t> parents(const Adjacency& graph) {
    const int32_t n = graph.nodes();
    std::vector<int32_t> parent(at(n), -1), jump(at(n), -1);
    for (int32_t p = n - 1; p >= 0; --p)
        for (const int32_t* w = graph.begin(p); w != graph.end(p); ++w) {
            int32_t q = *w;
            if (q < p) continue;
            while (jump[at(q)] >= 0 && jump[at(q)] != p) {
                const int32_t next = jump[at(q)];
                jump[at(q)] = p;
                q = next;
            }
            if (jump[at(q)] < 0) jump[at(q)] = parent[at(q)] = p;
        }
    return parent;
}

}  // namespace

EliminationTree elimination_tree(const Adjacency& graph) {
    const int32_t n = graph.nodes();
    EliminationTree tree;
    const std::vector<int32_t> above = parents(graph);
    // Preorder from subtree sizes: parents come before children, siblings in their old order.
    std::vector<int32_t> size(at(n), 1), now(at(n)), free(at(n));
    for (int32_t p = n - 1; p >= 0; --p)
        if (above[at(p)] >= 0) size[at(above[at(p)])] += size[at(p)];
    tree.node_at.resize(at(n));
    tree.parent.resize(at(n));
    tree.size.resize(at(n));
    tree.depth.resize(at(n));
    int32_t roots = 0;  // first position that no root's subtree has taken
    for (int32_t p = 0; p < n; ++p) {
        const int32_t q = above[at(p)];
        int32_t& next = q < 0 ? roots : free[at(q)];
        now[at(p)] = next;
        next += size[at(p)];
        free[at(p)] = now[at(p)] + 1;
        const size_t to = at(now[at(p)]);
        tree.node_at[to] = p;
        tree.parent[to] = q < 0 ? -1 : now[at(q)];
        tree.size[to] = size[at(p)];
        tree.depth[to] = q < 0 ? 0 : tree.depth[at(now[at(q)])] + 1;
    }
    tree.position_of = std::move(now);
    return tree;
}

Forest cut_into_subtrees(const EliminationTree& tree) {
    constexpr int32_t kRanges = 256, kSmallest = 512;
    const auto n = static_cast<int32_t>(tree.size.size());
    const int32_t most = std::max(n / kRanges, kSmallest);
    Forest out;
    bool open = false;
    for (int32_t p = 0; p < n;) {
        if (tree.size[at(p)] > most) {
            out.top.push_back(p++);
            open = false;
            continue;
        }
        const int32_t end = p + tree.size[at(p)];
        if (open && end - out.ranges.back().begin <= most)
            out.ranges.back().end = end;
        else
            out.ranges.push_back({p, end});
        open = true;
        p = end;
    }
    return out;
}

}  // namespace te::road
