#include "road/query_round_trip.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <vector>

#include "base/parallel.h"
#include "road/query_labels.h"
#include "road/sweep_search.h"

namespace te::road {
namespace {

constexpr int64_t group_lanes = good_lines * line_lanes;  // 64: a bit for each in a word

// Makes the travel of a place shorter where it and a centre among the lanes lie on one road.
void shorten(const DirectWays& direct, int64_t place, int64_t first_center, int64_t lanes, uint32_t* weight) {
    for (int64_t d = direct.first[place]; d < direct.first[place + 1]; ++d) {
        const int64_t lane = direct.center[d] - first_center;
        if (lane >= 0 && lane < lanes) weight[lane] = std::min(weight[lane], direct.weight[d]);
    }
}

// Sums of the ways out and back in all lanes, and a bit for each lane below the limit.
uint64_t sums_with_direct(const SweepResult& out, const SweepResult& back, int64_t j, uint32_t limit,
                          const DirectWays& direct_out, const DirectWays& direct_back, int64_t place,
                          int64_t first_center, uint32_t* sum) {
    alignas(64) uint32_t again[group_lanes];
    TE_DISPATCH(te::road, lane_weights)(out, j, sum);
    TE_DISPATCH(te::road, lane_weights)(back, j, again);
    shorten(direct_out, place, first_center, out.lanes, sum);
    shorten(direct_back, place, first_center, out.lanes, again);
    uint64_t below = 0;
    for (int64_t lane = 0; lane < out.lanes; ++lane) {
        sum[lane] = std::min(sum[lane] + again[lane], unreachable);
        below |= uint64_t{sum[lane] < limit} << lane;
    }
    return below;
}

Ends part(const Ends& places, int64_t begin, int64_t end) {
    return {end - begin, places.node + 2 * begin, places.weight + 2 * begin};
}

}  // namespace

// Sums of two ways do not pass on from node to node as single ways do (query_nearest.cpp): all centres are swept, some
// at a time, and each place keeps its best.
void road_nearest_round_trip(const QueryGraph& graph, const TwoWays& centers, const TwoWays& places,
                             const DirectWays& direct_out, const DirectWays& direct_back, const Nearest& nearest,
                             int threads) {
    const int64_t k = nearest.k, center_count = centers.exits.count;
    std::vector<int64_t> order(static_cast<size_t>(center_count));
    std::iota(order.begin(), order.end(), int64_t{0});
    const int workers = base::resolve_threads(threads);
    const int64_t groups = (center_count + group_lanes - 1) / group_lanes;
    const int64_t slices = place_slices(places.exits.count, workers);
    base::parallel_slices(places.exits.count, slices, workers, [&](int64_t, int64_t begin, int64_t end) {
        const SweepTargets to(graph, graph.in, part(places.entries, begin, end), groups);
        const SweepTargets from(graph, graph.out, part(places.exits, begin, end), groups);
        SweepSearch out_search(graph, to, std::min(center_count, group_lanes));
        SweepSearch back_search(graph, from, std::min(center_count, group_lanes));
        const auto labels = line_array<Label>((end - begin) * k);
        std::fill_n(labels.get(), (end - begin) * k, no_label);
        alignas(64) uint32_t sum[group_lanes];
        for (int64_t first = 0; first < center_count; first += group_lanes) {
            const int64_t lanes = std::min(center_count - first, group_lanes);
            const SweepResult out = out_search.run(graph.out, centers.exits, order.data() + first, lanes);
            const SweepResult back = back_search.run(graph.in, centers.entries, order.data() + first, lanes);
            for (int64_t place = begin; place < end; ++place) {
                Label* const list = labels.get() + (place - begin) * k;
                const uint32_t limit = travel_of(list[k - 1]);
                const bool direct = direct_out.first[place] < direct_out.first[place + 1] ||
                                    direct_back.first[place] < direct_back.first[place + 1];
                uint64_t below =
                    direct
                        ? sums_with_direct(out, back, place - begin, limit, direct_out, direct_back, place, first, sum)
                        : TE_DISPATCH(te::road, round_trips_below)(out, back, place - begin, limit, sum);
                for (; below != 0; below &= below - 1) {
                    const int lane = std::countr_zero(below);
                    if (lane < lanes) insert_label(list, k, label(sum[lane], static_cast<int32_t>(first + lane)));
                }
            }
        }
        for (int64_t place = begin; place < end; ++place)
            write_nearest(labels.get() + (place - begin) * k, place, nearest);
    });
}

}  // namespace te::road
