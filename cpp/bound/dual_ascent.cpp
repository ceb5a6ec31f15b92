#include "bound/dual_ascent.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace te::bound {
namespace {

constexpr double kDeflection = 0.8;  // share of the last direction in the next
constexpr double kProgress = 1e-5;   // relative

void move(const Climb& climb, const int32_t* served, int64_t units, double bound, const ClimbState& state) {
    double along = 0.0, length = 0.0;
    for (int64_t i = 0; i < units; ++i) along += state.direction[i] * (1.0 - served[i]);
    const double keep = along >= 0.0 ? kDeflection : 0.0;
    for (int64_t i = 0; i < units; ++i) {
        const double next = keep * state.direction[i] + (1.0 - served[i]);
        state.direction[i] = next;
        length += next * next;
    }
    const double best = state.figures[0], widest = best > 0.0 ? climb.widest * best : climb.target;
    const double target = climb.target < widest ? climb.target : widest;
    const double rise = target > bound ? target - bound : 0.0;
    const double factor = length > 0.0 ? state.figures[2] * rise / length : 0.0;
    for (int64_t i = 0; i < units; ++i) {
        double next = state.multiplier[i] + factor * state.direction[i];
        next = next > 0.0 ? next : 0.0;
        state.multiplier[i] = next < climb.reach[i] ? next : climb.reach[i];
    }
}

void count(const Offers& offers, const uint8_t* taken, const int32_t* chosen, const ClimbState& state) {
    for (int64_t k = 0; k < offers.open; ++k) {
        const int32_t j = chosen[k];
        state.often[j] += 1.0;
        for (int64_t e = offers.start[j]; e < offers.start[j + 1]; ++e) state.service[e] += taken[e];
    }
}

}  // namespace

ClimbEnd dual_ascent(const Offers& offers, const Climb& climb, int64_t node_limit, double rounding, const Rates& rates,
                     const ClimbState& state, int64_t& unfinished, int threads) {
    const int64_t units = offers.units;
    CenterSearch search(offers, node_limit, threads);
    std::vector<double> value(static_cast<size_t>(offers.candidates));
    std::vector<int32_t> chosen(static_cast<size_t>(offers.open)), served(static_cast<size_t>(units));
    OpenCenters found{value.data(), chosen.data(), served.data(), 0, 0};
    double &best = state.figures[0], &stale = state.figures[1], &step = state.figures[2];
    const auto keep = [&] {
        std::copy(state.multiplier, state.multiplier + units, state.best);
        std::copy(value.begin(), value.end(), state.value);
        std::copy(chosen.begin(), chosen.end(), state.chosen);
    };
    for (int64_t k = 0; k < climb.evaluations; ++k) {
        search.run(state.multiplier, rates, found);
        unfinished += found.unfinished;
        state.figures[3] += 1.0;
        double worth = 0.0, paid = 0.0;
        for (int64_t i = 0; i < units; ++i) worth += state.multiplier[i];
        for (const int32_t j : chosen) paid += value[j];
        const double bound = worth - paid - rounding * (worth + paid);
        if (bound > best) {
            if (bound > best + kProgress * std::abs(bound)) stale = 0.0;
            best = bound;
            keep();
        }
        stale += 1.0;
        if (state.often != nullptr) count(offers, rates.taken, chosen.data(), state);
        if (std::all_of(served.begin(), served.end(), [](int32_t times) { return times == 1; })) {
            keep();
            return ClimbEnd::kServed;
        }
        if (best >= climb.cutoff) return ClimbEnd::kCutoff;
        if (stale <= static_cast<double>(climb.patience)) {
            move(climb, served.data(), units, bound, state);
            continue;
        }
        step *= climb.shorten;
        stale = 0.0;
        std::copy(state.best, state.best + units, state.multiplier);
        std::fill(state.direction, state.direction + units, 0.0);
        if (step < climb.least) return ClimbEnd::kStep;
    }
    return ClimbEnd::kEvaluations;
}

}  // namespace te::bound
