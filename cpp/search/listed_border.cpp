#include "search/listed_border.h"

#include <algorithm>

#include "base/parallel.h"

namespace te::search {

namespace {

constexpr int64_t kTaskLeaves = 64;

}  // namespace

Border listed_border(const spatial::Units& units, const transport::Lists& lists, const float* prices,
                     int64_t territories, const float* margin, const int32_t* labels, int width, int threads) {
    const int64_t tasks = base::task_count(lists.leaves / kTaskLeaves, 1);
    int64_t longest = 1;
    for (int64_t leaf = 0; leaf < lists.leaves; ++leaf)
        longest = std::max(longest, lists.first[leaf + 1] - lists.first[leaf]);
    std::vector<BorderBuffer> buffers(static_cast<size_t>(tasks));
    const auto find = TE_DISPATCH(te::search, listed_border_task);
    base::parallel_slices(lists.leaves, tasks, threads, [&](int64_t t, int64_t begin, int64_t end) {
        thread_local std::vector<float> scratch;
        const auto need = static_cast<size_t>(longest * spatial::kLeaf);
        if (scratch.size() < need) scratch.resize(need);
        find(units, lists, {begin, end, territories, prices, margin, scratch.data(), {labels, width, &buffers[t]}});
    });
    return collect(buffers, width);
}

}  // namespace te::search
