#include "road/query_positions.h"
#include "road/sweep.h"
#include "road/sweep_lines.h"

namespace te::road::TE_SIMD_LEVEL {
namespace {

template <int Lines>
class UpwardSearch {
  public:
    UpwardSearch(const UpArcs& arcs, UpwardRows& up)
        : arcs_(arcs), up_(up), pending_{up.words, up.summary}, rows_(reinterpret_cast<Line*>(up.distance)) {}

    void start(int32_t position, int64_t lane, uint32_t weight) {
        greatest_ = greatest_ > position ? greatest_ : position;
        if (!has(pending_, position)) {
            Line* const row = new_row(position);
            TE_LINES(k) row[k] = Line{} + unreachable;
        }
        uint32_t& known = up_.distance[up_.row_of[position] * (Lines * line_lanes) + lane];
        known = weight < known ? weight : known;
    }

    // Arcs lead to smaller positions, so a row is final when its turn comes: no heap.
    bool run() {
        descend<true>(pending_, greatest_, [&](int32_t position) {
            if (full_) return;
            Line here[Lines];
            const Line* const row = rows_ + int64_t{up_.row_of[position]} * Lines;
            TE_LINES(k) here[k] = row[k];
            for (int64_t e = arcs_.first[position]; e < arcs_.first[position + 1]; ++e) relax(here, e);
        });
        return !full_;
    }

  private:
    void relax(const Line* here, int64_t e) {
        const int32_t head = arcs_.head[e];
        const uint32_t w = arcs_.weight[e];
        if (!has(pending_, head)) {
            Line* const row = new_row(head);
            TE_LINES(k) {
                row[k] = Line{} + unreachable;
                lower(row[k], here[k] + w);
            }
        } else {
            Line* const row = rows_ + int64_t{up_.row_of[head]} * Lines;
            TE_LINES(k) lower(row[k], here[k] + w);
        }
    }

    Line* new_row(int32_t position) {
        if (up_.rows == up_.capacity) {
            full_ = true;
            up_.rows = 0;
        }
        add(pending_, position);
        up_.row_of[position] = static_cast<int32_t>(up_.rows);
        up_.position[up_.rows] = position;
        return rows_ + up_.rows++ * Lines;
    }

    const UpArcs& arcs_;
    UpwardRows& up_;
    Positions pending_;
    Line* rows_;
    int32_t greatest_ = -1;
    bool full_ = false;
};

template <int Lines>
bool search(const UpArcs& arcs, const Ends& places, const int32_t* position_of, const int64_t* place_of_lane,
            int64_t lanes, UpwardRows& up) {
    UpwardSearch<Lines> upward(arcs, up);
    up.rows = 0;
    for (int64_t lane = 0; lane < lanes; ++lane)
        for (int64_t end = 2 * place_of_lane[lane]; end < 2 * place_of_lane[lane] + 2; ++end)
            if (places.node[end] >= 0) upward.start(position_of[places.node[end]], lane, places.weight[end]);
    return upward.run();
}

}  // namespace

bool upward_rows(const UpArcs& arcs, const Ends& places, const int32_t* position_of, const int64_t* place_of_lane,
                 int64_t lanes, int lines, UpwardRows& up) {
    switch (lines) {
        case 1:
            return search<1>(arcs, places, position_of, place_of_lane, lanes, up);
        case 2:
            return search<2>(arcs, places, position_of, place_of_lane, lanes, up);
        case 3:
            return search<3>(arcs, places, position_of, place_of_lane, lanes, up);
        case 4:
            return search<4>(arcs, places, position_of, place_of_lane, lanes, up);
        case 5:
            return search<5>(arcs, places, position_of, place_of_lane, lanes, up);
        case 6:
            return search<6>(arcs, places, position_of, place_of_lane, lanes, up);
        case 7:
            return search<7>(arcs, places, position_of, place_of_lane, lanes, up);
        default:
            return search<8>(arcs, places, position_of, place_of_lane, lanes, up);
    }
}

}  // namespace te::road::TE_SIMD_LEVEL
