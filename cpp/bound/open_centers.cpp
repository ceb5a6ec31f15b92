#include "bound/open_centers.h"

#include <algorithm>

#include "base/parallel.h"

namespace te::bound {
namespace {

constexpr int64_t kTasks = 64;
constexpr int64_t kPerTask = 4;     // knapsacks at least
constexpr int64_t kLeastBatch = 8;  // candidates solved before the bar is looked at again

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

CenterSearch::CenterSearch(const Offers& offers, int64_t node_limit, int threads)
    : offers_(offers),
      node_limit_(node_limit),
      threads_(threads),
      order_(static_cast<size_t>(offers.candidates)),
      knapsacks_(kTasks),
      unfinished_(kTasks) {}

void CenterSearch::solve(const double* multiplier, const Rates& rates, int64_t first, int64_t last, OpenCenters& out) {
    const int64_t size = last - first, wanted = (size + kPerTask - 1) / kPerTask;
    const int64_t tasks = wanted < kTasks ? wanted : kTasks;
    std::fill(unfinished_.begin(), unfinished_.end(), 0);
    base::parallel_slices(size, tasks, threads_, [&](int64_t task, int64_t begin, int64_t end) {
        for (int64_t k = first + begin; k < first + end; ++k) {
            const int32_t j = order_[k];
            const KnapsackResult result = solve_row(offers_, multiplier, j, node_limit_, knapsacks_[task], rates.taken);
            out.value[j] = result.value;
            rates.rate[j] = result.rate;
            if (!result.exact) ++unfinished_[task];
        }
    });
    for (const int64_t count : unfinished_) out.unfinished += count;
    out.solved = last;
}

void CenterSearch::run(const double* multiplier, const Rates& rates, OpenCenters& out) {
    const int64_t m = offers_.candidates, given = offers_.given, free = offers_.open - given;
    double* value = out.value;
    base::parallel_slices(m, m < kTasks ? m : kTasks, threads_, [&](int64_t, int64_t begin, int64_t end) {
        for (int64_t j = begin; j < end; ++j) value[j] = bound_at(offers_, multiplier, j, rates.rate[j]);
    });
    // Given centres first, then the others by falling bound.
    for (int64_t j = 0; j < m; ++j) order_[j] = static_cast<int32_t>(j);
    const auto before = [&](int32_t a, int32_t b) { return value[a] > value[b] || (value[a] == value[b] && a < b); };
    const auto begin = order_.begin() + given;
    std::sort(begin, order_.end(), before);

    // Solved candidates stand first; the last of the `open` best of them is the bar for the bounds of the rest.
    out.unfinished = 0;
    solve(multiplier, rates, 0, offers_.open, out);
    const int64_t batch = free / 4 > kLeastBatch ? free / 4 : kLeastBatch;
    while (out.solved < m && free > 0) {
        std::nth_element(begin, order_.begin() + (offers_.open - 1), order_.begin() + out.solved, before);
        const double bar = value[order_[offers_.open - 1]];
        const int64_t most = out.solved + batch < m ? out.solved + batch : m;
        int64_t last = out.solved;
        while (last < most && value[order_[last]] >= bar) ++last;
        if (last == out.solved) break;
        solve(multiplier, rates, out.solved, last, out);
    }
    std::partial_sort(begin, order_.begin() + offers_.open, order_.begin() + out.solved, before);
    std::fill(out.served, out.served + offers_.units, 0);
    for (int64_t k = 0; k < offers_.open; ++k) {
        const int32_t j = order_[k];
        out.chosen[k] = j;
        for (int64_t e = offers_.start[j]; e < offers_.start[j + 1]; ++e)
            if (rates.taken[e]) ++out.served[offers_.unit[e]];
    }
}

}  // namespace te::bound
