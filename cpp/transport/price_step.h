// A proximal Newton step on the prices: the dual's quadratic model plus the exact conjugate of what is asked of loads.
#pragma once
#include <cstdint>

namespace te::transport {

// What is asked of the loads, arrays (K, M): the convex cost
//   phi(y) = 1/2 inside (y - target)^2 + 1/2 outside dist(y, [lower, upper])^2,  y in [minimum, maximum].
struct LoadCost {
    const double* target;
    const double* lower;
    const double* upper;
    const double* minimum;
    const double* maximum;
    const double* inside;
    const double* outside;
};

// argmin_y phi(y) + (y - u)^2 / (2 h) for coordinate j.
double nearest_load(const LoadCost& cost, int64_t j, double u, double h);

struct StepProblem {
    int territories, measures;
    int64_t edges;
    const int32_t* pairs;     // (E, 2)
    const double* curvature;  // (E, M, M) of the dual across each border
    const double* loads;      // (K, M) at the present prices
    const double* price;      // (K, M)
    const double* damping;    // (K, M) > 0, added to the diagonal
    const double* cap;        // (K, M) largest allowed change
    LoadCost cost;
};

// step (K, M): minimises the model within the caps by cyclic coordinate descent (at most `sweeps`, until a sweep
// changes nothing by more than `tolerance` of its cap).
void price_step(const StepProblem& problem, int sweeps, double tolerance, double* step);

}  // namespace te::transport
