// Border units where territories come from lists.
#pragma once
#include "base/simd.h"
#include "search/border.h"
#include "transport/lists.h"

namespace te::search {

struct ListedBorderTask {
    int64_t begin = 0, end = 0;  // leaves
    int64_t territories = 0;
    const float* prices = nullptr;  // (M, K)
    const float* margin = nullptr;  // (K)
    float* scratch = nullptr;       // (longest list, 16)
    BorderSink sink;
};

TE_DECLARE_LEVELS(void listed_border_task(const spatial::Units&, const transport::Lists&, const ListedBorderTask&))

// As border_units, among the listed territories; travel to a label that is not listed counts as infinite.
Border listed_border(const spatial::Units& units, const transport::Lists& lists, const float* prices,
                     int64_t territories, const float* margin, const int32_t* labels, int width, int threads);

}  // namespace te::search
