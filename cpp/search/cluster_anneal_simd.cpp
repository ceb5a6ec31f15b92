#include "search/cluster_loads.h"
#include "search/cluster_region.h"
#include "search/cluster_reshape.h"

namespace te::search::TE_SIMD_LEVEL {

namespace {

constexpr int kSteps = 256;           // temperatures of an annealing
constexpr int kPartners = 16;         // members looked at for a swap that keeps the limits
constexpr double kTolerance = 1e-12;  // of an excess, in sizes of the measure

template <ClusterTravel Kind, CenterRule Rule>
struct Annealer {
    Region<Kind, Rule> region;
    LoadJudge judge;
    Random random;
    ClusterResult result{};
    double total = 0.0, excess = 0.0;  // of the present state

    Annealer(const ClusterProblem& d, const ClusterRegion& r, int stride, unsigned char* scratch)
        : region(d, r, stride, scratch), judge{d, r.territory, region.load}, random(r.seed) {}

    int32_t territory(int c) const { return region.r.territory[c]; }

    double moving(int i, int from, int to) const {
        if (region.d.base == nullptr) return 0.0;
        const int32_t base = region.d.base[region.r.unit[i]];
        if (base < 0) return 0.0;
        return region.d.disruption *
               (static_cast<double>(base != territory(to)) - static_cast<double>(base != territory(from)));
    }

    void measure() {
        total = excess = 0.0;
        for (int c = 0; c < region.r.k; ++c) {
            judge.refresh(c);
            const LoadChange now = judge.all(c);
            total += static_cast<double>(region.cost[c]) + now.cost;
            excess += now.excess;
        }
        if (region.d.base == nullptr) return;
        for (int i = 0; i < region.r.m; ++i) {
            const int32_t base = region.d.base[region.r.unit[i]];
            if (base >= 0 && base != territory(region.unit[i].label)) total += region.d.disruption;
        }
    }

    // What is as in erase and insert, for both of the territories that a move changes.
    void settle(int a, int b, float cost_a, float cost_b, double change, double delta) {
        region.cost[a] = cost_a;
        region.cost[b] = cost_b;
        judge.refresh(a);
        judge.refresh(b);
        total += delta;
        excess += change;
        ++result.accepted;
    }

    void try_shift(int i, int a, int b, double change, double threshold) {
        const Point &p = region.point(i), none{};
        ++result.evaluated;
        const float cost_a = region.template changed<false, true>(a, none, p, region.unit[i].place);
        const float cost_b = region.template changed<true, false>(b, p, none, -1);
        const double delta = static_cast<double>((cost_a - region.cost[a]) + (cost_b - region.cost[b])) +
                             judge.cost_change(a, b, region.activity(i), nullptr) + moving(i, a, b);
        if (!(delta < threshold) && !(change < -kTolerance)) return;
        region.erase(i);
        region.insert(b, i);
        settle(a, b, cost_a, cost_b, change, delta);
    }

    void try_swap(int i, int j, int a, int b, double change, double threshold) {
        const Point &p = region.point(i), &q = region.point(j);
        ++result.evaluated;
        const float cost_a = region.template changed<true, true>(a, q, p, region.unit[i].place);
        const float cost_b = region.template changed<true, true>(b, p, q, region.unit[j].place);
        const double delta = static_cast<double>((cost_a - region.cost[a]) + (cost_b - region.cost[b])) +
                             judge.cost_change(a, b, region.activity(i), region.activity(j)) +
                             (moving(i, a, b) + moving(j, b, a));
        if (!(delta < threshold) && !(change < -kTolerance)) return;
        region.erase(i);
        region.erase(j);
        region.insert(b, i);
        region.insert(a, j);
        settle(a, b, cost_a, cost_b, change, delta);
    }

    bool movable(int i) const { return region.unit[i].movable != 0; }

    void attempt(double temperature) {
        const ClusterProblem& d = region.d;
        const uint64_t draw = random.next();
        const int i = static_cast<int>(((draw >> 32) * static_cast<uint64_t>(region.r.m)) >> 32);
        const int pick = static_cast<int>(((draw & 0xFFFFFFFFull) * static_cast<uint64_t>(d.width)) >> 32);
        const int j = region.neighbor[static_cast<int64_t>(i) * d.width + pick];
        if (j < 0) return;
        const int a = region.unit[i].label, b = region.unit[j].label;
        if (a == b || !movable(i)) return;
        ++result.tried;
        const uint64_t second = random.next();
        const double threshold = temperature * d.negative_log[second >> 52];
        const double* give = region.activity(i);
        const double shift = judge.excess_change(a, b, give, nullptr);
        if (shift <= kTolerance) {
            if (region.count[a] > 1 && region.count[b] < region.stride) try_shift(i, a, b, shift, threshold);
            return;
        }
        // the neighbour half of the time, else the first member from a random one on that keeps the limits
        const Members there = region.members(b);
        const int size = there.size;
        int at = static_cast<int>(((second & 0xFFFFFFFFull) * static_cast<uint64_t>(size)) >> 32);
        if ((second >> 51 & 1) != 0) at = region.unit[j].place;
        for (int n = 0; n < size && n < kPartners; ++n) {
            const int other = there.unit[at];
            if (movable(other)) {
                const double swap = judge.excess_change(a, b, give, region.activity(other));
                if (swap <= kTolerance) {
                    try_swap(i, other, a, b, swap, threshold);
                    return;
                }
            }
            if (++at == size) at = 0;
        }
    }

    void keep(double& best_excess, double& best_total) {
        if (!(excess < best_excess - kTolerance || (excess <= best_excess + kTolerance && total < best_total))) return;
        best_excess = excess;
        best_total = total;
        for (int i = 0; i < region.r.m; ++i) region.best[i] = region.unit[i].label;
    }

    void run(int32_t* labels) {
        const ClusterRegion& r = region.r;
        if (!region.fill()) return;
        measure();
        const double first_excess = excess, first_total = total;
        double best_excess = excess, best_total = total;
        for (int i = 0; i < r.m; ++i) region.best[i] = region.unit[i].label;
        if (r.reshape > 0) {
            if (!reshape(region, random)) return;
            measure();
        }
        const double ratio = r.start > 0.0 && r.end > 0.0 ? step_ratio(r.end / r.start) : 1.0;
        double temperature = r.start;
        for (int step = 0; step < kSteps; ++step) {
            const int64_t begin = r.tries * step / kSteps, end = r.tries * (step + 1) / kSteps;
            for (int64_t t = begin; t < end; ++t) attempt(temperature);
            temperature *= ratio;
            if (r.keep_best) keep(best_excess, best_total);
        }
        if (r.keep_best) {
            for (int i = 0; i < r.m; ++i) region.unit[i].label = region.best[i];
            if (!region.fill()) return;
            measure();
        } else {
            for (int c = 0; c < r.k; ++c) region.cost[c] = region.recount(c);
            measure();
        }
        result.gain = first_total - total;
        // sums of float32: a smaller gain could be none
        result.improved = excess < first_excess - kTolerance ||
                          (excess <= first_excess + kTolerance && result.gain > 1e-6 * first_total);
        if (r.keep_best && !result.improved) return;
        for (int i = 0; i < r.m; ++i) labels[r.unit[i]] = territory(region.unit[i].label);
    }

    // The kSteps-th root by repeated square roots, which all machines round alike.
    static double step_ratio(double whole) {
        for (int s = kSteps; s > 1; s /= 2) whole = __builtin_sqrt(whole);
        return whole;
    }
};

template <ClusterTravel Kind, CenterRule Rule>
void run(const ClusterProblem& d, const ClusterRegion& r, int stride, int32_t* labels, int32_t* local,
         unsigned char* scratch, ClusterResult* result) {
    Annealer<Kind, Rule> annealer(d, r, stride, scratch);
    annealer.region.copy(labels, local);
    for (int c = 0; c < r.k; ++c) annealer.judge.start(c);
    annealer.run(labels);
    *result = annealer.result;
}

template <ClusterTravel Kind>
void choose(const ClusterProblem& d, const ClusterRegion& r, int stride, int32_t* labels, int32_t* local,
            unsigned char* scratch, ClusterResult* result) {
    if (d.rule == CenterRule::centroid)
        run<Kind, CenterRule::centroid>(d, r, stride, labels, local, scratch, result);
    else
        run<Kind, CenterRule::medoid>(d, r, stride, labels, local, scratch, result);
}

}  // namespace

void anneal_region(const ClusterProblem& d, const ClusterRegion& r, int stride, int32_t* labels, int32_t* local,
                   unsigned char* scratch, ClusterResult* result) {
    switch (d.travel) {
        case ClusterTravel::chord:
            return choose<ClusterTravel::chord>(d, r, stride, labels, local, scratch, result);
        case ClusterTravel::chord_floor:
            return choose<ClusterTravel::chord_floor>(d, r, stride, labels, local, scratch, result);
        case ClusterTravel::chord_squared:
            return choose<ClusterTravel::chord_squared>(d, r, stride, labels, local, scratch, result);
        case ClusterTravel::arc:
            return choose<ClusterTravel::arc>(d, r, stride, labels, local, scratch, result);
        case ClusterTravel::arc_squared:
            return choose<ClusterTravel::arc_squared>(d, r, stride, labels, local, scratch, result);
        case ClusterTravel::matrix:
            return run<ClusterTravel::matrix, CenterRule::medoid>(d, r, stride, labels, local, scratch, result);
    }
}

}  // namespace te::search::TE_SIMD_LEVEL
