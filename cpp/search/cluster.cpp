#include "search/cluster.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "base/parallel.h"

namespace te::search {

namespace {

int64_t rounded(int64_t bytes) { return (bytes + 63) / 64 * 64; }

struct Aligned {
    std::unique_ptr<unsigned char[]> memory;
    unsigned char* begin = nullptr;
    explicit Aligned(int64_t bytes) : memory(new unsigned char[static_cast<size_t>(bytes) + 64]) {
        begin = memory.get() + (64 - reinterpret_cast<uintptr_t>(memory.get()) % 64) % 64;
    }
};

}  // namespace

int64_t cluster_scratch_bytes(const ClusterProblem& problem, int k, int m, int stride) {
    const int64_t cells = int64_t{k} * stride, units = m;
    const int64_t per_unit = rounded(32 * units) + rounded(8 * units * problem.measures) + 2 * rounded(4 * units) +
                             rounded(4 * units * problem.width);
    const int64_t per_territory =
        2 * rounded(4 * int64_t{k}) + rounded(32 * int64_t{k}) + rounded(32 * int64_t{k} * problem.measures);
    return per_unit + per_territory + 6 * rounded(4 * cells);
}

void cluster_search(const ClusterProblem& problem, const ClusterBatch& batch, int threads, int32_t* labels,
                    ClusterResult* results) {
    const int64_t regions = batch.regions;
    std::vector<int32_t> region_of(static_cast<size_t>(problem.territories), -1);
    for (int64_t r = 0; r < regions; ++r)
        for (int64_t c = batch.first[r]; c < batch.first[r + 1]; ++c)
            region_of[static_cast<size_t>(batch.territory[c])] = static_cast<int32_t>(r);
    std::vector<int64_t> start(static_cast<size_t>(regions) + 1, 0);
    std::vector<int32_t> size(static_cast<size_t>(problem.territories), 0), largest(static_cast<size_t>(regions), 0);
    for (int64_t i = 0; i < problem.n; ++i) {
        const int32_t r = region_of[static_cast<size_t>(labels[i])];
        if (r < 0) continue;
        ++start[static_cast<size_t>(r) + 1];
        const int32_t now = ++size[static_cast<size_t>(labels[i])];
        largest[static_cast<size_t>(r)] = std::max(largest[static_cast<size_t>(r)], now);
    }
    for (int64_t r = 0; r < regions; ++r) start[static_cast<size_t>(r) + 1] += start[static_cast<size_t>(r)];
    std::vector<int32_t> unit(static_cast<size_t>(start.back()));
    std::vector<int64_t> next(start.begin(), start.end() - 1);
    for (int64_t i = 0; i < problem.n; ++i) {
        const int32_t r = region_of[static_cast<size_t>(labels[i])];
        if (r >= 0) unit[static_cast<size_t>(next[static_cast<size_t>(r)]++)] = static_cast<int32_t>(i);
    }
    // one slice a thread's memory could be lent to, not one a region: `local` is as long as all units
    const auto anneal = TE_DISPATCH(te::search, anneal_region);
    base::parallel_tasks(regions, threads, [&](int64_t r) {
        thread_local std::vector<int32_t> local;
        if (local.size() < static_cast<size_t>(problem.n)) local.assign(static_cast<size_t>(problem.n), -1);
        const size_t s = static_cast<size_t>(r);
        const int k = static_cast<int>(batch.first[r + 1] - batch.first[r]),
                  m = static_cast<int>(start[s + 1] - start[s]);
        const int stride = cluster_stride(largest[s]);
        const ClusterRegion region{batch.territory + batch.first[r],
                                   unit.data() + start[s],
                                   k,
                                   m,
                                   batch.temperature[2 * r],
                                   batch.temperature[2 * r + 1],
                                   batch.tries[r],
                                   batch.reshape[r],
                                   batch.keep_best,
                                   batch.seed[r]};
        results[r] = {};
        if (m == 0) return;
        const Aligned scratch(cluster_scratch_bytes(problem, k, m, stride));
        anneal(problem, region, stride, labels, local.data(), scratch.begin, results + r);
    });
}

}  // namespace te::search
