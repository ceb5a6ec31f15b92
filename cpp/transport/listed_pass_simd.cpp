#include "transport/leaf_pass.h"
#include "transport/listed_pass.h"

namespace te::transport::TE_SIMD_LEVEL {

void listed_task(const spatial::Units& units, const Lists& lists, const float* prices, int64_t territories,
                 int64_t begin, int64_t end, const PassSink& sink) {
    constexpr int n = spatial::kLeaf;
    for (int64_t leaf = begin; leaf < end; ++leaf) {
        const int64_t first = lists.first[leaf], unit = leaf * n;
        const int count = static_cast<int>(lists.first[leaf + 1] - first);
        const int32_t* index = lists.territory + first;
        const float* travel = lists.travel + first * n;
        pass_leaf(units, unit, count, index, prices, territories, sink, [&](int q, float* cost) {
            for (int i = 0; i < n; ++i) cost[i] = travel[q * n + i];
            add_price(units, unit, prices + index[q], territories, index[q], cost);
        });
    }
}

}  // namespace te::transport::TE_SIMD_LEVEL
