// The nearest few centres of many places, without a table of all pairs.
#pragma once
#include <cstdint>

#include "road/query_graph.h"

namespace te::road {

// Ways between a place and a centre that leave the network out: both on one road. CSR by place.
struct DirectWays {
    const int64_t* first;  // (places + 1,)
    const int32_t* center;
    const uint32_t* weight;
};

struct Nearest {
    int64_t k;
    int32_t* center;  // (places, k), nearest first, ties to the lower; -1 where fewer can be reached
    float* travel;    // (places, k), float32(weight) / unit, +inf
    float unit;
};

// One way: `up` are the arcs that leave the centres upward (or come down to them), `down` the others.
void road_nearest(const QueryGraph& graph, const UpArcs& up, const UpArcs& down, const Ends& centers,
                  const Ends& places, const DirectWays& direct, const Nearest& nearest, int threads);

}  // namespace te::road
