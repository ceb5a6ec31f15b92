// One pass of all units against all territories at given centres and prices.
#pragma once
#include <cstdint>

#include "base/simd.h"
#include "geo/metric.h"
#include "spatial/blocks.h"
#include "transport/edges.h"
#include "transport/territories.h"

namespace te::transport {

// What one task of a pass reads and writes.
struct PassTask {
    int level = 0;
    int64_t begin = 0, end = 0;  // blocks of that level
    float* scratch = nullptr;
    PassSink sink;
};

TE_DECLARE_LEVELS(void price_task(const spatial::Units&, const spatial::Blocks&, const Territories&, geo::Metric metric,
                                  const PassTask&))

// labels (count) or null; loads (K, M) overwritten; edges filled when window is not null: a unit whose two cheapest
// territories differ by less than the smaller of their windows times its distance counts for the curvature of the dual
// across their border, as if units lay evenly over that window.
void price_pass(const spatial::Units& units, const spatial::Blocks& blocks, const Territories& territories,
                geo::Metric metric, const float* window, int32_t* labels, double* loads, Edges* edges, int threads);

// The level at which a pass is cut into tasks: a function of the instance only.
int task_level(const spatial::Blocks& blocks);

}  // namespace te::transport
