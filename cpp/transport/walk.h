// The walk down the block tree shared by the kernels that price units against territories.
//
// For a block of units and a list of territories, a territory is dropped when it cannot be the cheapest (within a
// margin) for any unit of the block. Two tests, both on chords, of which travel is a growing function for every metric:
//   1. bounds over the ball of radius r around the block's middle: travel at chord s - r of the candidate against
//      travel at chord s + r of the one that is cheapest at the middle;
//   2. linearisation (tangent.h).
// Prices enter per unit of travel weight: cost / v = travel + sum_m price_m * ratio_m, with ratio in [low, high] of
// the block.
// Only for *_simd.cpp: everything here has internal linkage or lives in a template of a local type.
#pragma once
#include <cstdint>

#include "geo/metric.h"
#include "spatial/blocks.h"
#include "transport/tangent.h"
#include "transport/territories.h"

namespace te::transport {

// Candidate list of one depth of the walk: indices ascending, with their centres and prices packed beside them.
struct Candidates {
    int count = 0;
    int32_t* index = nullptr;
    float* x = nullptr;
    float* y = nullptr;
    float* z = nullptr;
    float* margin = nullptr;
    float* price = nullptr;  // (M, capacity)
};

// Memory of one walking thread: (depths + 1) candidate lists of capacity K and five rows of work.
constexpr int64_t scratch_floats(int depths, int64_t k, int measures) {
    return (depths + 1) * k * (5 + measures) + 5 * k;
}

namespace {

template <geo::Metric M, class Leaf>
struct Walk {
    const spatial::Units& units;
    const spatial::Blocks& blocks;
    const Territories& territories;
    Leaf& leaf;
    float* memory;

    Candidates list(int depth) const {
        const int64_t k = territories.count;
        float* p = memory + depth * k * (5 + units.measures);
        Candidates out;
        out.index = reinterpret_cast<int32_t*>(p);
        out.x = p + k;
        out.y = p + 2 * k;
        out.z = p + 3 * k;
        out.margin = p + 4 * k;
        out.price = p + 5 * k;
        return out;
    }

    Candidates all_territories() const {
        const int64_t k = territories.count;
        Candidates out = list(0);
        out.count = territories.count;
        for (int64_t c = 0; c < k; ++c) {
            out.index[c] = static_cast<int32_t>(c);
            out.x[c] = territories.x[c];
            out.y[c] = territories.y[c];
            out.z[c] = territories.z[c];
            out.margin[c] = territories.margin == nullptr ? 0.0f : territories.margin[c];
        }
        for (int64_t j = 0; j < units.measures * k; ++j) out.price[j] = territories.price[j];
        return out;
    }

    // The candidates of `from` that some unit of the block may prefer, packed at `depth`.
    Candidates keep(int64_t block, const Candidates& from, int depth) const {
        const int64_t k = territories.count, total = blocks.total();
        const int measures = units.measures, n = from.count;
        float* root = memory + blocks.levels * k * (5 + measures) + k * (5 + measures);
        float* travel = root + k;
        float* cost = root + 2 * k;
        float* low = root + 3 * k;
        const float x = blocks.center[block], y = blocks.center[total + block], z = blocks.center[2 * total + block];
        const float r = blocks.radius[block];
        for (int q = 0; q < n; ++q) {
            const float dx = x - from.x[q], dy = y - from.y[q], dz = z - from.z[q];
            const float t = (dx * dx + dy * dy) + dz * dz;
            const float s = __builtin_sqrtf(t);
            const float near = s > r ? s - r : 0.0f;
            root[q] = s;
            travel[q] = geo::travel_of<M>(t);
            cost[q] = travel[q];
            low[q] = geo::travel_of<M>(near * near);
        }
        for (int m = 0; m < measures; ++m) {
            const float middle = 0.5f * (blocks.ratio_low[m * total + block] + blocks.ratio_high[m * total + block]);
            for (int q = 0; q < n; ++q) cost[q] = cost[q] + from.price[m * k + q] * middle;
        }
        int best = 0;
        for (int q = 1; q < n; ++q)
            if (cost[q] < cost[best]) best = q;
        const float sb = root[best];
        const float high = geo::travel_of<M>((sb + r) * (sb + r)), nearest = travel[best];
        const float hx = blocks.half[block], hy = blocks.half[total + block], hz = blocks.half[2 * total + block];
        const bool tangent = tangent_holds<M>(sb, r);
        const float pull = pull_factor<M>(sb, nearest), curve = curvature<M>(sb, r);
        const float bx = pull * (x - from.x[best]), by = pull * (y - from.y[best]), bz = pull * (z - from.z[best]);
        const int32_t base = blocks.base == nullptr ? -1 : blocks.base[block];
        // How far each candidate's best case lies above the cheapest one's worst case; the terms of prices, less what
        // rounding may take, serve the second test too.
        float* priced = root + 4 * k;
        float* over = cost;
        for (int q = 0; q < n; ++q) {
            priced[q] = 0.0f;
            over[q] = low[q] + high;
        }
        for (int m = 0; m < measures; ++m) {
            const float least = blocks.ratio_low[m * total + block], most = blocks.ratio_high[m * total + block];
            const float price = from.price[m * k + best];
            for (int q = 0; q < n; ++q) {
                const float pq = from.price[m * k + q];
                const float a = (pq - price) * least, b = (pq - price) * most;
                priced[q] = priced[q] + (a < b ? a : b);
                over[q] = over[q] + (__builtin_fabsf(pq) + __builtin_fabsf(price)) * most;
            }
        }
        for (int q = 0; q < n; ++q) {
            priced[q] = priced[q] - (1e-3f + 4e-6f * over[q]);
            over[q] = low[q] - high + priced[q];
        }
        // Whether q is dearer by more than `margin` than the best one everywhere in the block.
        const auto dearer = [&](int q, float margin) {
            if (base == -2 || base == from.index[q]) margin = margin + blocks.bonus[block];
            if (over[q] > margin) return true;
            const float s = root[q];
            if (!tangent || !has_tangent<M>(s)) return false;
            const float own = pull_factor<M>(s, travel[q]);
            const float gx = own * (x - from.x[q]) - bx, gy = own * (y - from.y[q]) - by;
            const float gz = own * (z - from.z[q]) - bz;
            const float swing = (__builtin_fabsf(gx) * hx + __builtin_fabsf(gy) * hy) + __builtin_fabsf(gz) * hz;
            return travel[q] - nearest + priced[q] - swing - curve > margin;
        };
        // A unit counts its second territory within the larger margin of its two, and any territory that can be the
        // cheapest of a unit here may be the one with the larger margin.
        float widest = from.margin[best];
        if (territories.margin != nullptr)
            for (int q = 0; q < n; ++q)
                if (from.margin[q] > widest && !dearer(q, 0.0f)) widest = from.margin[q];
        Candidates to = list(depth);
        for (int q = 0; q < n; ++q) {
            if (q != best && dearer(q, from.margin[q] < widest ? widest : from.margin[q])) continue;
            const int w = to.count++;
            to.index[w] = from.index[q];
            to.x[w] = from.x[q];
            to.y[w] = from.y[q];
            to.z[w] = from.z[q];
            to.margin[w] = from.margin[q];
            for (int m = 0; m < measures; ++m) to.price[m * k + w] = from.price[m * k + q];
        }
        return to;
    }

    void visit(int level, int64_t block, const Candidates& from, int depth) const {
        const Candidates to = keep(block, from, depth);
        const int64_t index = block - blocks.start[level];
        if (to.count == 1) return leaf.whole(level, index, block, to.index[0]);
        if (level == 0) return leaf.units_of(index, to);
        const int64_t begin = blocks.start[level - 1] + index * spatial::kFan;
        const int64_t end = begin + spatial::kFan < blocks.start[level] ? begin + spatial::kFan : blocks.start[level];
        for (int64_t child = begin; child < end; ++child) visit(level - 1, child, to, depth + 1);
    }
};

// travel + price terms (less the bonus of the baseline) of the 16 units of a leaf against one territory.
template <geo::Metric M, bool Bonus>
inline void leaf_costs(const spatial::Units& units, int64_t begin, const Candidates& list, int q, int64_t stride,
                       float* cost) {
    constexpr int n = spatial::kLeaf;
    const float *x = units.x + begin, *y = units.y + begin, *z = units.z + begin;
    const float cx = list.x[q], cy = list.y[q], cz = list.z[q];
    for (int k = 0; k < n; ++k) {
        const float dx = x[k] - cx, dy = y[k] - cy, dz = z[k] - cz;
        cost[k] = geo::travel_of<M>((dx * dx + dy * dy) + dz * dz);
    }
    for (int m = 0; m < units.measures; ++m) {
        const float price = list.price[m * stride + q];
        const float* ratio = units.ratio + m * units.count + begin;
        for (int k = 0; k < n; ++k) cost[k] = cost[k] + price * ratio[k];
    }
    if constexpr (Bonus) {
        const float* bonus = units.bonus + begin;
        const int32_t *base = units.base + begin, index = list.index[q];
        for (int k = 0; k < n; ++k) cost[k] = cost[k] - (base[k] == index ? bonus[k] : 0.0f);
    }
}

}  // namespace
}  // namespace te::transport
