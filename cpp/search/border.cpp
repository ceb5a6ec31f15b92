#include "search/border.h"

#include <stdlib.h>

#include <new>

#include "base/parallel.h"
#include "transport/price_pass.h"
#include "transport/walk.h"

namespace te::search {

Border collect(std::vector<BorderBuffer>& buffers, int width) {
    Border out;
    bool failed = false;
    for (const BorderBuffer& b : buffers) failed = failed || b.failed;
    for (BorderBuffer& b : buffers) {
        if (!failed) {
            out.unit.insert(out.unit.end(), b.unit, b.unit + b.count);
            out.territory.insert(out.territory.end(), b.territory, b.territory + b.count * width);
            out.cost.insert(out.cost.end(), b.cost, b.cost + b.count * width);
        }
        free(b.unit);
        free(b.territory);
        free(b.cost);
    }
    if (failed) throw std::bad_alloc();
    return out;
}

Border border_units(const spatial::Units& units, const spatial::Blocks& blocks,
                    const transport::Territories& territories, geo::Metric metric, const int32_t* labels, int width,
                    int threads) {
    const int level = transport::task_level(blocks);
    const int64_t count = blocks.start[level + 1] - blocks.start[level], k = territories.count;
    const int64_t tasks = base::task_count(count / 2, 1);
    std::vector<BorderBuffer> buffers(static_cast<size_t>(tasks));
    const auto find = TE_DISPATCH(te::search, border_task);
    const size_t need =
        static_cast<size_t>(transport::scratch_floats(blocks.levels, k, units.measures) + k * spatial::kLeaf);
    base::parallel_slices(count, tasks, threads, [&](int64_t t, int64_t begin, int64_t end) {
        thread_local std::vector<float> scratch;
        if (scratch.size() < need) scratch.resize(need);
        find(units, blocks, territories, metric, {level, begin, end, scratch.data(), {labels, width, &buffers[t]}});
    });
    return collect(buffers, width);
}

}  // namespace te::search
