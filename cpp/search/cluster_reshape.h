// One territory is given up and another one split: the move that carries a centre over a distance.
#pragma once
#include "base/random.h"
#include "search/cluster_region.h"

namespace te::search::TE_SIMD_LEVEL {

namespace {

using base::Random;

template <ClusterTravel Kind, CenterRule Rule>
struct Reshape {
    Region<Kind, Rule>& region;

    // Where territory c's centre is now.
    Point center(int c) const {
        if constexpr (Rule == CenterRule::centroid) return mean_place<Kind>(region.moments[c]);
        const Members now = region.members(c);
        int best = 0;
        for (int l = 1; l < now.size; ++l)
            if (now.sum[l] < now.sum[best]) best = l;
        return region.point(now.unit[best]);
    }
    float travel(int i, const Point& to) const {
        const Point p = region.point(i);
        if constexpr (Kind == ClusterTravel::matrix)
            return p.weight * region.d.matrix[static_cast<int64_t>(p.unit) * region.d.n + to.unit];
        return p.weight * span<Kind>(p.x - to.x, p.y - to.y, p.z - to.z);
    }

    // What it costs that each member of c goes to the nearest other centre.
    double price_of_giving_up(int c) const {
        const Members now = region.members(c);
        const Point own = center(c);
        double price = 0.0;
        for (int l = 0; l < now.size; ++l) {
            float nearest = kInfinity;
            for (int e = 0; e < region.r.k; ++e) {
                if (e == c || region.count[e] == 0) continue;
                const float away = travel(now.unit[l], center(e));
                nearest = away < nearest ? away : nearest;
            }
            price += static_cast<double>(nearest) - static_cast<double>(travel(now.unit[l], own));
        }
        return price;
    }

    // The most that a second centre at one of c's members saves; `where` is that member, -1 if none saves anything.
    double gain_of_splitting(int c, int* where) const {
        const Members now = region.members(c);
        const Point own = center(c);
        double best = 0.0;
        *where = -1;
        for (int j = 0; j < now.size; ++j) {
            const Point candidate = region.point(now.unit[j]);
            double gain = 0.0;
            for (int l = 0; l < now.size; ++l) {
                const float saved = travel(now.unit[l], own) - travel(now.unit[l], candidate);
                gain += saved > 0.0f ? static_cast<double>(saved) : 0.0;
            }
            if (gain > best) {
                best = gain;
                *where = now.unit[j];
            }
        }
        return best;
    }
};

// False where no pair was found or a territory has no room: labels are then no plan of their own any more.
template <ClusterTravel Kind, CenterRule Rule>
bool reshape(Region<Kind, Rule>& region, Random& random) {
    Reshape<Kind, Rule> tools{region};
    const int k = region.r.k;
    constexpr int kMost = 8;
    double price[kMost], gain[kMost];
    int closed[kMost], split[kMost], where[kMost];
    const int wanted = region.r.reshape < kMost ? region.r.reshape : kMost;
    int closes = 0, splits = 0;
    for (int c = 0; c < k; ++c) {
        if (region.count[c] == 0) continue;
        const double p = tools.price_of_giving_up(c);
        int at = closes < wanted ? closes++ : (p < price[wanted - 1] ? wanted - 1 : -1);
        for (; at > 0 && p < price[at - 1]; --at) {
            price[at] = price[at - 1];
            closed[at] = closed[at - 1];
        }
        if (at >= 0) {
            price[at] = p;
            closed[at] = c;
        }
        int member = -1;
        const double g = tools.gain_of_splitting(c, &member);
        if (member < 0) continue;
        at = splits < wanted ? splits++ : (g > gain[wanted - 1] ? wanted - 1 : -1);
        for (; at > 0 && g > gain[at - 1]; --at) {
            gain[at] = gain[at - 1];
            split[at] = split[at - 1];
            where[at] = where[at - 1];
        }
        if (at >= 0) {
            gain[at] = g;
            split[at] = c;
            where[at] = member;
        }
    }
    if (closes == 0 || splits == 0) return false;
    const int a = closed[random.below(closes)], at = random.below(splits), b = split[at];
    if (a == b) return false;
    const Point fresh = region.point(where[at]), old = tools.center(b);
    // territory a starts anew at `fresh`; its units go to the nearest centre that has room, or to the nearest
    const Members leaving = region.members(a);
    const int leavers = leaving.size;
    for (int l = 0; l < leavers; ++l) region.work[l] = leaving.unit[l];
    const Members there = region.members(b);
    int comers = 0;
    for (int l = 0; l < there.size; ++l)
        if (tools.travel(there.unit[l], fresh) < tools.travel(there.unit[l], old) &&
            region.unit[there.unit[l]].movable != 0)
            region.work[leavers + comers++] = there.unit[l];
    if (comers == there.size) return false;
    for (int l = 0; l < comers; ++l) {
        if (region.count[a] == region.stride) return false;
        const int i = region.work[leavers + l];
        region.erase(i);
        region.insert(a, i);
    }
    for (int l = 0; l < leavers; ++l) {
        const int i = region.work[l];
        if (region.unit[i].movable == 0) continue;
        int best = -1, nearest = -1;
        float least = kInfinity, near = kInfinity;
        for (int e = 0; e < k; ++e) {
            if (region.count[e] == 0 || region.count[e] >= region.stride) continue;
            const float away = tools.travel(i, e == a ? fresh : tools.center(e));
            if (away < near) {
                near = away;
                nearest = e;
            }
            if (!(away < least)) continue;
            const Load* load = region.load + e * region.d.measures;
            bool fits = true;
            for (int m = 0; m < region.d.measures; ++m)
                fits = fits && !(load[m].now + (e == a ? 0.0 : region.activity(i)[m]) > load[m].maximum);
            if (!fits) continue;
            least = away;
            best = e;
        }
        const int to = best >= 0 ? best : nearest;
        if (to < 0) return false;
        if (to == a) continue;
        region.erase(i);
        region.insert(to, i);
    }
    for (int c = 0; c < k; ++c) region.cost[c] = region.recount(c);
    return true;
}

}  // namespace

}  // namespace te::search::TE_SIMD_LEVEL
