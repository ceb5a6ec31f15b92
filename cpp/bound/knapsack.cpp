#include "bound/knapsack.h"

#include <algorithm>
#include <cmath>

namespace te::bound {

KnapsackResult Knapsack::solve(double capacity, int64_t node_limit) {
    const auto count = static_cast<int64_t>(items_.size());
    double weight = 0.0, profit = 0.0;
    for (const Item& item : items_) {
        weight += item.weight;
        profit += item.profit;
    }
    taken_.assign(items_.size(), 1);
    if (weight <= capacity) return {profit, 0.0, true};

    std::sort(items_.begin(), items_.end(), [](const Item& a, const Item& b) {
        return a.ratio > b.ratio || (a.ratio == b.ratio && a.entry < b.entry);
    });
    // The fractional solution takes items in order and splits item r; the greedy one passes over what does not fit.
    double left = capacity, greedy = 0.0;
    int64_t r = 0;
    for (; r < count && items_[r].weight <= left; ++r) {
        left -= items_[r].weight;
        greedy += items_[r].profit;
    }
    if (r == count) return {greedy, 0.0, true};  // rounding makes room for all
    const double rate = items_[r].ratio;
    double bound = greedy + left * (r + 1 < count ? items_[r + 1].ratio : 0.0);
    if (r > 0) {
        const double with = greedy + (items_[r].profit - (items_[r].weight - left) * items_[r - 1].ratio);
        bound = with > bound ? with : bound;
    }
    const double fractional = greedy + left * rate;
    bound = bound < fractional ? bound : fractional;
    for (int64_t i = r; i < count; ++i) {
        const bool fits = items_[i].weight <= left;
        taken_[i] = fits ? 1 : 0;
        if (fits) {
            left -= items_[i].weight;
            greedy += items_[i].profit;
        }
    }
    if (bound <= greedy) return {greedy, rate, true};

    // Turning an item's fractional decision round costs at least |profit - rate x weight|.
    open_core(rate, fractional - greedy);
    double room = capacity, fixed = 0.0;
    size_t next = 0;
    for (int64_t i = 0; i < r; ++i) {
        if (next < core_.size() && core_[next] == i) {
            ++next;
            continue;
        }
        room -= items_[i].weight;
        fixed += items_[i].profit;
    }
    double best = greedy - fixed;
    const bool exact = search(room, node_limit, best);
    return {exact ? fixed + best : bound, rate, exact};
}

void Knapsack::open_core(double rate, double gap) {
    const double margin = gap * (1.0 + 1e-9);
    core_.clear();
    for (size_t i = 0; i < items_.size(); ++i)
        if (std::abs(items_[i].profit - rate * items_[i].weight) <= margin) core_.push_back(static_cast<int64_t>(i));
    const size_t size = core_.size();
    weight_sum_.assign(size + 1, 0.0);
    profit_sum_.assign(size + 1, 0.0);
    least_.assign(size + 1, HUGE_VAL);
    for (size_t i = 0; i < size; ++i) {
        weight_sum_[i + 1] = weight_sum_[i] + items_[core_[i]].weight;
        profit_sum_[i + 1] = profit_sum_[i] + items_[core_[i]].profit;
    }
    for (size_t i = size; i-- > 0;) {
        const double weight = items_[core_[i]].weight;
        least_[i] = weight < least_[i + 1] ? weight : least_[i + 1];
    }
}

bool Knapsack::search(double capacity, int64_t node_limit, double& best) {
    const auto size = static_cast<int64_t>(core_.size());
    runs_.clear();
    double profit = 0.0, left = capacity;
    int64_t k = 0;
    for (int64_t nodes = 0; nodes < node_limit; ++nodes) {
        bool pruned = false;
        while (k < size && least_[k] <= left) {
            int64_t r = k;
            while (r < size && weight_sum_[r + 1] - weight_sum_[k] <= left) ++r;
            const double after = profit + (profit_sum_[r] - profit_sum_[k]);
            const double rest = left - (weight_sum_[r] - weight_sum_[k]);
            double bound = after;
            if (r < size) {
                const Item& split = items_[core_[r]];
                if (r + 1 < size) bound = after + rest * items_[core_[r + 1]].ratio;
                if (r > k) {
                    const double with = after + (split.profit - (split.weight - rest) * items_[core_[r - 1]].ratio);
                    bound = with > bound ? with : bound;
                }
            }
            if (bound <= best) {
                pruned = true;
                break;
            }
            if (r > k) runs_.push_back({k, r, profit, left});
            profit = after;
            left = rest;
            k = r + 1;
        }
        if (!pruned && profit > best) {
            best = profit;
            keep_best();
        }
        if (runs_.empty()) return true;
        Run& run = runs_.back();  // its last item is left out instead
        const int64_t last = --run.end;
        profit = run.profit + (profit_sum_[last] - profit_sum_[run.begin]);
        left = run.left - (weight_sum_[last] - weight_sum_[run.begin]);
        k = last + 1;
        if (run.end == run.begin) runs_.pop_back();
    }
    return false;
}

void Knapsack::keep_best() {
    for (const int64_t i : core_) taken_[i] = 0;
    for (const Run& run : runs_)
        for (int64_t i = run.begin; i < run.end; ++i) taken_[core_[i]] = 1;
}

}  // namespace te::bound
