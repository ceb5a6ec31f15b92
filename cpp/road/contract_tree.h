// The elimination tree of a contraction order, and its cut into subtrees for threads.
#pragma once
#include <cstdint>
#include <vector>

#include "base/parallel.h"
#include "road/graph.h"

namespace te::road {

// Nodes by position, in preorder: the positions of a subtree are consecutive, begin with its root and are nearer to
// the end than its ancestors. Contracting from the last position to the first gives the same fill as the order that
// the tree was made from.
struct EliminationTree {
    std::vector<int32_t> position_of;  // position of each node
    std::vector<int32_t> node_at;      // its inverse
    std::vector<int32_t> parent;       // position of the lowest of the higher neighbours once contracted, -1 none
    std::vector<int32_t> size;         // nodes of the subtree of a position
    std::vector<int32_t> depth;        // ancestors of a position
};

// The nodes of the graph are contracted from the last one to the first. O(m log n); Liu 1990, doi 10.1137/0611010.
EliminationTree elimination_tree(const Adjacency& graph);

// Ranges of positions that hold whole subtrees only, so that threads may work on them at the same time, and the few
// positions above all of them, ascending. Depends on the tree only.
struct Forest {
    struct Range {
        int32_t begin, end;
    };
    std::vector<Range> ranges;
    std::vector<int32_t> top;
};
Forest cut_into_subtrees(const EliminationTree& tree);

// Calls visit(p) for every position, after all positions below it in the tree. `make()` makes a visitor with memory
// of its own.
template <class Make>
void bottom_up(const Forest& forest, int threads, const Make& make) {
    base::parallel_tasks(static_cast<int64_t>(forest.ranges.size()), threads, [&](int64_t k) {
        auto visit = make();
        const Forest::Range range = forest.ranges[static_cast<size_t>(k)];
        for (int32_t p = range.end - 1; p >= range.begin; --p) visit(p);
    });
    auto visit = make();
    for (auto p = forest.top.rbegin(); p != forest.top.rend(); ++p) visit(*p);
}

// The same, before all positions below it.
template <class Make>
void top_down(const Forest& forest, int threads, const Make& make) {
    auto visit_top = make();
    for (const int32_t p : forest.top) visit_top(p);
    base::parallel_tasks(static_cast<int64_t>(forest.ranges.size()), threads, [&](int64_t k) {
        auto visit = make();
        const Forest::Range range = forest.ranges[static_cast<size_t>(k)];
        for (int32_t p = range.begin; p < range.end; ++p) visit(p);
    });
}

}  // namespace te::road
