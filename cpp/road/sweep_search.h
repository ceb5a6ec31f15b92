// One search up from some places and down to all targets, with the memory of one thread.
#pragma once
#include <cstdint>
#include <vector>

#include "road/query_memory.h"
#include "road/sweep.h"
#include "road/sweep_targets.h"

namespace te::road {

class SweepSearch {
  public:
    // For up to `lanes` places at a time.
    SweepSearch(const QueryGraph& graph, const SweepTargets& targets, int64_t lanes);

    // From the places (or to them) along `up`, one lane each. The result is good until the next run.
    SweepResult run(const UpArcs& up, const Ends& places, const int64_t* place_of_lane, int64_t lanes);

  private:
    void reserve(int64_t rows);
    UpwardRows upward(const UpArcs& up, const Ends& places, const int64_t* place_of_lane, int64_t lanes, int lines);

    const QueryGraph& graph_;
    const SweepTargets& targets_;
    int64_t width_;
    PositionMemory pending_;
    LineArray<int32_t> row_of_, up_position_;
    LineArray<uint32_t> distance_, up_distance_;
    std::vector<uint8_t> seeded_;
    int64_t capacity_ = 0;
};

}  // namespace te::road
