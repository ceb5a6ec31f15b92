#include "road/search_graph.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

#include "base/parallel.h"
#include "road/customise_order.h"

namespace te::road {

namespace {

size_t at(int64_t k) { return static_cast<size_t>(k); }

// The links of one direction that are needed, by the positions that nodes have moved to.
SearchArcs collect(const Hierarchy& h, const LinkWeights& links, const std::vector<int32_t>& moved, int threads) {
    const int64_t n = h.nodes(), tasks = base::task_count(n / 4096, 1);
    const auto kept = [&](int64_t e) { return links.below[at(e)] < kUnreachable; };
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
        std::vector<std::pair<int32_t, int64_t>> list;  // head and link
        size_t next = at(out.first[at(begin)]);
        auto above = std::upper_bound(h.supernode.begin(), h.supernode.end(), static_cast<int32_t>(begin));
        for (int64_t p = begin; p < end; ++p) {
            if (p == *above) ++above;
            list.clear();
            for (int64_t e = h.first[at(p)]; e < h.first[at(p) + 1]; ++e) {
                if (!kept(e)) continue;
                // Heads in the same supernode are positions of today already.
                const int32_t head = h.head[at(e)];
                list.emplace_back(head >= *(above - 1) ? head : moved[at(head)], e);
            }
            std::sort(list.begin(), list.end());
            for (const auto& [head, e] : list) {
                const uint32_t middle = links.middle[at(e)];
                out.head[next] = head;
                out.weight[next] = links.below[at(e)];
                out.middle[next++] = middle == 0 ? -1 : moved[at(middle - 1)];
            }
        }
    });
    return out;
}

}  // namespace

SearchGraph search_graph(const Hierarchy& h, Metric m, int threads) {
    const int32_t n = h.nodes();
    const std::vector<int32_t> moved = arrange_supernodes(h, m, threads);
    SearchGraph out;
    out.symmetric = m.symmetric;
    out.out = collect(h, m.up, moved, threads);
    if (!m.symmetric) out.in = collect(h, m.down, moved, threads);
    out.position_of.reserve(at(n));
    for (const int32_t p : h.tree.position_of) out.position_of.push_back(moved[at(p)]);
    // Inside of a supernode each position is above the next; the highest one is below all that they are linked to.
    out.parent.resize(at(n));
    for (int32_t p = 0; p < n; ++p) out.parent[at(p)] = p - 1;
    for (size_t k = 0; k + 1 < h.supernode.size(); ++k) {
        const int32_t p = h.supernode[k];
        int32_t& parent = out.parent[at(p)];
        parent = -1;
        for (int64_t e = h.first[at(p)]; e < h.first[at(p) + 1]; ++e)
            parent = std::max(parent, moved[at(h.head[at(e)])]);
    }
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
