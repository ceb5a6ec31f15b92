// Views of the arrays that make up units and blocks, made once per level and kept alive by Python.
#pragma once
#include "bindings/arrays.h"
#include "geo/metric.h"
#include "spatial/blocks.h"
#include "transport/price_step.h"

namespace te::bindings {

struct UnitsView {
    Array<float> position, travel, ratio, bonus;
    Array<double> load;
    Array<int32_t> base;
    te::spatial::Units units;
};

struct BlocksView {
    Array<int64_t> start;
    Array<float> center, half, radius, ratio_low, ratio_high, bonus;
    Array<double> load;
    Array<int32_t> base;
    te::spatial::Blocks blocks;
};

// The metric of that number (kernels/interface.py).
inline te::geo::Metric metric_of(int number) {
    if (number < 0 || number >= te::geo::kMetrics)
        throw std::invalid_argument("metric: expected 0 to " + std::to_string(te::geo::kMetrics - 1) + ", got " +
                                    std::to_string(number));
    return static_cast<te::geo::Metric>(number);
}

// cost (7, K, M): target, lower, upper, minimum, maximum, inside, outside.
inline te::transport::LoadCost load_cost(const double* cost, int64_t slots) {
    return {
        cost, cost + slots, cost + 2 * slots, cost + 3 * slots, cost + 4 * slots, cost + 5 * slots, cost + 6 * slots};
}

}  // namespace te::bindings
