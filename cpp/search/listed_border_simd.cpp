#include <math.h>

#include "search/border_leaf.h"
#include "search/listed_border.h"
#include "transport/leaf_pass.h"

namespace te::search::TE_SIMD_LEVEL {

void listed_border_task(const spatial::Units& units, const transport::Lists& lists, const ListedBorderTask& task) {
    constexpr int n = spatial::kLeaf;
    for (int64_t leaf = task.begin; leaf < task.end; ++leaf) {
        const int64_t first = lists.first[leaf], begin = leaf * n;
        const int count = static_cast<int>(lists.first[leaf + 1] - first);
        const int32_t* index = lists.territory + first;
        const float* travel = lists.travel + first * n;
        for (int q = 0; q < count; ++q) {
            float* cost = task.scratch + q * n;
            for (int i = 0; i < n; ++i) cost[i] = travel[q * n + i];
            transport::add_price(units, begin, task.prices + index[q], task.territories, index[q], cost);
        }
        border_leaf(
            units, task.sink, begin, count, index, task.scratch, [&](int q) { return task.margin[index[q]]; },
            [&](int64_t i, int32_t c) {
                float way = INFINITY;
                for (int q = 0; q < count; ++q)
                    if (index[q] == c) way = travel[q * n + (i - begin)];
                if (units.bonus != nullptr) way = way - (units.base[i] == c ? units.bonus[i] : 0.0f);
                return units.travel[i] * way;
            });
    }
}

}  // namespace te::search::TE_SIMD_LEVEL
