#include "road/customise.h"

#include <algorithm>
#include <atomic>

#include "base/parallel.h"

namespace te::road {

namespace {

size_t at(int64_t k) { return static_cast<size_t>(k); }

int32_t greatest_depth(const Hierarchy& h) {
    return h.tree.depth.empty() ? 0 : *std::max_element(h.tree.depth.begin(), h.tree.depth.end());
}

// A weight with its middle: the less is the better one.
uint64_t packed(uint32_t weight, uint32_t middle) { return uint64_t{weight} << 32 | middle; }

// Weights of the roads themselves; whether they are the same up and down.
bool place_weights(const Hierarchy& h, const uint32_t* weight, Metric& m, int threads) {
    const int64_t links = h.links();
    auto &up = m.up.weight, &down = m.down.weight;
    up.resize(at(links));
    down.resize(at(links));
    std::atomic<bool> symmetric{true};
    base::parallel_slices(links, base::task_count(links / 65536, 1), threads, [&](int64_t, int64_t begin, int64_t end) {
        std::fill(up.begin() + begin, up.begin() + end, kUnreachable);
        std::fill(down.begin() + begin, down.begin() + end, kUnreachable);
        const auto slots = h.road_slot.begin();
        const auto from = std::lower_bound(slots, h.road_slot.end(), static_cast<uint32_t>(2 * begin)) - slots;
        const auto to = std::lower_bound(slots, h.road_slot.end(), static_cast<uint32_t>(2 * end)) - slots;
        for (auto k = from; k < to; ++k) {
            const uint32_t slot = h.road_slot[at(k)];
            uint32_t& w = (slot & 1 ? down : up)[slot / 2];
            w = std::min(w, weight[h.road_arc[at(k)]]);
        }
        if (!std::equal(up.begin() + begin, up.begin() + end, down.begin() + begin)) symmetric = false;
    });
    return symmetric;
}

// Weights of the links of one node from the triangles below it. Scratch by depth: the higher neighbours of a node are
// ancestors, which have different depths.
template <bool kSymmetric>
class LowerTriangles {
  public:
    LowerTriangles(const Hierarchy& h, Metric& m, int32_t depths)
        : h_(h), m_(m), up_(at(depths)), down_(at(kSymmetric ? 0 : depths)) {}

    void operator()(int32_t a) {
        const int64_t begin = h_.first[at(a)], end = h_.first[at(a) + 1];
        for (int64_t e = begin; e < end; ++e) {
            up_[slot(e)] = packed(m_.up.weight[at(e)], 0);
            if (!kSymmetric) down_[slot(e)] = packed(m_.down.weight[at(e)], 0);
        }
        // Lower nodes of the same supernode follow a.
        const int64_t first = h_.lower_first[at(a)], last = h_.lower_first[at(a) + 1];
        int64_t outside = first;
        for (int32_t p = a + 1; p < h_.nodes() && h_.begins_supernode[at(p)] == 0; ++p) ++outside;
        relax(outside, last);
        for (int64_t e = begin; e < end; ++e) {
            keep(up_[slot(e)], m_.up, e);
            if (!kSymmetric) keep(down_[slot(e)], m_.down, e);
        }
        relax(first, outside);
        for (int64_t e = begin; e < end; ++e) {
            m_.up.weight[at(e)] = static_cast<uint32_t>(up_[slot(e)] >> 32);
            if (!kSymmetric) m_.down.weight[at(e)] = static_cast<uint32_t>(down_[slot(e)] >> 32);
        }
    }

  private:
    size_t slot(int64_t e) const { return at(h_.tree.depth[at(h_.head[at(e)])]); }

    static void keep(uint64_t value, LinkWeights& links, int64_t e) {
        links.below[at(e)] = static_cast<uint32_t>(value >> 32);
        links.middle[at(e)] = static_cast<uint32_t>(value);
    }

    // The triangles over the lower nodes number begin to end - 1.
    void relax(int64_t begin, int64_t end) {
        for (int64_t k = begin; k < end; ++k) {
            const Hierarchy::Lower lower = h_.lower[at(k)];
            // down to the middle, and from the middle up
            const uint32_t to = (kSymmetric ? m_.up : m_.down).weight[at(lower.link)];
            const uint32_t from = m_.up.weight[at(lower.link)];
            const auto middle = static_cast<uint32_t>(lower.node) + 1;
            for (int64_t e = h_.first[at(lower.node)]; e < lower.link; ++e) {
                uint64_t& up = up_[slot(e)];
                up = std::min(up, packed(to + m_.up.weight[at(e)], middle));
                if (kSymmetric) continue;
                uint64_t& down = down_[slot(e)];
                down = std::min(down, packed(m_.down.weight[at(e)] + from, middle));
            }
        }
    }

    const Hierarchy& h_;
    Metric& m_;
    std::vector<uint64_t> up_, down_;
};

// Distances of one node to its higher neighbours from those between them: the way's first link leads to one of them.
template <bool kSymmetric>
class UpperTriangles {
  public:
    UpperTriangles(const Hierarchy& h, Metric& m, int32_t depths)
        : h_(h),
          m_(m),
          up_(at(depths), kUnreachable),
          down_(at(kSymmetric ? 0 : depths), kUnreachable),
          best_up_(at(depths)),
          best_down_(at(kSymmetric ? 0 : depths)) {}

    void operator()(int32_t a) {
        const int64_t begin = h_.first[at(a)], end = h_.first[at(a) + 1];
        for (int64_t e = begin; e < end; ++e) {
            best_up_[slot(e)] = up_[slot(e)] = m_.up.weight[at(e)];
            if (!kSymmetric) best_down_[slot(e)] = down_[slot(e)] = m_.down.weight[at(e)];
        }
        for (int64_t e = begin; e < end; ++e) relax(h_.head[at(e)], slot(e));
        for (int64_t e = begin; e < end; ++e) {
            m_.up.weight[at(e)] = best_up_[slot(e)];
            up_[slot(e)] = kUnreachable;
            if (kSymmetric) continue;
            m_.down.weight[at(e)] = best_down_[slot(e)];
            down_[slot(e)] = kUnreachable;
        }
    }

  private:
    size_t slot(int64_t e) const { return at(h_.tree.depth[at(h_.head[at(e)])]); }

    // The triangles of node c, a higher neighbour, with those above it. What is no neighbour is unreachable.
    void relax(int32_t c, size_t c_slot) {
        const uint32_t up = up_[c_slot], down = kSymmetric ? 0 : down_[c_slot];
        uint32_t best_up = best_up_[c_slot], best_down = kSymmetric ? 0 : best_down_[c_slot];
        for (int64_t e = h_.first[at(c)]; e < h_.first[at(c) + 1]; ++e) {
            const size_t b = slot(e);
            const uint32_t c_to_b = m_.up.weight[at(e)], b_to_c = kSymmetric ? c_to_b : m_.down.weight[at(e)];
            best_up_[b] = std::min(best_up_[b], up + c_to_b);
            best_up = std::min(best_up, up_[b] + b_to_c);
            if (kSymmetric) continue;
            best_down_[b] = std::min(best_down_[b], b_to_c + down);
            best_down = std::min(best_down, c_to_b + down_[b]);
        }
        best_up_[c_slot] = best_up;
        if (!kSymmetric) best_down_[c_slot] = best_down;
    }

    const Hierarchy& h_;
    Metric& m_;
    std::vector<uint32_t> up_, down_, best_up_, best_down_;
};

}  // namespace

Metric customise_basic(const Hierarchy& h, const uint32_t* weight, int threads) {
    Metric m;
    m.symmetric = place_weights(h, weight, m, threads);
    if (m.symmetric) m.down = {};
    for (LinkWeights* side : {&m.up, &m.down}) {
        side->below.resize(side->weight.size());
        side->middle.resize(side->weight.size());
    }
    const int32_t depths = greatest_depth(h) + 1;
    if (m.symmetric)
        bottom_up(h.forest, threads, [&] { return LowerTriangles<true>(h, m, depths); });
    else
        bottom_up(h.forest, threads, [&] { return LowerTriangles<false>(h, m, depths); });
    return m;
}

void customise_perfect(const Hierarchy& h, Metric& m, int threads) {
    const int32_t depths = greatest_depth(h) + 1;
    if (m.symmetric)
        top_down(h.forest, threads, [&] { return UpperTriangles<true>(h, m, depths); });
    else
        top_down(h.forest, threads, [&] { return UpperTriangles<false>(h, m, depths); });
}

}  // namespace te::road
