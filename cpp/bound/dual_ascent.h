// Steps of deflected subgradients up the dual with free centres.
#pragma once
#include <cstdint>

#include "bound/open_centers.h"

namespace te::bound {

struct Climb {
    const double* reach = nullptr;  // (units) the most a multiplier may be
    double target = 0.0;            // what steps aim at (Polyak), but
    double widest = 0.0;            // never more than this many times the best bound
    double cutoff = 0.0;            // a bound that need not be raised further
    int64_t patience = 0;           // evaluations without progress before the step is shortened
    double shorten = 0.5;           // by this factor, from the best multipliers again
    double least = 0.0;             // shortest step
    int64_t evaluations = 0;        // at most
};

enum class ClimbEnd { kEvaluations, kCutoff, kStep, kServed };  // kServed: every unit is served once, a true optimum

// Changed in place, so that a climb can be cut into slices.
struct ClimbState {
    double* multiplier = nullptr;  // (units) the present ones
    double* best = nullptr;        // (units) those of the best bound, and from their evaluation:
    double* value = nullptr;       // (candidates)
    int32_t* chosen = nullptr;     // (open)
    double* direction = nullptr;   // (units)
    double* figures = nullptr;     // (4) best bound, evaluations since progress, step, evaluations in all
    double* often = nullptr;       // (candidates) times chosen, or null
    double* service = nullptr;     // (entries) times taken by a chosen candidate, or null
};

// Multipliers of units that no centre takes rise, those of units that several take fall. The bound at multipliers is
// their sum less the value of the open centres, less `rounding` of both. On kServed the state's best is the present.
ClimbEnd dual_ascent(const Offers& offers, const Climb& climb, int64_t node_limit, double rounding, const Rates& rates,
                     const ClimbState& state, int64_t& unfinished, int threads);

}  // namespace te::bound
