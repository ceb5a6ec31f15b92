// Shift and swap moves of border units under the exact cost of loads, with a Metropolis acceptance: rounding, repair
// and improvement in one loop.
#pragma once
#include <cstdint>
#include <vector>

#include "transport/price_step.h"

namespace te::search {

struct Exchange {
    int64_t units = 0;  // B
    int width = 0;      // territories per unit
    int measures = 0, territories = 0;
    const int32_t* territory = nullptr;  // (B, width), -1 where there are fewer
    const float* cost = nullptr;         // (B, width)
    const double* load = nullptr;        // (B, M)
    transport::LoadCost limits{};
    // A unit of load above the maximum costs stiffness x penalty + price, one below the minimum stiffness x penalty -
    // price (never less than a twentieth of the penalty): excess then travels between territories at the reduced cost
    // of the units that carry it.
    const double* penalty = nullptr;  // (K, M)
    const double* price = nullptr;    // (K, M)
    // Units that may stand in both of a pair of territories, by pair.
    const int32_t* pair = nullptr;        // (B, width (width - 1) / 2) pair of the slots (a, b), a < b; -1 none
    const int64_t* pair_first = nullptr;  // (pairs + 1)
    const int32_t* pair_unit = nullptr;
    const uint8_t* pair_slot = nullptr;  // lower territory's slot * 16 + higher territory's slot
};

struct Schedule {
    const double* temperature = nullptr;  // (sweeps) in units of cost
    const double* stiffness = nullptr;    // (sweeps) factor on the penalties
    int64_t sweeps = 0;
    int tries = 0;                         // partners tried for a swap
    const double* negative_log = nullptr;  // (4096) -log of uniform numbers
    uint64_t seed = 0;
};

// The state of a search, so that it can be cut into slices: the present one, and the best seen at the end of a sweep
// (least excess first, then least value).
struct ExchangeState {
    uint8_t* slot = nullptr;       // (B) which of its territories each unit stands in
    double* loads = nullptr;       // (K, M)
    uint8_t* best_slot = nullptr;  // (B)
    double* best_loads = nullptr;  // (K, M)
    // travel: change of travel cost since the first slice; best_excess: sum of penalty x load beyond the limits, inf
    // before the first slice; best_value: travel plus soft cost of loads; best_travel.
    double* figures = nullptr;  // (4)
};

struct ExchangeCounts {
    int64_t evaluated = 0, shifts = 0, swaps = 0;
};

// Runs the sweeps of the schedule on the state in place. Sequential and deterministic.
ExchangeCounts exchange(const Exchange& data, const Schedule& schedule, const ExchangeState& state);

// Groups units by the pairs of territories they can stand in (see Exchange).
struct PairLists {
    std::vector<int32_t> pair;
    std::vector<int64_t> first;
    std::vector<int32_t> unit;
    std::vector<uint8_t> slot;
};
PairLists pair_lists(int64_t units, int width, int64_t territories, const int32_t* territory);

}  // namespace te::search
