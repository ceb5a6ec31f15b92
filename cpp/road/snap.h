// The nearest segment of road to each point, over a grid of cells.
#pragma once
#include <cstdint>

namespace te::road {

// Cells of `height` by `width` degrees from (south, 0) on, and the segments that touch each: those of cell
// row * columns + column are segment[first[cell]] to segment[first[cell + 1] - 1]. Segment s lies between the points s
// and s + 1, in degrees; longitudes are counted from the west side of the grid.
struct SnapGrid {
    double south, height, width;
    int64_t rows, columns;
    const int64_t* first;
    const int32_t* segment;
    const double* latitude;
    const double* longitude;
};

// Points in the degrees of the grid, and the cosines of their latitudes.
struct SnapPoints {
    int64_t count;
    const double* latitude;
    const double* longitude;
    const double* cosine;
};

// Writes the nearest segment within `farthest_m` metres (of equally near ones the lowest), how far along it from 0 to
// 1, and the metres; -1, 0 and NaN where there is none. Lengths are those of the plane that touches the sphere at the
// latitude of the point. Cells are looked at ring by ring around the point until none can hold a nearer segment.
void snap(const SnapGrid& grid, const SnapPoints& points, double farthest_m, int32_t* segment, double* fraction,
          double* metres, int threads);

}  // namespace te::road
