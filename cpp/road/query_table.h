// Travel between all pairs of two sets of places.
#pragma once
#include <cstdint>

#include "road/query_graph.h"

namespace te::road {

// Entry (i, j) is out[i * row_step + j * column_step], and one of the steps is 1; see kernels/road_interface.py.
struct Table {
    float* out;
    int64_t row_step, column_step;
    float unit;
};

void road_table(const QueryGraph& graph, const Ends& from, const Ends& to, const Table& table, int threads);

}  // namespace te::road
