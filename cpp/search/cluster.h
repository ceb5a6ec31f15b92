// Annealing of whole territories ("clusters") at their exact cost: every shift and swap is judged with the centre that
// the changed territory would have, not with the one it has. For territories of up to some hundreds of units.
#pragma once
#include <cstdint>

#include "base/simd.h"
#include "transport/price_step.h"

namespace te::search {

// How far it is from a unit to a centre, times the unit's travel weight.
enum class ClusterTravel : int {
    chord = 0,          // straight line between positions (the plane)
    chord_floor = 1,    // the same, truncated to an integer
    chord_squared = 2,  // its square
    arc = 3,            // great circle between unit vectors, km
    arc_squared = 4,    // its square
    matrix = 5          // matrix[unit][centre]
};

// What a territory's centre is.
enum class CenterRule : int {
    medoid = 0,   // the member with the least cost
    centroid = 1  // the weighted mean of the members' positions, on the sphere its direction
};

struct ClusterProblem {
    int64_t n = 0;
    int measures = 0, territories = 0, width = 0;
    ClusterTravel travel = ClusterTravel::chord;
    CenterRule rule = CenterRule::medoid;
    const float* position = nullptr;  // (3, n)
    const float* matrix = nullptr;    // (n, n) where travel is matrix
    const float* weight = nullptr;    // (n) travel weights
    const double* load = nullptr;     // (n, M)
    transport::LoadCost limits{};     // (K, M) each
    const double* size = nullptr;     // (M) what makes excesses of different measures comparable
    bool soft = false;                // whether loads cost anything inside the hard limits
    const int32_t* base = nullptr;    // (n) today's territory, -1 none; null where moving costs nothing
    double disruption = 0.0;          // for a unit outside of its base
    const uint8_t* movable = nullptr;
    const int32_t* neighbors = nullptr;    // (n, width) nearest other units
    const double* negative_log = nullptr;  // (4096) -log of uniform numbers
};

// Several territories that are annealed by themselves.
struct ClusterRegion {
    const int32_t* territory = nullptr;  // (k) ascending
    const int32_t* unit = nullptr;       // (m) their units, ascending
    int k = 0, m = 0;
    double start = 0.0, end = 0.0;  // temperatures
    int64_t tries = 0;
    int reshape = 0;  // 0: none; else one territory of the so many cheapest to give up is moved to one of the so many
                      // that gain most by being split, before the annealing
    bool keep_best = false;  // the best state seen, at least as good as the first one; else the last state
    uint64_t seed = 0;
};

struct ClusterResult {
    double gain = 0.0;  // cost before - cost after
    int64_t tried = 0, evaluated = 0, accepted = 0;
    bool improved = false;  // less excess over hard limits, or as much and less cost
};

// One region. `labels` (n) global; `scratch` has cluster_scratch_bytes(...) bytes, aligned to 64; `local` (n) is all -1
// before and after.
TE_DECLARE_LEVELS(void anneal_region(const ClusterProblem&, const ClusterRegion&, int stride, int32_t* labels,
                                     int32_t* local, unsigned char* scratch, ClusterResult*))

// Units a territory of a region may grow to while it is annealed.
inline int cluster_stride(int largest) { return (2 * largest + 32 + 15) / 16 * 16; }

int64_t cluster_scratch_bytes(const ClusterProblem& problem, int k, int m, int stride);

struct ClusterBatch {
    int64_t regions = 0;
    const int64_t* first = nullptr;  // (R + 1)
    const int32_t* territory = nullptr;
    const double* temperature = nullptr;  // (R, 2)
    const int64_t* tries = nullptr;
    const int32_t* reshape = nullptr;
    const uint64_t* seed = nullptr;
    bool keep_best = false;
};

// Anneals disjoint regions in parallel, labels in place; regions that are to keep their best and did not improve
// are left as they were.
void cluster_search(const ClusterProblem& problem, const ClusterBatch& batch, int threads, int32_t* labels,
                    ClusterResult* results);

}  // namespace te::search
