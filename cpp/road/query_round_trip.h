// The nearest few centres of many places, there and back.
#pragma once
#include <cstdint>

#include "road/query_nearest.h"

namespace te::road {

// Exits and entries of the same places.
struct TwoWays {
    Ends exits, entries;
};

// `direct_out`: from centres to places, `direct_back`: from places to centres. See kernels/road_query_interface.py.
void road_nearest_round_trip(const QueryGraph& graph, const TwoWays& centers, const TwoWays& places,
                             const DirectWays& direct_out, const DirectWays& direct_back, const Nearest& nearest,
                             int threads);

}  // namespace te::road
