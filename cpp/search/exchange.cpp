#include "search/exchange.h"

#include <algorithm>
#include <cmath>

namespace te::search {

namespace {

// xorshift64* (Marsaglia 2003; Vigna, doi:10.1145/2845077): exact in both kernel sets.
struct Random {
    uint64_t state;
    uint64_t next() {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        return state * 0x2545F4914F6CDD1Dull;
    }
};

struct Loads {
    const Exchange& data;
    double stiffness;

    double beyond(int64_t j, double y) const {
        const transport::LoadCost& c = data.limits;
        return y > c.maximum[j] ? y - c.maximum[j] : y < c.minimum[j] ? c.minimum[j] - y : 0.0;
    }
    double soft(int64_t j, double y) const {
        const transport::LoadCost& c = data.limits;
        const double off = y - c.target[j];
        const double out = y > c.upper[j] ? y - c.upper[j] : y < c.lower[j] ? c.lower[j] - y : 0.0;
        return 0.5 * (c.inside[j] * off * off + c.outside[j] * out * out);
    }
    double cost(int64_t j, double y) const {
        const transport::LoadCost& c = data.limits;
        const double least = 0.05 * data.penalty[j], base = stiffness * data.penalty[j];
        double hard = 0.0;
        if (y > c.maximum[j]) hard = std::max(least, base + data.price[j]) * (y - c.maximum[j]);
        if (y < c.minimum[j]) hard = std::max(least, base - data.price[j]) * (c.minimum[j] - y);
        return soft(j, y) + hard;
    }

    // Change of the cost of loads when `give` leaves s for t and `take` comes back (null: nothing does).
    double change(const double* loads, int64_t s, int64_t t, const double* give, const double* take) const {
        double delta = 0.0;
        for (int m = 0; m < data.measures; ++m) {
            const double w = give[m] - (take == nullptr ? 0.0 : take[m]);
            const int64_t js = s * data.measures + m, jt = t * data.measures + m;
            delta += (cost(js, loads[js] - w) - cost(js, loads[js])) + (cost(jt, loads[jt] + w) - cost(jt, loads[jt]));
        }
        return delta;
    }
};

int pair_index(int a, int b, int width) {
    const int low = a < b ? a : b, high = a < b ? b : a;
    return low * (2 * width - low - 1) / 2 + (high - low - 1);
}

}  // namespace

ExchangeCounts exchange(const Exchange& data, const Schedule& schedule, const ExchangeState& state) {
    uint8_t* slot = state.slot;
    double* loads = state.loads;
    double& travel = state.figures[0];
    const int width = data.width, measures = data.measures;
    const int64_t pairs = width * (width - 1) / 2, slots = int64_t{data.territories} * measures;
    Random random{schedule.seed * 0x9E3779B97F4A7C15ull + 0x1234567ull};
    for (int k = 0; k < 4; ++k) random.next();
    Loads exact{data, 1.0};
    ExchangeCounts result;
    const auto excess = [&] {
        double sum = 0.0;
        for (int64_t j = 0; j < slots; ++j) sum += data.penalty[j] * exact.beyond(j, loads[j]);
        return sum;
    };
    const auto value = [&] {
        double sum = travel;
        for (int64_t j = 0; j < slots; ++j) sum += exact.soft(j, loads[j]);
        return sum;
    };
    const auto keep_best = [&] {
        const double e = excess(), v = value();
        double &best_excess = state.figures[1], &best_value = state.figures[2];
        if (!(e < best_excess || (e == best_excess && v < best_value))) return;
        best_excess = e;
        best_value = v;
        state.figures[3] = travel;
        std::copy(slot, slot + data.units, state.best_slot);
        std::copy(loads, loads + slots, state.best_loads);
    };
    if (std::isinf(state.figures[1])) keep_best();
    const auto move = [&](int64_t i, int to, int64_t s, int64_t t) {
        const double* w = data.load + i * measures;
        for (int m = 0; m < measures; ++m) {
            loads[s * measures + m] -= w[m];
            loads[t * measures + m] += w[m];
        }
        slot[i] = static_cast<uint8_t>(to);
    };
    for (int64_t sweep = 0; sweep < schedule.sweeps; ++sweep) {
        const double temperature = schedule.temperature[sweep];
        const Loads now{data, schedule.stiffness[sweep]};
        for (int64_t i = 0; i < data.units; ++i) {
            const uint64_t draw = random.next();
            const int a = slot[i];
            int b = static_cast<int>(((draw >> 40) * static_cast<uint64_t>(width - 1)) >> 24);
            if (b >= a) ++b;
            const int32_t* territory = data.territory + i * width;
            const int64_t s = territory[a], t = territory[b];
            if (t < 0) continue;
            const float* cost = data.cost + i * width;
            const double* w = data.load + i * measures;
            const double dear = static_cast<double>(cost[b]) - static_cast<double>(cost[a]);
            const double threshold = temperature * schedule.negative_log[draw & 4095];
            ++result.evaluated;
            if (dear + now.change(loads, s, t, w, nullptr) < threshold) {
                move(i, b, s, t);
                travel += dear;
                ++result.shifts;
                continue;
            }
            const int32_t pair = data.pair[i * pairs + pair_index(a, b, width)];
            const int64_t first = data.pair_first[pair], size = data.pair_first[pair + 1] - first;
            for (int attempt = 0; attempt < schedule.tries; ++attempt) {
                const int64_t pick =
                    first + static_cast<int64_t>(((random.next() >> 32) * static_cast<uint64_t>(size)) >> 32);
                const int64_t j = data.pair_unit[pick];
                const int low = data.pair_slot[pick] >> 4, high = data.pair_slot[pick] & 15;
                const int at_s = s < t ? low : high, at_t = s < t ? high : low;
                if (slot[j] != at_t) continue;
                const double dear_j =
                    static_cast<double>(data.cost[j * width + at_s]) - static_cast<double>(data.cost[j * width + at_t]);
                ++result.evaluated;
                if (dear + dear_j + now.change(loads, s, t, w, data.load + j * measures) < threshold) {
                    move(i, b, s, t);
                    move(j, at_s, t, s);
                    travel += dear + dear_j;
                    ++result.swaps;
                    break;
                }
            }
        }
        keep_best();
    }
    return result;
}

}  // namespace te::search
