// Which territories matter to a leaf of units: lists made from travel to all of them.
#pragma once
#include <cstdint>
#include <vector>

#include "base/simd.h"
#include "spatial/blocks.h"

namespace te::transport {

struct Listing {
    int64_t territories = 0;
    int64_t begin = 0, count = 0;     // units begin .. begin + count, whole leaves
    const float* travel = nullptr;    // (K, count)
    const float* prices = nullptr;    // (M, K)
    const float* slack = nullptr;     // (K)
    const int32_t* labels = nullptr;  // of these units, or null
    int64_t most = 0;
};

TE_DECLARE_LEVELS(void listing_task(const spatial::Units&, const Listing&, int64_t begin, int64_t end, float* scratch,
                                    uint8_t* kept, float* beyond))

struct MadeLists {
    std::vector<int64_t> first;      // (leaves + 1)
    std::vector<int32_t> territory;  // (E)
    std::vector<float> travel;       // (E, 16)
};

// A territory is listed for a leaf where some unit of it would pay no more for it than the slack (the larger of both)
// beyond the unit's cheapest; of more than `most` the ones that come nearest to being the cheapest (lower index first),
// and always those that are the cheapest or the label of a unit. beyond (count): the least cost of a territory that is
// not listed, infinite where all are. O(count K).
MadeLists list_territories(const spatial::Units& units, const Listing& listing, float* beyond, int threads);

}  // namespace te::transport
