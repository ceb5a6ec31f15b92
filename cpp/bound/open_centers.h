// One evaluation of the Lagrangian dual of "every unit is served once": the centres that pay most at the multipliers.
#pragma once
#include <cstdint>
#include <vector>

#include "bound/knapsack.h"

namespace te::bound {

// What every candidate centre could serve, in rows: candidate j has the entries [start[j], start[j + 1]).
struct Offers {
    int64_t candidates = 0, units = 0;
    const int64_t* start = nullptr;  // (candidates + 1)
    const int32_t* unit = nullptr;   // (entries)
    const double* cost = nullptr;    // (entries) travel of the unit to the candidate
    const double* weight = nullptr;  // (units) activity, none above the capacity
    double capacity = 0.0;           // of every centre; may be infinite
    int64_t given = 0, open = 0;     // so many centres are open, the first `given` candidates among them
};

// What is carried from one evaluation to the next.
struct Rates {
    double* rate = nullptr;    // (candidates) price of capacity at which a candidate's bound was last computed
    uint8_t* taken = nullptr;  // (entries) set for candidates whose knapsack is solved: what it takes
};

struct OpenCenters {
    double* value = nullptr;    // (candidates) largest profit, or for candidates that cannot be among the best a bound
    int32_t* chosen = nullptr;  // (open)
    int32_t* served = nullptr;  // (units) how many chosen centres take the unit
    int64_t solved = 0;         // knapsacks solved
    int64_t unfinished = 0;     // of these, how many ran into the node limit
};

// The value of a candidate is the largest sum of (multiplier - cost) over units within the capacity. A knapsack is
// solved only where rate x capacity + sum of the positive (multiplier - cost - rate x weight), a bound for any rate
// >= 0, lets the candidate be among the best. Memory is kept from call to call.
class CenterSearch {
  public:
    CenterSearch(const Offers& offers, int64_t node_limit, int threads);
    void run(const double* multiplier, const Rates& rates, OpenCenters& out);

  private:
    void solve(const double* multiplier, const Rates& rates, int64_t first, int64_t last, OpenCenters& out);

    const Offers offers_;
    const int64_t node_limit_;
    const int threads_;
    std::vector<int32_t> order_;
    std::vector<Knapsack> knapsacks_;  // one per task
    std::vector<int64_t> unfinished_;  // of each task
};

}  // namespace te::bound
