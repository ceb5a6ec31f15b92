// Searches many at a time: up a hierarchy from the few, down to the many. One search is one of 16 lanes of a cache
// line; a row is the lines of one node. PHAST: Delling, Goldberg, Nowatzyk, Werneck, doi 10.1016/j.jpdc.2012.02.007;
// RPHAST: Delling, Goldberg, Werneck, Faster batched shortest paths in road networks (ATMOS 2011).
#pragma once
#include <cstdint>

#include "base/simd.h"
#include "road/query_graph.h"

namespace te::road {

constexpr int64_t line_lanes = 16;
constexpr int max_lines = 8;   // of a row
constexpr int good_lines = 4;  // wider rows save little and take memory, where they are not written as they are

// Rows of the upward searches from some places, filled by upward_rows.
struct UpwardRows {
    uint64_t *words, *summary;  // of a Positions, empty before and after
    int32_t* row_of;            // (nodes,) any values
    uint32_t* distance;         // (capacity, lines * line_lanes), on cache lines
    int32_t* position;          // (capacity,) of each row
    int64_t capacity, rows;
};

// Searches upward from up to lines * line_lanes places along `arcs`: rows for all nodes that some of them reaches.
// False where they are more than the capacity; the set is empty then, too.
TE_DECLARE_LEVELS(bool upward_rows(const UpArcs& arcs, const Ends& places, const int32_t* position_of,
                                   const int64_t* place_of_lane, int64_t lanes, int lines, UpwardRows& up))

// Nodes in the order of a sweep down: arcs come to each from nodes before it.
struct SweepGraph {
    int64_t nodes;
    const int64_t* first;  // (nodes + 1,)
    const int32_t* head;
    const uint32_t* weight;
};

// Completes `distance`, (nodes, lines * line_lanes) on cache lines: a row that is `seeded` holds distances of upward
// searches, any other nothing yet. Each becomes the minimum of itself and of the rows that its arcs come from plus
// their weight.
TE_DECLARE_LEVELS(void sweep_down(const SweepGraph& graph, int lines, const uint8_t* seeded, uint32_t* distance))

// What a search found: for each of the many its distances in the first lanes, over the better of its ends.
struct SweepResult {
    const uint32_t* distance;  // (rows, lines * line_lanes)
    int lines;
    int64_t lanes;
    const int32_t* row;      // (many, 2)
    const uint32_t* weight;  // (many, 2)
};

// out[j * stride + lane] = float32(distance) / unit, or +inf, for the first `many`. Past the caches where rows follow
// each other without gaps and are many.
TE_DECLARE_LEVELS(void copy_many_major(const SweepResult& result, int64_t many, float unit, float* out, int64_t stride))

// out_of_lane[lane][j], the same.
TE_DECLARE_LEVELS(void copy_few_major(const SweepResult& result, int64_t many, float unit, float* const* out_of_lane))

// Distances of the many `j` in all lanes, lines * line_lanes of them.
TE_DECLARE_LEVELS(void lane_weights(const SweepResult& result, int64_t j, uint32_t* weight))

// The sum of two results in all lanes, no more than unreachable, and a bit for each lane where it is less than `limit`.
TE_DECLARE_LEVELS(uint64_t round_trips_below(const SweepResult& out, const SweepResult& back, int64_t j, uint32_t limit,
                                             uint32_t* sum))

}  // namespace te::road
