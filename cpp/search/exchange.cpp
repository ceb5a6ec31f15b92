#include "search/exchange.h"

#include <algorithm>
#include <cmath>

#include "base/random.h"

namespace te::search {

namespace {

// One load and what it costs, with the rates of this sweep: everything that a move looks at, side by side.
struct Load {
    double now, held;  // the load, and its cost
    double maximum, minimum, over_rate, under_rate;
    double target, upper, lower, inside, outside;

    double soft(double y) const {
        const double off = y - target;
        const double out = (y > upper ? y - upper : 0.0) + (y < lower ? lower - y : 0.0);
        return 0.5 * (inside * off * off + outside * out * out);
    }
    double beyond(double y) const { return (y > maximum ? y - maximum : 0.0) + (y < minimum ? minimum - y : 0.0); }
    // Without branches: which limit is missed, if any, is a toss-up here.
    template <bool Soft>
    double cost(double y) const {
        const double over = y > maximum ? y - maximum : 0.0, under = y < minimum ? minimum - y : 0.0;
        const double hard = over_rate * over + under_rate * under;
        return Soft ? soft(y) + hard : hard;
    }
};

int pair_index(int a, int b, int width) {
    const int low = a < b ? a : b, high = a < b ? b : a;
    return low * (2 * width - low - 1) / 2 + (high - low - 1);
}

// `Soft`: some loads cost something within their limits. `Measures`: 1, or 0 for any number.
template <bool Soft, int Measures>
struct Exchanging {
    const Exchange& data;
    const Schedule& schedule;
    const ExchangeState& state;
    std::vector<Load> loads;  // (K, M)
    base::Random random;
    ExchangeCounts counts;

    int64_t measures() const { return Measures > 0 ? Measures : data.measures; }

    Exchanging(const Exchange& d, const Schedule& plan, const ExchangeState& s)
        : data(d), schedule(plan), state(s), loads(int64_t{d.territories} * d.measures), random(plan.seed) {
        const transport::LoadCost& c = data.limits;
        for (size_t j = 0; j < loads.size(); ++j)
            loads[j] = {state.loads[j], 0.0,        c.maximum[j], c.minimum[j], 0.0,         0.0,
                        c.target[j],    c.upper[j], c.lower[j],   c.inside[j],  c.outside[j]};
    }

    void set_rates(double stiffness) {
        for (size_t j = 0; j < loads.size(); ++j) {
            const double least = 0.05 * data.penalty[j], base = stiffness * data.penalty[j];
            loads[j].over_rate = std::max(least, base + data.price[j]);
            loads[j].under_rate = std::max(least, base - data.price[j]);
            loads[j].held = loads[j].template cost<Soft>(loads[j].now);
        }
    }

    void keep_best() {
        double excess = 0.0, value = state.figures[0];
        for (size_t j = 0; j < loads.size(); ++j) {
            excess += data.penalty[j] * loads[j].beyond(loads[j].now);
            if (Soft) value += loads[j].soft(loads[j].now);
        }
        double &best_excess = state.figures[1], &best_value = state.figures[2];
        if (!(excess < best_excess || (excess == best_excess && value < best_value))) return;
        best_excess = excess;
        best_value = value;
        state.figures[3] = state.figures[0];
        std::copy(state.slot, state.slot + data.units, state.best_slot);
        for (size_t j = 0; j < loads.size(); ++j) state.best_loads[j] = loads[j].now;
    }

    // Change of the cost of loads when `give` leaves s for t and `take` comes back (null: nothing does).
    double change(const Load* s, const Load* t, const double* give, const double* take) const {
        double delta = 0.0;
        for (int64_t m = 0; m < measures(); ++m) {
            const double w = give[m] - (take == nullptr ? 0.0 : take[m]);
            delta += (s[m].template cost<Soft>(s[m].now - w) - s[m].held) +
                     (t[m].template cost<Soft>(t[m].now + w) - t[m].held);
        }
        return delta;
    }

    void move(int64_t i, int to, Load* s, Load* t) {
        const double* w = data.load + i * measures();
        for (int64_t m = 0; m < measures(); ++m) {
            s[m].now -= w[m];
            t[m].now += w[m];
            s[m].held = s[m].template cost<Soft>(s[m].now);
            t[m].held = t[m].template cost<Soft>(t[m].now);
        }
        state.slot[i] = static_cast<uint8_t>(to);
    }

    // Proposes one shift of unit i and, where that is refused, some swaps.
    void propose(int64_t i, double temperature) {
        const int width = data.width;
        const uint64_t draw = random.next();
        const int a = state.slot[i];
        int b = static_cast<int>(((draw >> 40) * static_cast<uint64_t>(width - 1)) >> 24);
        if (b >= a) ++b;
        const int32_t* territory = data.territory + i * width;
        const int64_t from = territory[a], to = territory[b];
        if (to < 0) return;
        Load *s = &loads[from * measures()], *t = &loads[to * measures()];
        const float* cost = data.cost + i * width;
        const double* w = data.load + i * measures();
        const double dear = static_cast<double>(cost[b]) - static_cast<double>(cost[a]);
        const double threshold = temperature * schedule.negative_log[draw & 4095];
        // No move relieves the two loads of more than all that they cost now.
        double relief = 0.0;
        for (int64_t m = 0; m < measures(); ++m) relief += -s[m].held + -t[m].held;
        ++counts.evaluated;
        if (dear + relief < threshold && dear + change(s, t, w, nullptr) < threshold) {
            move(i, b, s, t);
            state.figures[0] += dear;
            ++counts.shifts;
            return;
        }
        const int64_t pairs = width * (width - 1) / 2;
        const int32_t pair = data.pair[i * pairs + pair_index(a, b, width)];
        const int64_t first = data.pair_first[pair], size = data.pair_first[pair + 1] - first;
        const int s_shift = from < to ? 4 : 0, t_shift = 4 - s_shift;
        for (int attempt = 0; attempt < schedule.tries; ++attempt) {
            const int64_t pick =
                first + static_cast<int64_t>(((random.next() >> 32) * static_cast<uint64_t>(size)) >> 32);
            const int64_t j = data.pair_unit[pick];
            const int place = data.pair_slot[pick], at_s = (place >> s_shift) & 15, at_t = (place >> t_shift) & 15;
            if (state.slot[j] != at_t) continue;
            const double dear_j =
                static_cast<double>(data.cost[j * width + at_s]) - static_cast<double>(data.cost[j * width + at_t]);
            ++counts.evaluated;
            if (!(dear + dear_j + relief < threshold)) continue;
            if (dear + dear_j + change(s, t, w, data.load + j * measures()) < threshold) {
                move(i, b, s, t);
                move(j, at_s, t, s);
                state.figures[0] += dear + dear_j;
                ++counts.swaps;
                return;
            }
        }
    }

    ExchangeCounts run() {
        if (std::isinf(state.figures[1])) keep_best();
        for (int64_t sweep = 0; sweep < schedule.sweeps; ++sweep) {
            set_rates(schedule.stiffness[sweep]);
            for (int64_t i = 0; i < data.units; ++i) propose(i, schedule.temperature[sweep]);
            keep_best();
        }
        for (size_t j = 0; j < loads.size(); ++j) state.loads[j] = loads[j].now;
        return counts;
    }
};

template <bool Soft>
ExchangeCounts run(const Exchange& data, const Schedule& schedule, const ExchangeState& state) {
    if (data.measures == 1) return Exchanging<Soft, 1>(data, schedule, state).run();
    return Exchanging<Soft, 0>(data, schedule, state).run();
}

}  // namespace

ExchangeCounts exchange(const Exchange& data, const Schedule& schedule, const ExchangeState& state) {
    const int64_t slots = int64_t{data.territories} * data.measures;
    const auto some = [&](const double* rate) {
        return std::any_of(rate, rate + slots, [](double r) { return r != 0.0; });
    };
    const bool soft = some(data.limits.inside) || some(data.limits.outside);
    return soft ? run<true>(data, schedule, state) : run<false>(data, schedule, state);
}

}  // namespace te::search
