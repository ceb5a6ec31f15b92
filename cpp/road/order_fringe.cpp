#include "road/order_fringe.h"

#include <algorithm>
#include <utility>

#include "base/parallel.h"

namespace te::road {

namespace {

class Stripping {
  public:
    explicit Stripping(Adjacency graph)
        : graph_(std::move(graph)),
          degree_(static_cast<size_t>(graph_.nodes())),
          round_(degree_.size(), 0),
          gone_(degree_.size(), 0) {
        for (int32_t u = 0; u < graph_.nodes(); ++u) degree_[at(u)] = graph_.degree(u);
    }

    Fringe run(int threads) {
        Fringe out;
        std::vector<int32_t> now, later;
        for (int32_t u = 0; u < graph_.nodes(); ++u)
            if (degree_[at(u)] <= kDegree) now.push_back(u);
        for (int32_t round = 1; !now.empty(); ++round) {
            later.clear();
            for (const int32_t u : now) {
                if (round_[at(u)] > round) continue;
                contract(u, round, later);
                out.contracted.push_back(u);
            }
            now.swap(later);
        }
        extract_core(out, threads);
        return out;
    }

  private:
    static constexpr int32_t kDegree = 2;

    static size_t at(int32_t u) { return static_cast<size_t>(u); }
    int32_t* list(int32_t u) { return graph_.neighbor.data() + graph_.first[at(u)]; }

    void contract(int32_t u, int32_t round, std::vector<int32_t>& later) {
        gone_[at(u)] = 1;
        const int32_t count = degree_[at(u)];
        const int32_t* neighbors = list(u);
        if (count == 2) join(u, neighbors[0], neighbors[1]);
        if (count == 1) remove(neighbors[0], u);
        for (int32_t k = 0; k < count; ++k) {
            const int32_t w = neighbors[k];
            if (degree_[at(w)] > kDegree || round_[at(w)] > round) continue;
            round_[at(w)] = round + 1;
            later.push_back(w);
        }
    }

    // Puts the edge a-b in the place of a-u-b.
    void join(int32_t u, int32_t a, int32_t b) {
        int32_t* const end = list(a) + degree_[at(a)];
        if (std::find(list(a), end, b) != end) {
            remove(a, u);
            remove(b, u);
            return;
        }
        *std::find(list(a), end, u) = b;
        *std::find(list(b), list(b) + degree_[at(b)], u) = a;
    }

    void remove(int32_t from, int32_t u) {
        int32_t* const begin = list(from);
        int32_t& count = degree_[at(from)];
        *std::find(begin, begin + count, u) = begin[count - 1];
        --count;
    }

    void extract_core(Fringe& out, int threads) {
        std::vector<int32_t> core_of(degree_.size(), -1), front;
        region_ = (degree_.size() - out.contracted.size()) / kRegions + 1;
        for (int32_t u = 0; u < graph_.nodes(); ++u)
            if (gone_[at(u)] == 0 && core_of[at(u)] < 0) number_from(u, out.core_node, core_of, front);
        const size_t n = out.core_node.size();
        out.core.first.assign(n + 1, 0);
        for (size_t c = 0; c < n; ++c) out.core.first[c + 1] = out.core.first[c] + degree_[at(out.core_node[c])];
        out.core.neighbor.resize(static_cast<size_t>(out.core.first[n]));
        base::parallel_slices(static_cast<int64_t>(n), kRegions, threads, [&](int64_t, int64_t begin, int64_t end) {
            for (auto c = static_cast<size_t>(begin); c < static_cast<size_t>(end); ++c) {
                const int32_t u = out.core_node[c];
                const auto own = out.core.neighbor.begin() + out.core.first[c];
                std::transform(list(u), list(u) + degree_[at(u)], own, [&](int32_t w) { return core_of[at(w)]; });
                std::sort(own, own + degree_[at(u)]);
            }
        });
    }

    // Numbers what is reached from u region by region, each by a breadth-first search that begins where the
    // last one ended.
    void number_from(int32_t u, std::vector<int32_t>& core_node, std::vector<int32_t>& core_of,
                     std::vector<int32_t>& front) {
        front.assign(1, u);
        for (size_t k = 0; k < front.size(); ++k) {
            const int32_t v = front[k];
            if (core_of[at(v)] >= 0) continue;
            if (core_node.size() % region_ == 0) {
                front.assign(1, v);
                k = 0;
            }
            core_of[at(v)] = static_cast<int32_t>(core_node.size());
            core_node.push_back(v);
            for (int32_t e = 0; e < degree_[at(v)]; ++e)
                if (core_of[at(list(v)[e])] < 0) front.push_back(list(v)[e]);
        }
    }

    Adjacency graph_;              // the first degree_[u] neighbours of u are those of today
    std::vector<int32_t> degree_;  // of what is left
    std::vector<int32_t> round_;   // not to be contracted before
    std::vector<uint8_t> gone_;
    size_t region_ = 1;  // nodes of a region of the core
};

}  // namespace

Fringe strip_fringe(Adjacency graph, int threads) { return Stripping(std::move(graph)).run(threads); }

}  // namespace te::road
