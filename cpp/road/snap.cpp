#include "road/snap.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/parallel.h"

namespace te::road {

namespace {

constexpr double kMetresADegree = 6371.0088 * 1000.0 * 3.141592653589793 / 180.0;
constexpr int64_t kPointsATask = 4096;

struct Nearest {
    double square;  // of the distance, m2
    int32_t segment = -1;
    double fraction = 0.0;
};

// One point: its place, and metres a degree to the north and to the east of it.
struct Point {
    double y, x, north, east;
};

void look_at(const SnapGrid& grid, int64_t cell, const Point& p, Nearest& best) {
    for (int64_t k = grid.first[cell]; k < grid.first[cell + 1]; ++k) {
        const int32_t s = grid.segment[k];
        const double ay = (grid.latitude[s] - p.y) * p.north, ax = (grid.longitude[s] - p.x) * p.east;
        const double dy = (grid.latitude[s + 1] - grid.latitude[s]) * p.north;
        const double dx = (grid.longitude[s + 1] - grid.longitude[s]) * p.east;
        const double length2 = dy * dy + dx * dx;
        double t = length2 > 0.0 ? -(ay * dy + ax * dx) / length2 : 0.0;
        t = std::min(std::max(t, 0.0), 1.0);
        const double ey = ay + t * dy, ex = ax + t * dx;
        const double square = ey * ey + ex * ex;
        if (square < best.square || (square == best.square && (best.segment < 0 || s < best.segment)))
            best = {square, s, t};
    }
}

// Cells whose row or column is `ring` away from (row, column), as far as there are such.
void look_at_ring(const SnapGrid& grid, int64_t row, int64_t column, int64_t ring, const Point& p, Nearest& best) {
    const int64_t left = column - ring, right = column + ring;
    const int64_t last_row = std::min(row + ring, grid.rows - 1);
    for (int64_t r = std::max<int64_t>(row - ring, 0); r <= last_row; ++r) {
        const int64_t cells = r * grid.columns;
        if (r == row - ring || r == row + ring) {
            const int64_t last = std::min(right, grid.columns - 1);
            for (int64_t c = std::max<int64_t>(left, 0); c <= last; ++c) look_at(grid, cells + c, p, best);
        } else {
            if (left >= 0 && left < grid.columns) look_at(grid, cells + left, p, best);
            if (right >= 0 && right < grid.columns) look_at(grid, cells + right, p, best);
        }
    }
}

Nearest nearest(const SnapGrid& grid, const Point& p, double farthest_m) {
    Nearest best{farthest_m * farthest_m};
    const double row_at = (p.y - grid.south) / grid.height, column_at = p.x / grid.width;
    const double below = std::floor(row_at), before = std::floor(column_at);
    const auto row = static_cast<int64_t>(below), column = static_cast<int64_t>(before);
    const double tall = grid.height * p.north, wide = grid.width * p.east;
    const double down = (row_at - below) * tall, left = (column_at - before) * wide;
    // no cell of ring r is nearer than inner + (r - 1) * step
    const double inner = std::min(std::min(down, tall - down), std::min(left, wide - left));
    const double step = std::min(tall, wide);
    const int64_t outside_row = std::max(-row, row - grid.rows + 1);
    const int64_t outside_column = std::max(-column, column - grid.columns + 1);
    const int64_t outermost = std::max(std::max(row, grid.rows - 1 - row), std::max(column, grid.columns - 1 - column));
    for (int64_t ring = std::max<int64_t>(std::max(outside_row, outside_column), 0); ring <= outermost; ++ring) {
        const double bound = inner + static_cast<double>(ring - 1) * step;
        if (ring > 0 && bound * bound > best.square) break;
        look_at_ring(grid, row, column, ring, p, best);
    }
    return best;
}

}  // namespace

void snap(const SnapGrid& grid, const SnapPoints& points, double farthest_m, int32_t* segment, double* fraction,
          double* metres, int threads) {
    const int64_t tasks = (points.count + kPointsATask - 1) / kPointsATask;
    base::parallel_slices(
        points.count, tasks, base::resolve_threads(threads), [&](int64_t, int64_t begin, int64_t end) {
            for (int64_t i = begin; i < end; ++i) {
                const Point p{points.latitude[i], points.longitude[i], kMetresADegree,
                              kMetresADegree * points.cosine[i]};
                const Nearest found = nearest(grid, p, farthest_m);
                segment[i] = found.segment;
                fraction[i] = found.fraction;
                metres[i] = found.segment < 0 ? std::numeric_limits<double>::quiet_NaN() : std::sqrt(found.square);
            }
        });
}

}  // namespace te::road
