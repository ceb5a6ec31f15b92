#include "road/order_greedy.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "base/parallel.h"

namespace te::road {

namespace {

constexpr int32_t kGone = -2, kNoKey = -1;

size_t at(int32_t u) { return static_cast<size_t>(u); }

// The graph that is left: neighbours ascend.
struct Rest {
    std::vector<std::vector<int32_t>> near;
    std::vector<int32_t> key;  // fill and degree; kNoKey: not to be contracted, kGone: contracted
};

// Greedy contraction of nodes begin to end - 1 that have all their neighbours there.
class Slice {
  public:
    Slice(Rest& rest, int32_t begin, int32_t end, int32_t most) : rest_(rest), begin_(begin), end_(end), most_(most) {}

    std::vector<int32_t> run() {
        buckets_.assign(at((most_ + 1) * most_ * most_), {});
        for (int32_t u = begin_; u < end_; ++u) {
            const auto& near = rest_.near[at(u)];
            const bool inside = near.empty() || (near.front() >= begin_ && near.back() < end_);
            inner_.push_back(inside && rest_.key[at(u)] != kGone ? 1 : 0);
            if (rest_.key[at(u)] != kGone) rest_.key[at(u)] = kNoKey;
        }
        for (int32_t u = begin_; u < end_; ++u) update(u);
        std::vector<int32_t> out;
        for (size_t k = 0; k < buckets_.size();) {
            Bucket& bucket = buckets_[k];
            if (bucket.next == bucket.nodes.size()) {
                bucket = {};
                ++k;
                continue;
            }
            const int32_t u = bucket.nodes[bucket.next++];
            if (rest_.key[at(u)] != static_cast<int32_t>(k)) continue;
            out.push_back(u);
            lowest_ = k;
            contract(u);
            k = lowest_;
        }
        return out;
    }

  private:
    struct Bucket {
        std::vector<int32_t> nodes;
        size_t next = 0;
    };

    int32_t fill(int32_t u) const {
        const auto& near = rest_.near[at(u)];
        int32_t missing = 0;
        for (auto a = near.begin(); a != near.end(); ++a) {
            const auto& other = rest_.near[at(*a)];
            for (auto b = a + 1; b != near.end(); ++b)
                missing += std::binary_search(other.begin(), other.end(), *b) ? 0 : 1;
        }
        return missing;
    }

    void update(int32_t u) {
        if (u < begin_ || u >= end_ || inner_[at(u - begin_)] == 0) return;
        const auto degree = static_cast<int32_t>(rest_.near[at(u)].size());
        const int32_t key = degree > most_ ? kNoKey : fill(u) * (most_ + 1) + most_ - degree;
        if (key == rest_.key[at(u)]) return;
        rest_.key[at(u)] = key;
        if (key < 0) return;
        buckets_[at(key)].nodes.push_back(u);
        lowest_ = std::min(lowest_, at(key));
    }

    void contract(int32_t u) {
        rest_.key[at(u)] = kGone;
        inner_[at(u - begin_)] = 0;
        const std::vector<int32_t> near = std::move(rest_.near[at(u)]);
        rest_.near[at(u)] = {};
        touched_.assign(near.begin(), near.end());
        for (const int32_t a : near) {
            auto& list = rest_.near[at(a)];
            union_.clear();
            std::set_union(list.begin(), list.end(), near.begin(), near.end(), std::back_inserter(union_));
            const auto last = std::remove_if(union_.begin(), union_.end(), [&](int32_t w) { return w == a || w == u; });
            list.assign(union_.begin(), last);
            // The fill of what is next to both ends of a new edge changes, too.
            if (near.size() > 2) touched_.insert(touched_.end(), list.begin(), list.end());
        }
        std::sort(touched_.begin(), touched_.end());
        touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
        for (const int32_t w : touched_) update(w);
    }

    Rest& rest_;
    int32_t begin_, end_, most_;
    std::vector<uint8_t> inner_;   // may be contracted here
    std::vector<Bucket> buckets_;  // by key; nodes whose key has changed are skipped
    size_t lowest_ = 0;            // bucket that may have come to have nodes
    std::vector<int32_t> union_, touched_;
};

}  // namespace

Fringe contract_greedily(const Adjacency& graph, int32_t most, int threads) {
    const int32_t n = graph.nodes();
    Rest rest{std::vector<std::vector<int32_t>>(at(n)), std::vector<int32_t>(at(n), kNoKey)};
    const int64_t slices = n < 65536 ? 1 : kRegions;
    std::vector<std::vector<int32_t>> contracted(static_cast<size_t>(slices));
    base::parallel_slices(n, slices, threads, [&](int64_t k, int64_t begin, int64_t end) {
        const auto from = static_cast<int32_t>(begin), to = static_cast<int32_t>(end);
        for (int32_t u = from; u < to; ++u) rest.near[at(u)].assign(graph.begin(u), graph.end(u));
        contracted[static_cast<size_t>(k)] = Slice(rest, from, to, most).run();
    });
    if (slices > 1) contracted.push_back(Slice(rest, 0, n, most).run());
    Fringe out;
    for (const auto& list : contracted) out.contracted.insert(out.contracted.end(), list.begin(), list.end());
    std::vector<int32_t> core_of(at(n), -1);
    for (int32_t u = 0; u < n; ++u)
        if (rest.key[at(u)] != kGone) {
            core_of[at(u)] = static_cast<int32_t>(out.core_node.size());
            out.core_node.push_back(u);
        }
    for (const int32_t u : out.core_node) {
        for (const int32_t w : rest.near[at(u)]) out.core.neighbor.push_back(core_of[at(w)]);
        out.core.first.push_back(static_cast<int64_t>(out.core.neighbor.size()));
    }
    return out;
}

}  // namespace te::road
