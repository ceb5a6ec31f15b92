#include "bound/open_centers.h"

#include <algorithm>
#include <atomic>
#include <vector>

#include "base/parallel.h"
#include "bound/knapsack.h"

namespace te::bound {
namespace {

constexpr int64_t kTasks = 64;
constexpr int64_t kLeastBatch = 64;  // candidates solved before the bar is looked at again

// A bound on the value of one candidate; four sums, so that the processor need not wait for one.
double bound_at(const Offers& offers, const double* multiplier, int64_t j, double rate) {
    double sum[4] = {0.0, 0.0, 0.0, 0.0};
    const int64_t begin = offers.start[j], end = offers.start[j + 1];
    for (int64_t e = begin; e < end; ++e) {
        const int32_t i = offers.unit[e];
        const double profit = (multiplier[i] - offers.cost[e]) - rate * offers.weight[i];
        double& s = sum[(e - begin) & 3];
        s = s + (profit > 0.0 ? profit : 0.0);
    }
    const double all = (sum[0] + sum[1]) + (sum[2] + sum[3]);
    return rate > 0.0 ? all + rate * offers.capacity : all;
}

KnapsackResult solve_row(const Offers& offers, const double* multiplier, int64_t j, int64_t node_limit,
                         Knapsack& knapsack, uint8_t* taken) {
    knapsack.clear();
    for (int64_t e = offers.start[j]; e < offers.start[j + 1]; ++e) {
        taken[e] = 0;
        const int32_t i = offers.unit[e];
        const double profit = multiplier[i] - offers.cost[e];
        if (profit > 0.0) knapsack.add(profit, offers.weight[i], e);
    }
    const KnapsackResult result = knapsack.solve(offers.capacity, node_limit);
    for (size_t k = 0; k < knapsack.items().size(); ++k) taken[knapsack.items()[k].entry] = knapsack.taken()[k];
    return result;
}

}  // namespace

void open_centers(const Offers& offers, const double* multiplier, int64_t node_limit, const Rates& rates,
                  OpenCenters& out, int threads) {
    const int64_t m = offers.candidates, free = offers.open - offers.given;
    double* value = out.value;
    base::parallel_slices(m, m < kTasks ? m : kTasks, threads, [&](int64_t, int64_t begin, int64_t end) {
        for (int64_t j = begin; j < end; ++j) value[j] = bound_at(offers, multiplier, j, rates.rate[j]);
    });
    // Given centres first, then the others by falling bound.
    std::vector<int32_t> order(static_cast<size_t>(m));
    for (int64_t j = 0; j < m; ++j) order[j] = static_cast<int32_t>(j);
    const auto before = [&](int32_t a, int32_t b) { return value[a] > value[b] || (value[a] == value[b] && a < b); };
    std::sort(order.begin() + offers.given, order.end(), before);

    std::atomic<int64_t> unfinished{0};
    const auto solve = [&](int64_t first, int64_t last) {
        const int64_t size = last - first;
        base::parallel_slices(size, size < kTasks ? size : kTasks, threads, [&](int64_t, int64_t begin, int64_t end) {
            Knapsack knapsack;
            for (int64_t k = first + begin; k < first + end; ++k) {
                const int32_t j = order[k];
                const KnapsackResult result = solve_row(offers, multiplier, j, node_limit, knapsack, rates.taken);
                value[j] = result.value;
                rates.rate[j] = result.rate;
                if (!result.exact) ++unfinished;
            }
        });
    };
    // Solved candidates stand first; the last of the `open` best of them is the bar for the bounds of the rest.
    int64_t solved = offers.open;
    solve(0, solved);
    const int64_t batch = free / 4 > kLeastBatch ? free / 4 : kLeastBatch;
    while (solved < m && free > 0) {
        std::nth_element(order.begin() + offers.given, order.begin() + (offers.open - 1), order.begin() + solved,
                         before);
        const double bar = value[order[offers.open - 1]];
        const int64_t most = solved + batch < m ? solved + batch : m;
        int64_t last = solved;
        while (last < most && value[order[last]] >= bar) ++last;
        if (last == solved) break;
        solve(solved, last);
        solved = last;
    }
    std::sort(order.begin() + offers.given, order.begin() + solved, before);
    std::fill(out.served, out.served + offers.units, 0);
    for (int64_t k = 0; k < offers.open; ++k) {
        const int32_t j = order[k];
        out.chosen[k] = j;
        for (int64_t e = offers.start[j]; e < offers.start[j + 1]; ++e)
            if (rates.taken[e]) ++out.served[offers.unit[e]];
    }
    out.solved = solved;
    out.unfinished = unfinished;
}

}  // namespace te::bound
