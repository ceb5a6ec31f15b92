#include "road/graph.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <string>

#include "base/parallel.h"

namespace te::road {

namespace {

// Tails of the arcs that enter each node, ascending.
Adjacency reversed(const Arcs& arcs) {
    const auto n = static_cast<size_t>(arcs.nodes);
    Adjacency out;
    out.first.assign(n + 1, 0);
    const int64_t m = arcs.first[n];
    for (int64_t a = 0; a < m; ++a) ++out.first[static_cast<size_t>(arcs.head[a]) + 1];
    for (size_t u = 0; u < n; ++u) out.first[u + 1] += out.first[u];
    out.neighbor.resize(static_cast<size_t>(m));
    std::vector<int64_t> next(out.first.begin(), out.first.end() - 1);
    for (int32_t u = 0; u < arcs.nodes; ++u)
        for (int64_t a = arcs.first[u]; a < arcs.first[u + 1]; ++a)
            out.neighbor[static_cast<size_t>(next[static_cast<size_t>(arcs.head[a])]++)] = u;
    return out;
}

}  // namespace

void check_arcs(const Arcs& arcs, int64_t head_count) {
    const int64_t n = arcs.nodes;
    if (arcs.first[0] != 0) throw std::invalid_argument("first: expected to begin with 0");
    for (int64_t u = 0; u < n; ++u)
        if (arcs.first[u] > arcs.first[u + 1])
            throw std::invalid_argument("first: falls after node " + std::to_string(u) + "; expected to ascend");
    if (arcs.first[n] != head_count)
        throw std::invalid_argument("head: expected " + std::to_string(arcs.first[n]) + " values, got " +
                                    std::to_string(head_count));
    for (int64_t a = 0; a < head_count; ++a)
        if (arcs.head[a] < 0 || arcs.head[a] >= n)
            throw std::invalid_argument("head: arc " + std::to_string(a) + " leads to node " +
                                        std::to_string(arcs.head[a]) + " of " + std::to_string(n));
}

Adjacency undirected(const Arcs& arcs, int threads) {
    const int64_t n = arcs.nodes, tasks = base::task_count(n / 4096 + 1, 1);
    const Adjacency in = reversed(arcs);
    std::vector<std::vector<int32_t>> merged(static_cast<size_t>(tasks));
    Adjacency out;
    out.first.assign(static_cast<size_t>(n) + 1, 0);
    base::parallel_slices(n, tasks, threads, [&](int64_t k, int64_t begin, int64_t end) {
        auto& list = merged[static_cast<size_t>(k)];
        list.reserve(static_cast<size_t>(arcs.first[end] - arcs.first[begin]));
        std::vector<int32_t> heads;
        for (int64_t u = begin; u < end; ++u) {
            const auto node = static_cast<int32_t>(u);
            heads.assign(arcs.head + arcs.first[u], arcs.head + arcs.first[u + 1]);
            if (!std::is_sorted(heads.begin(), heads.end())) std::sort(heads.begin(), heads.end());
            const auto start = static_cast<std::ptrdiff_t>(list.size());
            std::merge(heads.begin(), heads.end(), in.begin(node), in.end(node), std::back_inserter(list));
            auto last = std::unique(list.begin() + start, list.end());
            last = std::remove(list.begin() + start, last, node);
            list.erase(last, list.end());
            out.first[static_cast<size_t>(u) + 1] = last - list.begin() - start;
        }
    });
    for (size_t u = 0; u < static_cast<size_t>(n); ++u) out.first[u + 1] += out.first[u];
    out.neighbor.resize(static_cast<size_t>(out.first.back()));
    base::parallel_slices(n, tasks, threads, [&](int64_t k, int64_t begin, int64_t) {
        auto& list = merged[static_cast<size_t>(k)];
        std::copy(list.begin(), list.end(), out.neighbor.begin() + out.first[static_cast<size_t>(begin)]);
    });
    return out;
}

}  // namespace te::road
