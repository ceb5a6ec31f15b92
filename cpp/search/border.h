// Units near a border between territories, each with its cheapest territories: the playing field of the local search.
#pragma once
#include <cstdint>
#include <vector>

#include "base/simd.h"
#include "geo/metric.h"
#include "spatial/blocks.h"
#include "transport/territories.h"

namespace te::search {

// One task's finds, grown with realloc; `failed` when memory ran out.
struct BorderBuffer {
    int64_t count = 0, capacity = 0;
    int64_t* unit = nullptr;
    int32_t* territory = nullptr;  // (count, width)
    float* cost = nullptr;         // (count, width)
    bool failed = false;
};

struct BorderSink {
    const int32_t* labels = nullptr;
    int width = 0;
    BorderBuffer* out = nullptr;
};

struct BorderTask {
    int level = 0;
    int64_t begin = 0, end = 0;
    float* scratch = nullptr;
    BorderSink sink;
};

TE_DECLARE_LEVELS(void border_task(const spatial::Units&, const spatial::Blocks&, const transport::Territories&,
                                   geo::Metric metric, const BorderTask&))

struct Border {
    std::vector<int64_t> unit;       // (B) positions in spatial order, ascending
    std::vector<int32_t> territory;  // (B, width) cheapest first at the prices; -1 where there are fewer
    std::vector<float> cost;         // (B, width) travel weight x (travel - bonus), without prices
};

// A unit is on the border when its label is not its cheapest territory, or when the second cheapest of those that the
// walk leaves costs at most the larger margin of the two more (per unit of travel weight). The walk leaves every
// territory within the larger margin of itself and the cheapest one, and maybe dearer ones. The label is always among a
// unit's territories (it replaces the dearest where it would be missing).
Border border_units(const spatial::Units& units, const spatial::Blocks& blocks,
                    const transport::Territories& territories, geo::Metric metric, const int32_t* labels, int width,
                    int threads);

// The finds of all tasks, in their order; frees the buffers. Throws std::bad_alloc where one of them failed.
Border collect(std::vector<BorderBuffer>& buffers, int width);

}  // namespace te::search
