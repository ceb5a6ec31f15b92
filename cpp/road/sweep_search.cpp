#include "road/sweep_search.h"

#include <algorithm>

namespace te::road {

SweepSearch::SweepSearch(const QueryGraph& graph, const SweepTargets& targets, int64_t lanes)
    : graph_(graph),
      targets_(targets),
      width_((lanes + line_lanes - 1) / line_lanes * line_lanes),
      pending_(graph.nodes),
      row_of_(line_array<int32_t>(graph.nodes)),
      distance_(line_array<uint32_t>(targets.rows() * width_)),
      seeded_(static_cast<size_t>(targets.rows())) {
    reserve(2048);
}

void SweepSearch::reserve(int64_t rows) {
    capacity_ = rows;
    up_distance_ = line_array<uint32_t>(rows * width_);
    up_position_ = line_array<int32_t>(rows);
}

UpwardRows SweepSearch::upward(const UpArcs& up, const Ends& places, const int64_t* place_of_lane, int64_t lanes,
                               int lines) {
    const Positions pending = pending_.set();
    while (true) {
        UpwardRows rows{
            pending.words, pending.summary, row_of_.get(), up_distance_.get(), up_position_.get(), capacity_, 0};
        if (TE_DISPATCH(te::road, upward_rows)(up, places, graph_.position_of, place_of_lane, lanes, lines, rows))
            return rows;
        reserve(2 * capacity_);
    }
}

SweepResult SweepSearch::run(const UpArcs& up, const Ends& places, const int64_t* place_of_lane, int64_t lanes) {
    const int lines = static_cast<int>((lanes + line_lanes - 1) / line_lanes);
    const int64_t width = lines * line_lanes;
    const UpwardRows rows = upward(up, places, place_of_lane, lanes, lines);
    uint32_t* const distance = distance_.get();
    for (int64_t r = 0; r < rows.rows; ++r) {
        const int32_t row = targets_.row(rows.position[r]);
        if (row < 0) continue;
        seeded_[static_cast<size_t>(row)] = 1;
        std::copy_n(rows.distance + r * width, width, distance + row * width);
    }
    TE_DISPATCH(te::road, sweep_down)(targets_.graph(), lines, seeded_.data(), distance);
    std::fill_n(distance + targets_.graph().nodes * width, width, unreachable);
    for (int64_t r = 0; r < rows.rows; ++r) {
        const int32_t row = targets_.row(rows.position[r]);
        if (row >= 0) seeded_[static_cast<size_t>(row)] = 0;
    }
    return {distance, lines, lanes, targets_.target_row(), targets_.target_weight()};
}

}  // namespace te::road
