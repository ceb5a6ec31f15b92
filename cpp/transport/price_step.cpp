#include "transport/price_step.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace te::transport {

double nearest_load(const LoadCost& cost, int64_t j, double u, double h) {
    const double pull = 1.0 / h;
    double y = (cost.inside[j] * cost.target[j] + u * pull) / (cost.inside[j] + pull);
    if (cost.outside[j] > 0.0 && (y > cost.upper[j] || y < cost.lower[j])) {
        const double edge = y > cost.upper[j] ? cost.upper[j] : cost.lower[j];
        y = (cost.inside[j] * cost.target[j] + cost.outside[j] * edge + u * pull) /
            (cost.inside[j] + cost.outside[j] + pull);
    }
    return std::min(cost.maximum[j], std::max(cost.minimum[j], y));
}

void price_step(const StepProblem& p, int sweeps, double tolerance, double* step) {
    const int64_t k = p.territories, measures = p.measures;
    std::vector<int64_t> first(k + 1, 0);
    for (int64_t e = 0; e < 2 * p.edges; ++e) ++first[p.pairs[e] + 1];
    for (int64_t t = 0; t < k; ++t) first[t + 1] += first[t];
    std::vector<int64_t> fill(first.begin(), first.end() - 1), edge(2 * p.edges);
    std::vector<int32_t> neighbour(2 * p.edges);
    for (int64_t e = 0; e < p.edges; ++e)
        for (int side = 0; side < 2; ++side) {
            const int64_t slot = fill[p.pairs[2 * e + side]]++;
            edge[slot] = e;
            neighbour[slot] = p.pairs[2 * e + 1 - side];
        }
    std::fill(step, step + k * measures, 0.0);
    for (int sweep = 0; sweep < sweeps; ++sweep) {
        double change = 0.0;
        for (int64_t t = 0; t < k; ++t)
            for (int64_t m = 0; m < measures; ++m) {
                const int64_t j = t * measures + m;
                double diagonal = p.damping[j], beta = -p.loads[j];
                for (int64_t s = first[t]; s < first[t + 1]; ++s) {
                    const double* a = p.curvature + (edge[s] * measures + m) * measures;
                    diagonal += a[m];
                    for (int64_t o = 0; o < measures; ++o) {
                        beta -= a[o] * step[neighbour[s] * measures + o];
                        if (o != m) beta += a[o] * step[t * measures + o];
                    }
                }
                const double z = p.price[j] - beta / diagonal;
                const double moved = z - nearest_load(p.cost, j, diagonal * z, diagonal) / diagonal;
                const double next = std::min(p.cap[j], std::max(-p.cap[j], moved - p.price[j]));
                change = std::max(change, std::fabs(next - step[j]) / p.cap[j]);
                step[j] = next;
            }
        if (change < tolerance) break;
    }
}

}  // namespace te::transport
