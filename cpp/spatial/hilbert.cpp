#include "spatial/hilbert.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/parallel.h"
#include "base/radix_sort.h"

namespace te::spatial {
namespace {

constexpr int64_t slices = 64;  // fixed, so that sums do not depend on the number of threads

// Around the mean direction of all places; around the north pole where they cancel out.
Projection projection_around_mean(const double* latitude, const double* longitude, int64_t n, int threads) {
    double sums[slices][3];
    const auto sum_slice = TE_DISPATCH(te::spatial, sum_unit_vectors);
    base::parallel_slices(n, slices, threads, [&](int64_t slice, int64_t begin, int64_t end) {
        sum_slice(latitude + begin, longitude + begin, end - begin, sums[slice]);
    });
    double x = 0, y = 0, z = 0;
    for (const auto& sum : sums) x += sum[0], y += sum[1], z += sum[2];
    const double length = std::sqrt((x * x + y * y) + z * z);
    if (length <= 1e-9 * static_cast<double>(n)) return {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    x /= length, y /= length, z /= length;
    const double across = std::sqrt(x * x + y * y);
    if (across < 1e-9) {
        const double pole = z > 0 ? 1.0 : -1.0;
        return {{1, 0, 0}, {0, pole, 0}, {0, 0, pole}};
    }
    const double east_x = -y / across, east_y = x / across;
    return {{east_x, east_y, 0}, {-z * east_y, z * east_x, x * east_y - y * east_x}, {x, y, z}};
}

// Hilbert key of every place above its index.
std::vector<uint64_t> words_of(const float* x, const float* y, int64_t n, int threads) {
    Bounds bounds[slices];
    const auto bounds_slice = TE_DISPATCH(te::spatial, bounds_of);
    base::parallel_slices(n, slices, threads, [&](int64_t slice, int64_t begin, int64_t end) {
        bounds[slice] = bounds_slice(x + begin, y + begin, end - begin);
    });
    Bounds all = bounds[0];
    for (const Bounds& b : bounds)
        all = {std::min(all.min_x, b.min_x), std::max(all.max_x, b.max_x), std::min(all.min_y, b.min_y),
               std::max(all.max_y, b.max_y)};
    const double min_x = all.min_x, min_y = all.min_y;
    const double side = std::max(all.max_x - min_x, all.max_y - min_y);
    const double cells_per_unit = side > 0 ? 65536.0 / side : 0.0;
    std::vector<uint64_t> words(static_cast<size_t>(n));
    const auto word_slice = TE_DISPATCH(te::spatial, hilbert_words);
    base::parallel_slices(n, slices, threads, [&](int64_t, int64_t begin, int64_t end) {
        word_slice(x + begin, y + begin, end - begin, min_x, min_y, cells_per_unit, static_cast<uint32_t>(begin),
                   words.data() + begin);
    });
    return words;
}

void sort_words(std::vector<uint64_t>& words, int32_t* order, int threads) {
    std::vector<uint64_t> scratch(words.size());
    base::radix_sort_upper_half(words, scratch, threads);
    const auto n = static_cast<int64_t>(words.size());
    base::parallel_slices(n, slices, threads, [&](int64_t, int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i) order[i] = static_cast<int32_t>(words[static_cast<size_t>(i)]);
    });
}

}  // namespace

void planar_order(const float* x, const float* y, int64_t n, int32_t* order, int threads) {
    if (n == 0) return;
    threads = base::resolve_threads(threads);
    std::vector<uint64_t> words = words_of(x, y, n, threads);
    sort_words(words, order, threads);
}

void spatial_order(const double* latitude, const double* longitude, int64_t n, int32_t* order, int threads) {
    if (n == 0) return;
    threads = base::resolve_threads(threads);
    std::vector<uint64_t> words;
    {
        const Projection projection = projection_around_mean(latitude, longitude, n, threads);
        std::vector<float> x(static_cast<size_t>(n)), y(static_cast<size_t>(n));
        const auto project_slice = TE_DISPATCH(te::spatial, project);
        base::parallel_slices(n, slices, threads, [&](int64_t, int64_t begin, int64_t end) {
            project_slice(projection, latitude + begin, longitude + begin, end - begin, x.data() + begin,
                          y.data() + begin);
        });
        words = words_of(x.data(), y.data(), n, threads);
    }
    sort_words(words, order, threads);
}

}  // namespace te::spatial
