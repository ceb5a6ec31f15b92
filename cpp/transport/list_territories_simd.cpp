#include "transport/leaf_pass.h"
#include "transport/list_territories.h"

namespace te::transport::TE_SIMD_LEVEL {

namespace {

constexpr int n = spatial::kLeaf;
constexpr uint8_t kNo = 0, kMay = 1, kMust = 2;

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

}  // namespace

void listing_task(const spatial::Units& units, const Listing& listing, int64_t begin, int64_t end, float* scratch,
                  uint8_t* kept, float* beyond) {
    const int64_t k = listing.territories;
    float *cost = scratch, *key = scratch + n * k, *order = key + k;
    for (int64_t leaf = begin; leaf < end; ++leaf) {
        const int64_t unit = listing.begin + leaf * n;
        uint8_t* keep = kept + leaf * k;
        float best[n], slack[n], rest[n];
        int32_t label[n];
        for (int i = 0; i < n; ++i) {
            best[i] = rest[i] = __builtin_inff();
            label[i] = 0;
        }
        for (int64_t t = 0; t < k; ++t) {
            float* c = cost + t * n;
            for (int i = 0; i < n; ++i) c[i] = listing.travel[t * listing.count + leaf * n + i];
            add_price(units, unit, listing.prices + t, k, static_cast<int32_t>(t), c);
            for (int i = 0; i < n; ++i) {
                const bool wins = c[i] < best[i];
                best[i] = wins ? c[i] : best[i];
                label[i] = wins ? static_cast<int32_t>(t) : label[i];
            }
        }
        for (int i = 0; i < n; ++i) slack[i] = listing.slack[label[i]];
        for (int64_t t = 0; t < k; ++t) {
            const float own = listing.slack[t], *c = cost + t * n;
            int32_t near = 0;  // most are not: vectors first, the key of the others after
            for (int i = 0; i < n; ++i) {
                const float more = c[i] - best[i], allowed = slack[i] > own ? slack[i] : own;
                near |= (more <= allowed) & (c[i] < __builtin_inff()) ? 1 : 0;
            }
            keep[t] = kNo;
            if (near == 0) continue;
            float least = __builtin_inff();
            for (int i = 0; i < n; ++i) {
                const float more = c[i] < __builtin_inff() ? c[i] - best[i] : c[i];
                least = more < least ? more : least;
            }
            key[t] = least;
            keep[t] = kMay;
        }
        for (int i = 0; i < n; ++i) {
            keep[label[i]] = kMust;
            if (listing.labels != nullptr) keep[listing.labels[leaf * n + i]] = kMust;
        }
        cut(k, listing.most, key, keep, order);
        for (int64_t t = 0; t < k; ++t) {
            if (keep[t] != kNo) continue;
            const float* c = cost + t * n;
            for (int i = 0; i < n; ++i) rest[i] = c[i] < rest[i] ? c[i] : rest[i];
        }
        for (int i = 0; i < n; ++i) beyond[leaf * n + i] = rest[i];
    }
}

}  // namespace te::transport::TE_SIMD_LEVEL
