// Pairs of territories that share a border, with the curvature of the dual across it: what the passes of all tasks
// found.
#pragma once
#include <cstdint>
#include <vector>

namespace te::transport {

// Open-addressing table of one task.
struct EdgeTable {
    int64_t capacity = 0;  // a power of two; inserts beyond three quarters of it are dropped (same for any threads)
    int64_t used = 0;
    int64_t* key = nullptr;   // lower * K + higher, -1 free
    double* value = nullptr;  // (capacity, M, M)
};

// Where a task writes. Loads and edges are its own; labels are its slice of the common array.
struct PassSink {
    int32_t* labels = nullptr;      // null: not wanted
    double* loads = nullptr;        // (K, M)
    const float* window = nullptr;  // (K) see price_pass; null: no edges
    EdgeTable* edges = nullptr;
};

struct Edges {
    std::vector<int32_t> pairs;     // (E, 2)
    std::vector<double> curvature;  // (E, M, M)
};

}  // namespace te::transport
