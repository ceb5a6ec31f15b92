// The pass of all units against the territories in their lists.
#pragma once
#include <cstdint>

#include "base/simd.h"
#include "spatial/blocks.h"
#include "transport/edges.h"
#include "transport/lists.h"

namespace te::transport {

TE_DECLARE_LEVELS(void listed_task(const spatial::Units&, const Lists&, const float* prices, int64_t territories,
                                   int64_t begin, int64_t end, const PassSink&))

// As price_pass (labels, loads, window, edges), over what is listed; prices (M, K).
void listed_pass(const spatial::Units& units, const Lists& lists, const float* prices, int64_t territories,
                 const float* window, int32_t* labels, double* loads, Edges* edges, int threads);

// travel (units.count) to the territory that labels name, infinite where it is not listed.
void listed_travel(const Lists& lists, const int32_t* labels, float* travel, int threads);

}  // namespace te::transport
