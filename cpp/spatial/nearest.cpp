#include "spatial/nearest.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <vector>

#include "base/parallel.h"
#include "geo/chord.h"
#include "geo/unit_vectors.h"
#include "spatial/nearest_simd.h"

namespace te::spatial {
namespace {

constexpr int most_bits = 8;           // a split makes up to 256 cells: their write fronts fit into the L1 cache
constexpr int64_t points_a_cell = 32;  // on average, for the loops over them to be worth their preparation
constexpr int deepest = 12;

// Owns candidates; never shrinks, so that a list per depth is made once.
class CandidateList {
  public:
    Candidates& reserve(int64_t count) {
        if (count > capacity_) {
            capacity_ = count;
            values_ = std::make_unique<float[]>(static_cast<size_t>(3 * count));
            index_ = std::make_unique<int32_t[]>(static_cast<size_t>(count));
            view_ = {values_.get(), values_.get() + count, values_.get() + 2 * count, index_.get(), 0};
        }
        return view_;
    }

  private:
    int64_t capacity_ = 0;
    std::unique_ptr<float[]> values_;
    std::unique_ptr<int32_t[]> index_;
    Candidates view_{};
};

// Bits go one by one to the axis along which cells are longest.
Grid grid_over(const Extent& extent, int bits) {
    Grid grid{};
    float side[3];
    for (int axis = 0; axis < 3; ++axis) {
        grid.low[axis] = extent.low[axis];
        side[axis] = extent.high[axis] - extent.low[axis];
    }
    float cell[3] = {side[0], side[1], side[2]};
    for (int bit = 0; bit < bits; ++bit) {
        const auto axis = std::max_element(cell, cell + 3) - cell;
        cell[axis] *= 0.5f;
        ++grid.bits[axis];
    }
    for (int axis = 0; axis < 3; ++axis)
        grid.cells_per_unit[axis] = side[axis] > 1e-30f ? static_cast<float>(1 << grid.bits[axis]) / side[axis] : 0.0f;
    return grid;
}

// One thread's search. Points are sorted into the cells of a grid over the box around them, the candidates of a
// cell are those of its parent that can be nearest to some point of it, and so on until they are few: then each
// point meets each candidate of its cell. Exact, whatever the cells are. Time per point grows with log m.
class Search {
  public:
    Search(const Candidates& all, int64_t k, int32_t* indices, float* km)
        : all_(all), k_(k), indices_(indices), km_(km) {
        const auto rows = static_cast<size_t>(k * scan_block);
        best_chord2_.resize(rows);
        best_index_.resize(rows);
        best_km_.resize(rows);
    }

    void run(const double* latitude, const double* longitude, int64_t n, int32_t first) {
        points_.resize(static_cast<size_t>(n));
        scratch_.resize(static_cast<size_t>(n));
        cells_.resize(static_cast<size_t>(n));
        TE_DISPATCH(te::spatial, make_points)(latitude, longitude, n, first, points_.data());
        descend(points_.data(), n, scratch_.data(), cells_.data(), all_, 0);
    }

  private:
    // How finely to split, 0 for not at all: more cells make shorter lists, but each costs a test of all candidates.
    int split_bits(int64_t n, int64_t candidates, int depth) const {
        if (depth >= deepest || candidates <= 2 * k_ + 14 || n < 4 * points_a_cell) return 0;
        const auto affordable = std::min(n / points_a_cell, std::max<int64_t>(4, 4 * n / candidates));
        return std::min(most_bits, static_cast<int>(std::log2(static_cast<double>(affordable))));
    }

    void descend(Point* points, int64_t n, Point* scratch, uint16_t* cells, const Candidates& parents, int depth) {
        const Extent extent = TE_DISPATCH(te::spatial, enclose)(points, n);
        const Candidates& candidates = depth == 0 ? parents : narrow(extent, parents, depth);
        const int bits = split_bits(n, candidates.count, depth);
        if (bits == 0) return finish(points, n, candidates);
        TE_DISPATCH(te::spatial, cell_of_points)(points, n, grid_over(extent, bits), cells);
        std::array<int64_t, (size_t{1} << most_bits) + 1> start{};
        for (int64_t i = 0; i < n; ++i) ++start[cells[i] + 1u];
        const int64_t count = int64_t{1} << bits;
        for (int64_t c = 0; c < count; ++c) start[static_cast<size_t>(c + 1)] += start[static_cast<size_t>(c)];
        auto next = start;
        for (int64_t i = 0; i < n; ++i) scratch[next[cells[i]]++] = points[i];
        for (int64_t c = 0; c < count; ++c) {
            const int64_t begin = start[static_cast<size_t>(c)], end = start[static_cast<size_t>(c + 1)];
            if (end > begin)
                descend(scratch + begin, end - begin, points + begin, cells + begin, candidates, depth + 1);
        }
    }

    const Candidates& narrow(const Extent& extent, const Candidates& parents, int depth) {
        Candidates& kept = lists_[static_cast<size_t>(depth)].reserve(parents.count);
        chord2_.resize(static_cast<size_t>(parents.count));
        TE_DISPATCH(te::spatial, squared_chords)(extent.center, parents, chord2_.data());
        if (k_ == 1) {
            const auto best = std::min_element(chord2_.begin(), chord2_.end()) - chord2_.begin();
            TE_DISPATCH(te::spatial, keep_nearest)(extent, parents, chord2_.data(), best, kept);
            return kept;
        }
        // k candidates lie within `reach` of every point of the ball; what is farther from all of it is out.
        const float reach = std::sqrt(kth_chord2()) + 2 * extent.radius;
        TE_DISPATCH(te::spatial, keep_within)(1.00001f * reach * reach, parents, chord2_.data(), kept);
        return kept;
    }

    // At least k of chord2_ do not exceed it.
    float kth_chord2() {
        const auto n = static_cast<int64_t>(chord2_.size());
        if (4 * k_ <= bound_lanes && bound_lanes <= n)
            return TE_DISPATCH(te::spatial, kth_smallest_bound)(k_, chord2_.data(), n);
        ordered_ = chord2_;
        std::nth_element(ordered_.begin(), ordered_.begin() + (k_ - 1), ordered_.end());
        return ordered_[static_cast<size_t>(k_ - 1)];
    }

    void finish(const Point* points, int64_t n, const Candidates& candidates) {
        const auto kernel = TE_DISPATCH(te::spatial, scan);
        for (int64_t begin = 0; begin < n; begin += scan_block) {
            const int64_t count = std::min(scan_block, n - begin);
            kernel(points + begin, count, candidates, k_, best_chord2_.data(), best_index_.data(), best_km_.data());
            for (int64_t p = 0; p < count; ++p) write(points[begin + p], p);
        }
    }

    void write(const Point& point, int64_t p) {
        const int64_t row = int64_t{point.row} * k_;
        for (int64_t j = 0; j < k_; ++j) {
            const auto slot = static_cast<size_t>(j * scan_block + p);
            const int32_t b = best_index_[slot];
            indices_[row + j] = b;
            km_[row + j] = best_chord2_[slot] < geo::far_chord2
                               ? best_km_[slot]
                               : geo::antipodal_km(point.x, point.y, point.z, all_.x[b], all_.y[b], all_.z[b]);
        }
    }

    const Candidates& all_;
    int64_t k_;
    int32_t* indices_;
    float* km_;
    std::vector<Point> points_, scratch_;
    std::vector<uint16_t> cells_;
    std::array<CandidateList, deepest + 1> lists_;
    std::vector<float> chord2_, ordered_, best_chord2_, best_km_;
    std::vector<int32_t> best_index_;
};

}  // namespace

void great_circle_nearest(const double* latitude_a, const double* longitude_a, int64_t n, const double* latitude_b,
                          const double* longitude_b, int64_t m, int64_t k, int32_t* indices, float* km, int threads) {
    if (n == 0) return;
    threads = base::resolve_threads(threads);
    CandidateList list;
    Candidates& all = list.reserve(m);
    all.count = m;
    TE_DISPATCH(te::geo, unit_vectors)(latitude_b, longitude_b, m, all.x, all.y, all.z);
    for (int64_t j = 0; j < m; ++j) all.index[j] = static_cast<int32_t>(j);
    // Large enough for cells of many points, small enough for the caches and for all threads to have work.
    const int64_t chunk =
        std::max<int64_t>(4096, std::min(std::max<int64_t>(65536, 128 * m), (n + threads - 1) / threads));
    const int64_t chunks = (n + chunk - 1) / chunk;
    base::parallel_slices(n, chunks, threads, [&](int64_t, int64_t begin, int64_t end) {
        Search(all, k, indices, km)
            .run(latitude_a + begin, longitude_a + begin, end - begin, static_cast<int32_t>(begin));
    });
}

}  // namespace te::spatial
