#include <math.h>

#include "transport/leaf_pass.h"
#include "transport/list_territories.h"

namespace te::transport::TE_SIMD_LEVEL {

namespace {

constexpr int n = spatial::kLeaf;
constexpr float kNowhere = INFINITY;
constexpr int64_t kAhead = 4 * n;
constexpr uint8_t kNo = 0, kMay = 1, kMust = 2;

inline void fetch(const float* place) {
#if defined(__GNUC__)
    __builtin_prefetch(place);
#else
    static_cast<void>(place);
#endif
}

// Leaves at most `most` of those that may be listed, the ones with the least key; `order` (K) is work.
void cut(int64_t k, int64_t most, const float* key, uint8_t* kept, float* order) {
    int64_t must = 0, may = 0;
    for (int64_t t = 0; t < k; ++t) {
        must += kept[t] == kMust ? 1 : 0;
        may += kept[t] == kMay ? 1 : 0;
    }
    const int64_t room = most > must ? most - must : 0;
    if (may <= room) return;
    int64_t found = 0;  // the least keys, ascending
    for (int64_t t = 0; t < k && room > 0; ++t) {
        if (kept[t] != kMay || (found == room && !(key[t] < order[found - 1]))) continue;
        int64_t p = found < room ? found++ : found - 1;
        for (; p > 0 && key[t] < order[p - 1]; --p) order[p] = order[p - 1];
        order[p] = key[t];
    }
    int64_t below = 0;
    const float last = room > 0 ? order[room - 1] : -1.0f;
    for (int64_t t = 0; t < k; ++t) below += kept[t] == kMay && key[t] < last ? 1 : 0;
    int64_t equal = room - below;  // of equal keys the lower index
    for (int64_t t = 0; t < k; ++t) {
        if (kept[t] != kMay || key[t] < last) continue;
        if (room > 0 && key[t] == last && equal > 0)
            --equal;
        else
            kept[t] = kNo;
    }
}

// What the 16 units of a leaf would pay at best, whose that is, and how much more may be listed. Loops over them work
// on local arrays: pointers that may overlap keep the compiler from making vectors.
struct Lanes {
    float best[n], slack[n];
    int32_t label[n];
};

// Costs (K, 16) of all territories, and the least of each unit.
void cheapest(const spatial::Units& units, const Listing& listing, int64_t leaf, float* costs, Lanes& out) {
    const int64_t k = listing.territories, unit = listing.begin + leaf * n;
    float best[n];
    int32_t label[n];
    for (int i = 0; i < n; ++i) {
        best[i] = kNowhere;
        label[i] = 0;
    }
    for (int64_t t = 0; t < k; ++t) {
        const float* travel = listing.travel + t * listing.count + leaf * n;
        fetch(travel + kAhead);  // rows of K territories: more streams than the processor follows
        float cost[n];
        for (int i = 0; i < n; ++i) cost[i] = travel[i];
        const auto here = static_cast<int32_t>(t);
        add_price(units, unit, listing.prices + t, k, here, cost);
        for (int i = 0; i < n; ++i) {
            const bool wins = cost[i] < best[i];
            best[i] = wins ? cost[i] : best[i];
            label[i] = wins ? here : label[i];
        }
        float* row = costs + t * n;
        for (int i = 0; i < n; ++i) row[i] = cost[i];
    }
    for (int i = 0; i < n; ++i) {
        out.best[i] = best[i];
        out.label[i] = label[i];
        out.slack[i] = listing.slack[label[i]];
    }
}

// Whether a territory is within the slack of some unit's cheapest; mostly not.
bool near(const float* row, const Lanes& lanes, float own) {
    int32_t found = 0;
    for (int i = 0; i < n; ++i) {
        const float allowed = lanes.slack[i] > own ? lanes.slack[i] : own;
        const int32_t within = row[i] - lanes.best[i] <= allowed ? 1 : 0, way = row[i] < kNowhere ? 1 : 0;
        found |= within & way;
    }
    return found != 0;
}

float least_more(const float* row, const Lanes& lanes) {
    float least = kNowhere;
    for (int i = 0; i < n; ++i) {
        const float more = row[i] < kNowhere ? row[i] - lanes.best[i] : row[i];
        least = more < least ? more : least;
    }
    return least;
}

}  // namespace

void listing_task(const spatial::Units& units, const Listing& listing, int64_t begin, int64_t end, float* scratch,
                  uint8_t* kept, float* beyond) {
    const int64_t k = listing.territories;
    float *costs = scratch, *key = scratch + n * k, *order = key + k;
    for (int64_t leaf = begin; leaf < end; ++leaf) {
        uint8_t* keep = kept + leaf * k;
        Lanes lanes;
        cheapest(units, listing, leaf, costs, lanes);
        for (int64_t t = 0; t < k; ++t) {
            keep[t] = near(costs + t * n, lanes, listing.slack[t]) ? kMay : kNo;
            if (keep[t] == kMay) key[t] = least_more(costs + t * n, lanes);
        }
        for (int i = 0; i < n; ++i) {
            keep[lanes.label[i]] = kMust;
            if (listing.labels != nullptr) keep[listing.labels[leaf * n + i]] = kMust;
        }
        cut(k, listing.most, key, keep, order);
        float rest[n];
        for (int i = 0; i < n; ++i) rest[i] = kNowhere;
        for (int64_t t = 0; t < k; ++t) {
            if (keep[t] != kNo) continue;
            const float* row = costs + t * n;
            for (int i = 0; i < n; ++i) rest[i] = row[i] < rest[i] ? row[i] : rest[i];
        }
        for (int i = 0; i < n; ++i) beyond[leaf * n + i] = rest[i];
    }
}

}  // namespace te::transport::TE_SIMD_LEVEL
