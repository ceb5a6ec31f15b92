#include "transport/list_territories.h"

#include <algorithm>

#include "base/parallel.h"

namespace te::transport {

MadeLists list_territories(const spatial::Units& units, const Listing& listing, float* beyond, int threads) {
    constexpr int64_t n = spatial::kLeaf;
    const int64_t k = listing.territories, leaves = listing.count / n;
    const int64_t tasks = base::task_count(leaves, 1);
    std::vector<uint8_t> kept(static_cast<size_t>(leaves) * static_cast<size_t>(k));
    const auto list = TE_DISPATCH(te::transport, listing_task);
    base::parallel_slices(leaves, tasks, threads, [&](int64_t, int64_t begin, int64_t end) {
        thread_local std::vector<float> scratch;
        const size_t need = static_cast<size_t>(k * (n + 2));
        if (scratch.size() < need) scratch.resize(need);
        list(units, listing, begin, end, scratch.data(), kept.data(), beyond);
    });
    MadeLists out;
    out.first.assign(static_cast<size_t>(leaves + 1), 0);
    for (int64_t leaf = 0; leaf < leaves; ++leaf) {
        int64_t entries = out.first[static_cast<size_t>(leaf)];
        for (int64_t t = 0; t < k; ++t) entries += kept[static_cast<size_t>(leaf * k + t)] != 0 ? 1 : 0;
        out.first[static_cast<size_t>(leaf + 1)] = entries;
    }
    const auto entries = static_cast<size_t>(out.first.back());
    out.territory.resize(entries);
    out.travel.resize(entries * n);
    base::parallel_slices(leaves, tasks, threads, [&](int64_t, int64_t begin, int64_t end) {
        for (int64_t leaf = begin; leaf < end; ++leaf) {
            auto entry = static_cast<size_t>(out.first[static_cast<size_t>(leaf)]);
            for (int64_t t = 0; t < k; ++t) {
                if (kept[static_cast<size_t>(leaf * k + t)] == 0) continue;
                const float* row = listing.travel + t * listing.count + leaf * n;
                out.territory[entry] = static_cast<int32_t>(t);
                std::copy(row, row + n, out.travel.data() + entry * n);
                ++entry;
            }
        }
    });
    return out;
}

}  // namespace te::transport
