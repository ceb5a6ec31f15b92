// Units in spatial order, and the 4-ary tree of blocks over them that lets whole blocks be priced at once.
#pragma once
#include <cstdint>

namespace te::spatial {

constexpr int kLeaf = 16;  // units in a leaf: one AVX-512 register of float32
constexpr int kFan = 4;    // children of a block

// Units in spatial order, padded to a multiple of kLeaf by weightless copies of the last one.
struct Units {
    int64_t count = 0;         // padded
    int measures = 0;          // M
    const float* x = nullptr;  // on the unit sphere
    const float* y = nullptr;
    const float* z = nullptr;
    const float* travel = nullptr;  // travel weight v > 0
    const double* load = nullptr;   // (M, count) activity
    const float* ratio = nullptr;   // (M, count) activity / travel weight
    const float* bonus = nullptr;   // (count) km saved by staying with `base`; null where nothing is
    const int32_t* base = nullptr;  // (count) territory of the baseline, -1 none; null with bonus
};

// Blocks of all levels in one numbering, leaves first; level l has blocks [start[l], start[l + 1]).
struct Blocks {
    int levels = 0;
    const int64_t* start = nullptr;
    float* center = nullptr;      // (3, N) middle of the bounding box
    float* half = nullptr;        // (3, N) half sides
    float* radius = nullptr;      // (N) half diagonal
    double* load = nullptr;       // (N, M)
    float* ratio_low = nullptr;   // (M, N)
    float* ratio_high = nullptr;  // (M, N)
    float* bonus = nullptr;       // (N) largest bonus; null where there is none
    int32_t* base = nullptr;      // (N) the one baseline territory of its units, -1 none, -2 several
    int64_t total() const { return start[levels]; }
};

// Fills every array of `blocks` from `units`.
void build_blocks(const Units& units, const Blocks& blocks, int threads);

}  // namespace te::spatial
