// The loops of the nearest search that are compiled for each instruction set; nearest.cpp composes them.
#pragma once
#include <cstdint>

#include "base/simd.h"

namespace te::spatial {

// A place of `a` on its way through the cells: unit vector and row.
struct Point {
    float x, y, z;
    int32_t row;
};

// Some places of `b`, in increasing order of their index.
struct Candidates {
    float *x, *y, *z;
    int32_t* index;
    int64_t count;
};

// A box around points and, centred in it, a ball around them.
struct Extent {
    float low[3], high[3], center[3], radius;
};

// A box cut into 2^bits[axis] equal parts along each axis.
struct Grid {
    float low[3], cells_per_unit[3];
    int32_t bits[3];
};

constexpr int64_t scan_block = 64;  // points scanned at a time

// points[i] for rows first + i.
TE_DECLARE_LEVELS(void make_points(const double* latitude, const double* longitude, int64_t n, int32_t first,
                                   Point* points))

// 0 < n.
TE_DECLARE_LEVELS(Extent enclose(const Point* points, int64_t n))

TE_DECLARE_LEVELS(void cell_of_points(const Point* points, int64_t n, const Grid& grid, uint16_t* cells))

// Squared chords from a place to all candidates.
TE_DECLARE_LEVELS(void squared_chords(const float* place, const Candidates& from, float* chord2))

constexpr int64_t bound_lanes = 64;

// A bound that at least k of n values do not exceed, close to the k-th smallest: the k-th smallest of the minima of
// bound_lanes interleaved groups. k <= bound_lanes <= n.
TE_DECLARE_LEVELS(float kth_smallest_bound(int64_t k, const float* values, int64_t n))

// Copies to `to` the candidates that may be nearest to some point of the ball around `extent.center`, given their
// squared chords to it: one is out when the bisector with candidate `best` leaves the whole ball on best's side.
TE_DECLARE_LEVELS(void keep_nearest(const Extent& extent, const Candidates& from, const float* chord2, int64_t best,
                                    Candidates& to))

// Copies to `to` the candidates no farther than `limit` (squared chord).
TE_DECLARE_LEVELS(void keep_within(float limit, const Candidates& from, const float* chord2, Candidates& to))

// The k nearest candidates of up to scan_block points: rows of scan_block squared chords and indices, k of each,
// nearest first, and their kilometres except close to the antipode. Candidates are at least k.
TE_DECLARE_LEVELS(void scan(const Point* points, int64_t n, const Candidates& candidates, int64_t k, float* chord2,
                            int32_t* index, float* km))

}  // namespace te::spatial
