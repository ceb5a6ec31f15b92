#include "road/contract.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <string>

#include "base/parallel.h"
#include "base/radix_sort.h"

namespace te::road {

namespace {

size_t at(int64_t p) { return static_cast<size_t>(p); }

// The graph with order[k] as node k. Neighbours are in no order.
Adjacency renumbered(const Adjacency& graph, const std::vector<int32_t>& order, int threads) {
    const int64_t n = graph.nodes(), tasks = base::task_count(n / 4096, 1);
    std::vector<int32_t> place(at(n));
    Adjacency out;
    out.first.reserve(at(n) + 1);
    for (const int32_t u : order) {
        place[at(u)] = static_cast<int32_t>(out.first.size()) - 1;
        out.first.push_back(out.first.back() + graph.degree(u));
    }
    out.neighbor.resize(graph.neighbor.size());
    base::parallel_slices(n, tasks, threads, [&](int64_t, int64_t begin, int64_t end) {
        int32_t* to = out.neighbor.data() + out.first[at(begin)];
        for (int64_t k = begin; k < end; ++k)
            for (const int32_t* w = graph.begin(order[at(k)]); w != graph.end(order[at(k)]); ++w) *to++ = place[at(*w)];
    });
    return out;
}

// Lists of heads, one after the other from the greatest position of a range to its smallest.
struct Lists {
    std::vector<int32_t> heads;
};

class Contraction {
  public:
    Contraction(const Adjacency& graph, Hierarchy& out)
        : graph_(graph), out_(out), tree_(out.tree), begin_(tree_.parent.size()), length_(tree_.parent.size()) {}

    void run(int threads) {
        const auto& ranges = out_.forest.ranges;
        const auto& top = out_.forest.top;
        std::vector<Lists> lists(ranges.size() + 1);
        owner_.resize(tree_.parent.size(), 0);
        base::parallel_tasks(static_cast<int64_t>(ranges.size()), threads, [&](int64_t k) {
            Scratch scratch;
            for (int32_t p = ranges[at(k)].end - 1; p >= ranges[at(k)].begin; --p)
                merge(p, lists, static_cast<int32_t>(k), scratch);
        });
        Scratch scratch;
        for (auto p = top.rbegin(); p != top.rend(); ++p)
            merge(*p, lists, static_cast<int32_t>(ranges.size()), scratch);
        collect(lists, threads);
    }

  private:
    struct Scratch {
        std::vector<int32_t> now, next;
    };

    const int32_t* list(int32_t p, const std::vector<Lists>& lists) const {
        return lists[at(owner_[at(p)])].heads.data() + begin_[at(p)];
    }

    // The higher neighbours of p once everything below it is contracted: its own ones and those of its children.
    void merge(int32_t p, std::vector<Lists>& lists, int32_t owner, Scratch& scratch) {
        auto& now = scratch.now;
        auto& next = scratch.next;
        now.clear();
        const int32_t u = tree_.node_at[at(p)];
        for (const int32_t* w = graph_.begin(u); w != graph_.end(u); ++w) {
            const int32_t q = tree_.position_of[at(*w)];
            if (q < p) now.push_back(q);
        }
        std::sort(now.begin(), now.end());
        const int32_t end = p + tree_.size[at(p)];
        for (int32_t c = p + 1; c < end; c += tree_.size[at(c)]) {
            const int32_t* from = list(c, lists);
            next.clear();
            std::set_union(now.begin(), now.end(), from, from + length_[at(c)] - 1, std::back_inserter(next));
            now.swap(next);
        }
        auto& heads = lists[at(owner)].heads;
        owner_[at(p)] = owner;
        begin_[at(p)] = static_cast<int64_t>(heads.size());
        length_[at(p)] = static_cast<int32_t>(now.size());
        heads.insert(heads.end(), now.begin(), now.end());
    }

    void collect(const std::vector<Lists>& lists, int threads) {
        const int64_t n = out_.nodes();
        out_.first.assign(at(n) + 1, 0);
        for (int64_t p = 0; p < n; ++p) out_.first[at(p) + 1] = out_.first[at(p)] + length_[at(p)];
        if (out_.first[at(n)] >= INT32_MAX)
            throw std::length_error("the hierarchy has " + std::to_string(out_.first[at(n)]) +
                                    " links; more than 2^31 are not supported");
        out_.head.resize(at(out_.first[at(n)]));
        base::parallel_slices(n, base::task_count(n / 4096, 1), threads, [&](int64_t, int64_t begin, int64_t end) {
            for (int64_t p = begin; p < end; ++p) {
                const int32_t* from = list(static_cast<int32_t>(p), lists);
                std::copy(from, from + length_[at(p)], out_.head.begin() + out_.first[at(p)]);
            }
        });
    }

    const Adjacency& graph_;
    Hierarchy& out_;
    const EliminationTree& tree_;
    std::vector<int64_t> begin_;  // of each list in the heads of its owner
    std::vector<int32_t> length_, owner_;
};

void find_supernodes(Hierarchy& h) {
    const auto links = [&](int32_t p) { return h.first[at(p) + 1] - h.first[at(p)]; };
    h.begins_supernode.resize(at(h.nodes()));
    for (int32_t p = 0; p < h.nodes(); ++p) {
        const bool begins = p == 0 || h.tree.parent[at(p)] != p - 1 || links(p) != links(p - 1) + 1;
        h.begins_supernode[at(p)] = begins ? 1 : 0;
        if (begins) h.supernode.push_back(p);
    }
    h.supernode.push_back(h.nodes());
}

// Links from inside of a subtree to its nodes are listed by its own task, the few others one after the other.
void list_lower_links(Hierarchy& h, int threads) {
    const size_t n = at(h.nodes());
    const auto& ranges = h.forest.ranges;
    const auto count = static_cast<int64_t>(ranges.size());
    h.lower_first.assign(n + 1, 0);
    h.lower.resize(h.head.size());
    std::vector<std::vector<Hierarchy::Lower>> leaving(ranges.size());
    base::parallel_tasks(count, threads, [&](int64_t k) {
        const auto [begin, end] = ranges[at(k)];
        for (int32_t p = begin; p < end; ++p)
            for (int64_t e = h.first[at(p)]; e < h.first[at(p) + 1]; ++e) {
                if (h.head[at(e)] >= begin)
                    ++h.lower_first[at(h.head[at(e)]) + 1];
                else
                    leaving[at(k)].push_back({p, static_cast<int32_t>(e)});
            }
    });
    const auto each_leaving = [&](const auto& visit) {
        auto top = h.forest.top.begin();
        for (size_t k = 0; k <= ranges.size(); ++k) {
            const int32_t begin = k < ranges.size() ? ranges[k].begin : h.nodes();
            for (; top != h.forest.top.end() && *top < begin; ++top)
                for (int64_t e = h.first[at(*top)]; e < h.first[at(*top) + 1]; ++e)
                    visit(Hierarchy::Lower{*top, static_cast<int32_t>(e)});
            if (k < ranges.size())
                for (const Hierarchy::Lower lower : leaving[k]) visit(lower);
        }
    };
    each_leaving([&](Hierarchy::Lower lower) { ++h.lower_first[at(h.head[at(lower.link)]) + 1]; });
    for (size_t q = 0; q < n; ++q) h.lower_first[q + 1] += h.lower_first[q];
    std::vector<int64_t> next(h.lower_first.begin(), h.lower_first.end() - 1);
    const auto put = [&](Hierarchy::Lower lower) { h.lower[at(next[at(h.head[at(lower.link)])]++)] = lower; };
    base::parallel_tasks(count, threads, [&](int64_t k) {
        const auto [begin, end] = ranges[at(k)];
        for (int32_t p = begin; p < end; ++p)
            for (int64_t e = h.first[at(p)]; e < h.first[at(p) + 1]; ++e)
                if (h.head[at(e)] >= begin) put({p, static_cast<int32_t>(e)});
    });
    each_leaving(put);
}

// The place of each arc's weight, as `Hierarchy` keeps it.
void place_arcs(const Arcs& arcs, Hierarchy& h, int threads) {
    const int64_t n = arcs.nodes;
    constexpr uint64_t loop = UINT32_MAX;
    h.road_arcs = arcs.first[n];
    std::vector<uint64_t> words(at(h.road_arcs)), scratch(at(h.road_arcs));
    base::parallel_slices(n, base::task_count(n / 4096, 1), threads, [&](int64_t, int64_t begin, int64_t end) {
        for (int64_t u = begin; u < end; ++u)
            for (int64_t a = arcs.first[u]; a < arcs.first[u + 1]; ++a) {
                const int32_t p = h.tree.position_of[at(u)], q = h.tree.position_of[at(arcs.head[a])];
                const auto low = at(std::max(p, q));
                const auto from = h.head.begin() + h.first[low], to = h.head.begin() + h.first[low + 1];
                const auto link = static_cast<uint64_t>(std::lower_bound(from, to, std::min(p, q)) - h.head.begin());
                words[at(a)] = (p == q ? loop : 2 * link + (p < q ? 1 : 0)) << 32 | static_cast<uint64_t>(a);
            }
    });
    base::radix_sort_upper_half(words, scratch, threads);
    while (!words.empty() && words.back() >> 32 == loop) words.pop_back();
    h.road_slot.reserve(words.size());
    h.road_arc.reserve(words.size());
    for (const uint64_t word : words) {
        h.road_slot.push_back(static_cast<uint32_t>(word >> 32));
        h.road_arc.push_back(static_cast<uint32_t>(word));
    }
}

void check_permutation(const std::vector<int32_t>& order, int32_t nodes) {
    std::vector<uint8_t> seen(at(nodes), 0);
    if (order.size() != seen.size())
        throw std::invalid_argument("order: expected " + std::to_string(nodes) + " nodes, got " +
                                    std::to_string(order.size()));
    for (const int32_t u : order) {
        if (u < 0 || u >= nodes || seen[at(u)] != 0)
            throw std::invalid_argument("order: node " + std::to_string(u) +
                                        (u < 0 || u >= nodes ? " is not one of the graph" : " is there twice"));
        seen[at(u)] = 1;
    }
}

}  // namespace

Hierarchy contract(const Arcs& arcs, const std::vector<int32_t>& order, int threads) {
    check_permutation(order, arcs.nodes);
    Hierarchy out;
    {
        const Adjacency graph = renumbered(undirected(arcs, threads), order, threads);
        out.tree = elimination_tree(graph);
        out.forest = cut_into_subtrees(out.tree);
        Contraction(graph, out).run(threads);
    }
    for (int32_t p = 0; p < out.nodes(); ++p) {
        int32_t& u = out.tree.node_at[at(p)];
        u = order[at(u)];
        out.tree.position_of[at(u)] = p;
    }
    find_supernodes(out);
    list_lower_links(out, threads);
    place_arcs(arcs, out, threads);
    return out;
}

}  // namespace te::road
