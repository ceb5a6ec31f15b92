// What loads cost and by how much they break hard limits, for changes of two territories at once.
#pragma once
#include "search/cluster.h"

namespace te::search::TE_SIMD_LEVEL {

namespace {

struct LoadChange {
    double excess = 0.0;  // change of the excess over hard limits, in sizes of the measures
    double cost = 0.0;    // change of the soft cost
};

struct LoadJudge {
    const ClusterProblem& d;

    double excess(int64_t j, int m, double y) const {
        const double over = y > d.limits.maximum[j]   ? y - d.limits.maximum[j]
                            : y < d.limits.minimum[j] ? d.limits.minimum[j] - y
                                                      : 0.0;
        return over / d.size[m];
    }
    double soft(int64_t j, double y) const {
        const transport::LoadCost& c = d.limits;
        const double off = y - c.target[j];
        const double out = y > c.upper[j] ? y - c.upper[j] : y < c.lower[j] ? c.lower[j] - y : 0.0;
        return 0.5 * (c.inside[j] * off * off + c.outside[j] * out * out);
    }

    // Of the loads of territory t (global).
    LoadChange all(int32_t t, const double* load) const {
        LoadChange sum;
        for (int m = 0; m < d.measures; ++m) {
            const int64_t j = static_cast<int64_t>(t) * d.measures + m;
            sum.excess += excess(j, m, load[m]);
            if (d.soft) sum.cost += soft(j, load[m]);
        }
        return sum;
    }

    // When `give` goes from s to t and `take` comes back (null: nothing does).
    LoadChange change(int32_t s, int32_t t, const double* at_s, const double* at_t, const double* give,
                      const double* take) const {
        LoadChange sum;
        for (int m = 0; m < d.measures; ++m) {
            const double w = give[m] - (take == nullptr ? 0.0 : take[m]);
            const int64_t js = static_cast<int64_t>(s) * d.measures + m, jt = static_cast<int64_t>(t) * d.measures + m;
            sum.excess += (excess(js, m, at_s[m] - w) - excess(js, m, at_s[m])) +
                          (excess(jt, m, at_t[m] + w) - excess(jt, m, at_t[m]));
            if (d.soft)
                sum.cost += (soft(js, at_s[m] - w) - soft(js, at_s[m])) + (soft(jt, at_t[m] + w) - soft(jt, at_t[m]));
        }
        return sum;
    }
};

}  // namespace

}  // namespace te::search::TE_SIMD_LEVEL
