// What loads cost and by how much they break hard limits, for changes of two territories at once.
#pragma once
#include "search/cluster.h"

namespace te::search::TE_SIMD_LEVEL {

namespace {

struct LoadChange {
    double excess = 0.0;  // change of the excess over hard limits, in sizes of the measures
    double cost = 0.0;    // change of the soft cost
};

// A territory's load in one measure, its hard limits, and its excess over them.
struct Load {
    double now, minimum, maximum, excess;
};

struct LoadJudge {
    const ClusterProblem& d;
    const int32_t* territory;  // (k) global
    Load* load;                // (k, M)

    // The limits of territory c; its load is 0.
    void start(int c) const {
        for (int m = 0; m < d.measures; ++m) {
            const int64_t j = static_cast<int64_t>(territory[c]) * d.measures + m;
            load[c * d.measures + m] = {0.0, d.limits.minimum[j], d.limits.maximum[j], 0.0};
        }
    }

    static double beyond(const Load& at, double y) {
        const double above = y - at.maximum, below = at.minimum - y;
        const double most = above > below ? above : below;
        return most > 0.0 ? most : 0.0;
    }
    double soft(int64_t j, double y) const {
        const transport::LoadCost& c = d.limits;
        const double off = y - c.target[j];
        const double out = y > c.upper[j] ? y - c.upper[j] : y < c.lower[j] ? c.lower[j] - y : 0.0;
        return 0.5 * (c.inside[j] * off * off + c.outside[j] * out * out);
    }

    // The excess of territory c, after its loads have changed.
    void refresh(int c) const {
        for (int m = 0; m < d.measures; ++m) {
            Load& at = load[c * d.measures + m];
            at.excess = beyond(at, at.now) / d.size[m];
        }
    }

    // Of the loads of territory c.
    LoadChange all(int c) const {
        LoadChange sum;
        for (int m = 0; m < d.measures; ++m) {
            const Load& at = load[c * d.measures + m];
            sum.excess += at.excess;
            if (d.soft) sum.cost += soft(static_cast<int64_t>(territory[c]) * d.measures + m, at.now);
        }
        return sum;
    }

    // Change of the excess when `give` goes from a to b and `take` comes back (null: nothing does).
    double excess_change(int a, int b, const double* give, const double* take) const {
        const Load *at_a = load + a * d.measures, *at_b = load + b * d.measures;
        double sum = 0.0;
        for (int m = 0; m < d.measures; ++m) {
            const double w = give[m] - (take == nullptr ? 0.0 : take[m]);
            double by_a = beyond(at_a[m], at_a[m].now - w), by_b = beyond(at_b[m], at_b[m].now + w);
            if (by_a + by_b > 0.0) {  // divisions are slow
                by_a = by_a / d.size[m];
                by_b = by_b / d.size[m];
            }
            sum += (by_a - at_a[m].excess) + (by_b - at_b[m].excess);
        }
        return sum;
    }

    double cost_change(int a, int b, const double* give, const double* take) const {
        if (!d.soft) return 0.0;
        const int64_t first_a = static_cast<int64_t>(territory[a]) * d.measures,
                      first_b = static_cast<int64_t>(territory[b]) * d.measures;
        double sum = 0.0;
        for (int m = 0; m < d.measures; ++m) {
            const double w = give[m] - (take == nullptr ? 0.0 : take[m]);
            const double at_a = load[a * d.measures + m].now, at_b = load[b * d.measures + m].now;
            sum += (soft(first_a + m, at_a - w) - soft(first_a + m, at_a)) +
                   (soft(first_b + m, at_b + w) - soft(first_b + m, at_b));
        }
        return sum;
    }
};

}  // namespace

}  // namespace te::search::TE_SIMD_LEVEL
