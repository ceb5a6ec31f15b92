#include "road/search_graph.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "base/parallel.h"

namespace te::road {

namespace {

size_t at(int64_t k) { return static_cast<size_t>(k); }

// The links of one direction for which kept(link).
template <class Kept>
SearchArcs collect(const Hierarchy& h, const std::vector<uint32_t>& weight, const std::vector<uint32_t>& middle,
                   const Kept& kept, int threads) {
    const int64_t n = h.nodes(), tasks = base::task_count(n / 4096, 1);
    SearchArcs out;
    out.first.assign(at(n) + 1, 0);
    base::parallel_slices(n, tasks, threads, [&](int64_t, int64_t begin, int64_t end) {
        for (int64_t p = begin; p < end; ++p) {
            int64_t count = 0;
            for (int64_t e = h.first[at(p)]; e < h.first[at(p) + 1]; ++e) count += kept(e) ? 1 : 0;
            out.first[at(p) + 1] = count;
        }
    });
    for (int64_t p = 0; p < n; ++p) out.first[at(p) + 1] += out.first[at(p)];
    const size_t arcs = at(out.first[at(n)]);
    out.head.resize(arcs);
    out.weight.resize(arcs);
    out.middle.resize(arcs);
    base::parallel_slices(n, tasks, threads, [&](int64_t, int64_t begin, int64_t end) {
        size_t next = at(out.first[at(begin)]);
        for (int64_t e = h.first[at(begin)]; e < h.first[at(end)]; ++e) {
            if (!kept(e)) continue;
            out.head[next] = h.head[at(e)];
            out.weight[next] = weight[at(e)];
            out.middle[next++] = static_cast<int32_t>(middle[at(e)]) - 1;
        }
    });
    return out;
}

SearchArcs collect(const Hierarchy& h, const Metric& m, bool up, int threads) {
    const std::vector<uint32_t>&weight = up ? m.up : m.down, &middle = up ? m.up_middle : m.down_middle;
    if (m.shortest.empty())
        return collect(h, weight, middle, [&](int64_t e) { return weight[at(e)] < kUnreachable; }, threads);
    const int bit = up ? 1 : 2;
    return collect(h, weight, middle, [&](int64_t e) { return (m.shortest[at(e)] & bit) != 0; }, threads);
}

}  // namespace

SearchGraph search_graph(const Hierarchy& h, const Metric& m, int threads) {
    SearchGraph out;
    out.position_of = h.tree.position_of;
    out.parent = h.tree.parent;
    out.symmetric = m.symmetric;
    out.out = collect(h, m, true, threads);
    if (!m.symmetric) out.in = collect(h, m, false, threads);
    return out;
}

void check_tree(int64_t nodes, const int32_t* position_of, const int32_t* parent) {
    std::vector<uint8_t> seen(at(nodes), 0);
    for (int64_t u = 0; u < nodes; ++u) {
        const int64_t p = position_of[u];
        if (p < 0 || p >= nodes || seen[at(p)]++ != 0)
            throw std::invalid_argument("position_of: " + std::to_string(p) + " of node " + std::to_string(u) +
                                        (p < 0 || p >= nodes ? " is no position" : " is there twice"));
        if (parent[u] < -1 || parent[u] >= u)
            throw std::invalid_argument("parent: that of position " + std::to_string(u) + " is " +
                                        std::to_string(parent[u]) + "; expected -1 or a smaller position");
    }
}

void check_search_arcs(int64_t nodes, const int64_t* first, int64_t arcs, const int32_t* head, const uint32_t* weight,
                       const int32_t* middle) {
    if (first[0] != 0 || first[nodes] != arcs || !std::is_sorted(first, first + nodes + 1))
        throw std::invalid_argument("first: expected to ascend from 0 to the " + std::to_string(arcs) + " arcs");
    for (int64_t p = 0; p < nodes; ++p)
        for (int64_t e = first[p]; e < first[p + 1]; ++e) {
            const char* wrong = nullptr;
            if (head[e] < 0 || head[e] >= p || (e > first[p] && head[e - 1] >= head[e])) wrong = "head";
            if (weight[e] >= kUnreachable) wrong = "weight";
            if (middle[e] != -1 && (middle[e] <= p || middle[e] >= nodes)) wrong = "middle";
            if (wrong != nullptr)
                throw std::invalid_argument(std::string(wrong) + ": wrong at arc " + std::to_string(e) +
                                            " of position " + std::to_string(p));
        }
}

}  // namespace te::road
