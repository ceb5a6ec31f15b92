// Road graphs as the core sees them: arcs by tail, and the undirected simple graph below them.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace te::road {

// Arcs in CSR form: those of node u lead to head[first[u]..first[u + 1]). Loops and parallel arcs are allowed.
struct Arcs {
    int32_t nodes = 0;
    const int64_t* first = nullptr;  // (nodes + 1)
    const int32_t* head = nullptr;
};

// An undirected graph without loops and multiple edges; the neighbours of a node ascend.
struct Adjacency {
    std::vector<int64_t> first{0};  // (nodes + 1)
    std::vector<int32_t> neighbor;
    int32_t nodes() const { return static_cast<int32_t>(first.size() - 1); }
    int32_t degree(int32_t u) const { return static_cast<int32_t>(end(u) - begin(u)); }
    const int32_t* begin(int32_t u) const { return neighbor.data() + first[static_cast<size_t>(u)]; }
    const int32_t* end(int32_t u) const { return neighbor.data() + first[static_cast<size_t>(u) + 1]; }
};

// Throws std::invalid_argument where `first` does not ascend from 0 or a head is not a node.
void check_arcs(const Arcs& arcs, int64_t head_count);

// Neighbours by arcs of either direction. O(n + m), and sorting where the heads of a node do not ascend.
Adjacency undirected(const Arcs& arcs, int threads);

}  // namespace te::road
