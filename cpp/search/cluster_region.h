// The units and territories of one region while they are annealed: members side by side, changed in place.
#pragma once
#include "search/cluster_cost.h"
#include "search/cluster_loads.h"

namespace te::search::TE_SIMD_LEVEL {

namespace {

// What a move reads of a unit, side by side.
struct Unit {
    Point point;
    int32_t label, place;  // territory, and where among its members
    int32_t movable;
};
static_assert(sizeof(Unit) == 32 && sizeof(Load) == 32 && sizeof(Moments) == 32, "cluster_scratch_bytes counts on it");

template <ClusterTravel Kind, CenterRule Rule>
struct Region {
    const ClusterProblem& d;
    const ClusterRegion& r;
    int stride;
    // per unit; `work` is for passing use
    Unit* unit;
    double* load_of;  // (m, M)
    int32_t *best, *work, *neighbor;
    // per territory, and (k, M)
    int32_t* count;
    float* cost;
    Moments* moments;
    Load* load;
    // (k, stride)
    float *x, *y, *z, *weight, *sum;
    int32_t* member;

    Region(const ClusterProblem& problem, const ClusterRegion& region, int row, unsigned char* scratch)
        : d(problem), r(region), stride(row) {
        const auto take = [&scratch]<class Item>(Item*& pointer, int64_t items) {
            pointer = reinterpret_cast<Item*>(scratch);
            scratch += (items * static_cast<int64_t>(sizeof(Item)) + 63) / 64 * 64;
        };
        const int64_t cells = static_cast<int64_t>(r.k) * stride;
        take(unit, r.m);
        take(load_of, static_cast<int64_t>(r.m) * d.measures);
        take(best, r.m);
        take(work, r.m);
        take(neighbor, static_cast<int64_t>(r.m) * d.width);
        take(count, r.k);
        take(cost, r.k);
        take(moments, r.k);
        take(load, static_cast<int64_t>(r.k) * d.measures);
        take(x, cells);
        take(y, cells);
        take(z, cells);
        take(weight, cells);
        take(sum, cells);
        take(member, cells);
    }

    // What is read of the units, from where it is spread over the arrays of the problem.
    void copy(const int32_t* labels, int32_t* local) {
        for (int i = 0; i < r.m; ++i) local[r.unit[i]] = i;
        for (int i = 0; i < r.m; ++i) {
            const int32_t u = r.unit[i];
            for (int w = 0; w < d.width; ++w)
                neighbor[static_cast<int64_t>(i) * d.width + w] =
                    local[d.neighbors[static_cast<int64_t>(u) * d.width + w]];
            int low = 0, high = r.k - 1;
            while (low < high) {
                const int middle = (low + high) / 2;
                r.territory[middle] < labels[u] ? low = middle + 1 : high = middle;
            }
            const float* p = d.position;
            unit[i] = {{p[u], p[d.n + u], p[2 * d.n + u], d.weight[u], u}, low, 0, d.movable[u]};
            for (int m = 0; m < d.measures; ++m)
                load_of[static_cast<int64_t>(i) * d.measures + m] = d.load[static_cast<int64_t>(u) * d.measures + m];
        }
        for (int i = 0; i < r.m; ++i) local[r.unit[i]] = -1;
    }

    Members members(int c) const {
        const int64_t at = static_cast<int64_t>(c) * stride;
        return {x + at, y + at, z + at, weight + at, sum + at, member + at, count[c]};
    }
    const Point& point(int i) const { return unit[i].point; }
    const double* activity(int i) const { return load_of + static_cast<int64_t>(i) * d.measures; }

    void clear(const Members& c, int l) const {
        c.x[l] = c.y[l] = c.z[l] = c.weight[l] = 0.0f;
        c.sum[l] = kInfinity;
        c.unit[l] = 0;
    }
    void put(const Members& c, int l, int i, const Point& p, float total) {
        c.x[l] = p.x;
        c.y[l] = p.y;
        c.z[l] = p.z;
        c.weight[l] = p.weight;
        c.sum[l] = total;
        c.unit[l] = i;
        unit[i].place = l;
    }

    void shift_moments(int c, const Point& p, double factor) {
        const double w = factor * static_cast<double>(p.weight);
        moments[c].x += w * static_cast<double>(p.x);
        moments[c].y += w * static_cast<double>(p.y);
        moments[c].z += w * static_cast<double>(p.z);
        moments[c].weight += w;
    }

    // Unit i joins territory c.
    void insert(int c, int i) {
        Members now = members(c);
        const Point p = point(i);
        float own[kLanes];
        for (int l = 0; l < kLanes; ++l) own[l] = 0.0f;
        float total = 0.0f;
        if constexpr (Rule == CenterRule::medoid) {
            for (int first = 0; first < now.size; first += kLanes) {
                const int lanes = lanes_from<Kind>(now, first);
                for (int l = 0; l < lanes; ++l) {
                    const int m = first + l;
                    const float there = to_member<Kind>(d, now, r.unit, m, p);
                    const float back = from_member<Kind>(d, now, r.unit, m, p, there);
                    now.sum[m] = now.sum[m] + p.weight * there;
                    own[l] = own[l] + now.weight[m] * back;
                }
            }
            total = sum_lanes(own) + p.weight * at_itself<Kind>(d, p);
        }
        put(now, now.size, i, p, total);
        count[c] = now.size + 1;
        shift_moments(c, p, 1.0);
        for (int m = 0; m < d.measures; ++m) load[c * d.measures + m].now += activity(i)[m];
        unit[i].label = c;
    }

    // Unit i leaves its territory; the last member takes its place.
    void erase(int i) {
        const int c = unit[i].label, hole = unit[i].place;
        Members now = members(c);
        const Point p = point(i);
        if constexpr (Rule == CenterRule::medoid) {
            for (int first = 0; first < now.size; first += kLanes) {
                const int lanes = lanes_from<Kind>(now, first);
                for (int l = 0; l < lanes; ++l) {
                    const int m = first + l;
                    now.sum[m] = now.sum[m] - p.weight * to_member<Kind>(d, now, r.unit, m, p);
                }
            }
        }
        const int last = now.size - 1;
        const int32_t moved = now.unit[last];
        put(now, hole, moved, point(moved), now.sum[last]);
        clear(now, last);
        count[c] = last;
        shift_moments(c, p, -1.0);
        for (int m = 0; m < d.measures; ++m) load[c * d.measures + m].now -= activity(i)[m];
    }

    // Cost of territory c from scratch; sums lose the drift of many changes.
    float recount(int c) {
        Members now = members(c);
        moments[c] = {0.0, 0.0, 0.0, 0.0};
        for (int m = 0; m < d.measures; ++m) load[c * d.measures + m].now = 0.0;
        for (int l = 0; l < now.size; ++l) {
            const Point p = point(now.unit[l]);
            shift_moments(c, p, 1.0);
            for (int m = 0; m < d.measures; ++m) load[c * d.measures + m].now += activity(now.unit[l])[m];
            if constexpr (Rule == CenterRule::medoid) {
                double total = 0.0;
                for (int j = 0; j < now.size; ++j) {
                    const float there = to_member<Kind>(d, now, r.unit, j, p);
                    total += static_cast<double>(now.weight[j] * from_member<Kind>(d, now, r.unit, j, p, there));
                }
                now.sum[l] = static_cast<float>(total);
            }
        }
        if (now.size == 0) return 0.0f;
        const Point none{};
        if constexpr (Rule == CenterRule::centroid)
            return centroid_cost<Kind, false, false>(now, moments[c], none, none, -1);
        float least = kInfinity;
        for (int l = 0; l < now.size; ++l) least = now.sum[l] < least ? now.sum[l] : least;
        return least;
    }

    template <bool Add, bool Take>
    float changed(int c, const Point& add, const Point& take, int gone) const {
        if (!Add && count[c] == 1) return 0.0f;
        const Members now = members(c);
        if constexpr (Rule == CenterRule::centroid)
            return centroid_cost<Kind, Add, Take>(now, moments[c], add, take, gone);
        else {
            float cost_now = medoid_cost<Kind, Add, Take>(d, now, r.unit, add, take, gone);
            return cost_now;
        }
    }

    // Fills members from labels, in the order of the units. False where a territory has no room for its own.
    bool fill() {
        for (int c = 0; c < r.k; ++c) count[c] = 0;
        for (int i = 0; i < r.m; ++i) {
            const int c = unit[i].label;
            if (count[c] == stride) return false;
            put(members(c), count[c], i, point(i), 0.0f);
            ++count[c];
        }
        for (int c = 0; c < r.k; ++c) {
            const Members now = members(c);
            for (int l = now.size; l < stride; ++l) clear(now, l);
        }
        for (int c = 0; c < r.k; ++c) cost[c] = recount(c);
        return true;
    }
};

}  // namespace

}  // namespace te::search::TE_SIMD_LEVEL
