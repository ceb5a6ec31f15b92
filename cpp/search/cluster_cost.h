// What a territory costs with one unit more, one less, or one exchanged. Vectors of 16 lanes; included by *_simd.cpp.
#pragma once
#include "geo/arc.h"
#include "search/cluster.h"

namespace te::search::TE_SIMD_LEVEL {

namespace {

constexpr int kLanes = 16;
constexpr float kInfinity = __builtin_inff();

struct Point {
    float x, y, z, weight;
    int32_t unit;  // global
};

// Members of one territory, padded to full vectors: weight 0 and sum +inf in the padding.
struct Members {
    float *x, *y, *z, *weight, *sum;  // sum: cost of the territory with this member as its medoid
    int32_t* unit;                    // local index
    int size;
};

// Travel of one kilometre's weight from a chord vector.
template <ClusterTravel Kind>
inline float span(float dx, float dy, float dz) {
    const float t = (dx * dx + dy * dy) + dz * dz;
    if constexpr (Kind == ClusterTravel::chord_squared) return t;
    if constexpr (Kind == ClusterTravel::chord) return __builtin_sqrtf(t);
    if constexpr (Kind == ClusterTravel::chord_floor)
        return static_cast<float>(static_cast<int32_t>(__builtin_sqrtf(t)));
    const float km = geo::arc_global_km(t);
    return Kind == ClusterTravel::arc_squared ? km * km : km;
}

// Travel from `p` to a centre at member l, and from member l to a centre at `p`.
template <ClusterTravel Kind>
inline float to_member(const ClusterProblem& d, const Members& c, const int32_t* global, int l, const Point& p) {
    if constexpr (Kind == ClusterTravel::matrix)
        return d.matrix[static_cast<int64_t>(p.unit) * d.n + global[c.unit[l]]];
    return span<Kind>(c.x[l] - p.x, c.y[l] - p.y, c.z[l] - p.z);
}

template <ClusterTravel Kind>
inline float from_member(const ClusterProblem& d, const Members& c, const int32_t* global, int l, const Point& p,
                         float there) {
    if constexpr (Kind == ClusterTravel::matrix)
        return d.matrix[static_cast<int64_t>(global[c.unit[l]]) * d.n + p.unit];
    return there;
}

// A matrix may hold travel from a place to itself.
template <ClusterTravel Kind>
inline float at_itself(const ClusterProblem& d, const Point& p) {
    if constexpr (Kind == ClusterTravel::matrix) return d.matrix[static_cast<int64_t>(p.unit) * d.n + p.unit];
    return 0.0f;
}

// Halves are joined until one lane is left. In vectors of four, which every level has: of loops over lanes that get
// fewer the compiler makes branches.
using Four = float __attribute__((vector_size(16)));

template <class Join>
inline float fold(const float* lane, Join join) {
    Four part[4];
    __builtin_memcpy(part, lane, sizeof part);
    const Four four = join(join(part[0], part[2]), join(part[1], part[3]));
    const Four two = join(four, Four{four[2], four[3], four[2], four[3]});
    return join(two, Four{two[1], two[1], two[1], two[1]})[0];
}

inline float sum_lanes(const float* lane) {
    return fold(lane, [](Four a, Four b) { return a + b; });
}

inline float least_lane(const float* lane) {
    return fold(lane, [](Four a, Four b) { return b < a ? b : a; });
}

// How many lanes of the vector at `first` hold something: a matrix is read only where there are members, arithmetic
// runs over full vectors.
template <ClusterTravel Kind>
inline int lanes_from(const Members& c, int first) {
    return Kind == ClusterTravel::matrix && c.size - first < kLanes ? c.size - first : kLanes;
}

// Cost with `add` and without `take`, the member in place `gone`.
template <ClusterTravel Kind, bool Add, bool Take>
inline float medoid_cost(const ClusterProblem& d, const Members& c, const int32_t* global, const Point& add,
                         const Point& take, int gone) {
    float least[kLanes], own[kLanes];
    for (int l = 0; l < kLanes; ++l) {
        least[l] = kInfinity;
        own[l] = 0.0f;
    }
    for (int first = 0; first < c.size; first += kLanes) {
        const int lanes = lanes_from<Kind>(c, first);
        for (int l = 0; l < lanes; ++l) {
            const int m = first + l;
            float cost = c.sum[m];
            if constexpr (Add) {
                const float there = to_member<Kind>(d, c, global, m, add);
                const float back = from_member<Kind>(d, c, global, m, add, there);
                cost = cost + add.weight * there;
                const float share = c.weight[m] * back;
                own[l] = own[l] + (Take && m == gone ? 0.0f : share);
            }
            if constexpr (Take) {
                cost = cost - take.weight * to_member<Kind>(d, c, global, m, take);
                cost = m == gone ? kInfinity : cost;
            }
            least[l] = cost < least[l] ? cost : least[l];
        }
    }
    const float best = least_lane(least);
    if constexpr (!Add) return best;
    const float itself = sum_lanes(own) + add.weight * at_itself<Kind>(d, add);
    return itself < best ? itself : best;
}

// Sums of weight x position, and of weight.
struct Moments {
    double x, y, z, weight;
};

template <ClusterTravel Kind>
inline Point mean_place(const Moments& s) {
    constexpr bool sphere = Kind == ClusterTravel::arc || Kind == ClusterTravel::arc_squared;
    const double length = sphere ? __builtin_sqrt((s.x * s.x + s.y * s.y) + s.z * s.z) : s.weight;
    const double scale = length > 0.0 ? 1.0 / length : 0.0;
    return {static_cast<float>(s.x * scale), static_cast<float>(s.y * scale), static_cast<float>(s.z * scale), 0.0f,
            -1};
}

template <ClusterTravel Kind, bool Add, bool Take>
inline float centroid_cost(const Members& c, Moments s, const Point& add, const Point& take, int gone) {
    const auto put = [&s](const Point& p, double weight) {
        s.x += weight * static_cast<double>(p.x);
        s.y += weight * static_cast<double>(p.y);
        s.z += weight * static_cast<double>(p.z);
        s.weight += weight;
    };
    if constexpr (Take) put(take, -static_cast<double>(take.weight));
    if constexpr (Add) put(add, static_cast<double>(add.weight));
    const Point center = mean_place<Kind>(s);
    float sum[kLanes];
    for (int l = 0; l < kLanes; ++l) sum[l] = 0.0f;
    for (int first = 0; first < c.size; first += kLanes) {
        for (int l = 0; l < kLanes; ++l) {
            const int m = first + l;
            const float share = c.weight[m] * span<Kind>(c.x[m] - center.x, c.y[m] - center.y, c.z[m] - center.z);
            sum[l] = sum[l] + (Take && m == gone ? 0.0f : share);
        }
    }
    float cost = sum_lanes(sum);
    if constexpr (Add) cost = cost + add.weight * span<Kind>(add.x - center.x, add.y - center.y, add.z - center.z);
    return cost;
}

}  // namespace

}  // namespace te::search::TE_SIMD_LEVEL
