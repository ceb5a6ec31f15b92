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
    m.up.resize(at(links));
    m.down.resize(at(links));
    std::atomic<bool> symmetric{true};
    base::parallel_slices(links, base::task_count(links / 65536, 1), threads, [&](int64_t, int64_t begin, int64_t end) {
        std::fill(m.up.begin() + begin, m.up.begin() + end, kUnreachable);
        std::fill(m.down.begin() + begin, m.down.begin() + end, kUnreachable);
        const auto slots = h.road_slot.begin();
        const auto from = std::lower_bound(slots, h.road_slot.end(), static_cast<uint32_t>(2 * begin)) - slots;
        const auto to = std::lower_bound(slots, h.road_slot.end(), static_cast<uint32_t>(2 * end)) - slots;
        for (auto k = from; k < to; ++k) {
            const uint32_t slot = h.road_slot[at(k)];
            uint32_t& w = (slot & 1 ? m.down : m.up)[slot / 2];
            w = std::min(w, weight[h.road_arc[at(k)]]);
        }
        if (!std::equal(m.up.begin() + begin, m.up.begin() + end, m.down.begin() + begin)) symmetric = false;
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
            up_[slot(e)] = packed(m_.up[at(e)], 0);
            if (!kSymmetric) down_[slot(e)] = packed(m_.down[at(e)], 0);
        }
        for (int64_t k = h_.lower_first[at(a)]; k < h_.lower_first[at(a) + 1]; ++k) {
            const Hierarchy::Lower lower = h_.lower[at(k)];
            // from a down to the middle, and from the middle up to a
            const uint32_t to = (kSymmetric ? m_.up : m_.down)[at(lower.link)], from = m_.up[at(lower.link)];
            const auto middle = static_cast<uint32_t>(lower.node) + 1;
            for (int64_t e = h_.first[at(lower.node)]; e < lower.link; ++e) {
                uint64_t& up = up_[slot(e)];
                up = std::min(up, packed(to + m_.up[at(e)], middle));
                if (kSymmetric) continue;
                uint64_t& down = down_[slot(e)];
                down = std::min(down, packed(m_.down[at(e)] + from, middle));
            }
        }
        for (int64_t e = begin; e < end; ++e) {
            store(up_[slot(e)], m_.up[at(e)], m_.up_middle[at(e)]);
            if (!kSymmetric) store(down_[slot(e)], m_.down[at(e)], m_.down_middle[at(e)]);
        }
    }

  private:
    size_t slot(int64_t e) const { return at(h_.tree.depth[at(h_.head[at(e)])]); }

    static void store(uint64_t value, uint32_t& weight, uint32_t& middle) {
        weight = static_cast<uint32_t>(value >> 32);
        middle = static_cast<uint32_t>(value);
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
            best_up_[slot(e)] = up_[slot(e)] = m_.up[at(e)];
            if (!kSymmetric) best_down_[slot(e)] = down_[slot(e)] = m_.down[at(e)];
        }
        for (int64_t e = begin; e < end; ++e) relax(h_.head[at(e)], slot(e));
        for (int64_t e = begin; e < end; ++e) {
            uint32_t& up = m_.up[at(e)];
            const uint32_t up_best = best_up_[slot(e)];
            uint8_t shortest = up == up_best && up < kUnreachable ? 1 : 0;
            up = up_best;
            up_[slot(e)] = kUnreachable;
            if (kSymmetric) {
                shortest = static_cast<uint8_t>(3 * shortest);
            } else {
                uint32_t& down = m_.down[at(e)];
                const uint32_t down_best = best_down_[slot(e)];
                if (down == down_best && down < kUnreachable) shortest |= 2;
                down = down_best;
                down_[slot(e)] = kUnreachable;
            }
            m_.shortest[at(e)] = shortest;
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
            const uint32_t c_to_b = m_.up[at(e)], b_to_c = kSymmetric ? c_to_b : m_.down[at(e)];
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
    m.up_middle.resize(m.up.size());
    const int32_t depths = greatest_depth(h) + 1;
    if (m.symmetric) {
        m.down = {};
        bottom_up(h.forest, threads, [&] { return LowerTriangles<true>(h, m, depths); });
    } else {
        m.down_middle.resize(m.up.size());
        bottom_up(h.forest, threads, [&] { return LowerTriangles<false>(h, m, depths); });
    }
    return m;
}

void customise_perfect(const Hierarchy& h, Metric& m, int threads) {
    m.shortest.resize(m.up.size());
    const int32_t depths = greatest_depth(h) + 1;
    if (m.symmetric)
        top_down(h.forest, threads, [&] { return UpperTriangles<true>(h, m, depths); });
    else
        top_down(h.forest, threads, [&] { return UpperTriangles<false>(h, m, depths); });
}

}  // namespace te::road
