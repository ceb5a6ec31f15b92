// Travel that follows from no formula: for each leaf of 16 units the territories that matter to it, with their travel.
#pragma once
#include <cstdint>

namespace te::transport {

// Entries of leaf l are first[l] to first[l + 1], territories ascending; travel has a row of 16 units for each.
struct Lists {
    int64_t leaves = 0;
    const int64_t* first = nullptr;      // (leaves + 1)
    const int32_t* territory = nullptr;  // (E)
    const float* travel = nullptr;       // (E, 16), infinite where there is no way
};

}  // namespace te::transport
