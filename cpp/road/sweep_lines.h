// Lines of 16 distances as vectors. For *_simd.cpp: everything has internal linkage.
#pragma once
#include <stdint.h>

#include "road/query_graph.h"

// A loop over the lines of a row, unrolled so that they stay in registers.
#define TE_LINES(k) _Pragma("GCC unroll 8") for (int k = 0; k < Lines; ++k)

namespace te::road {
namespace {

using Line = uint32_t __attribute__((vector_size(64)));

// best = min(best, way). References: vectors are passed differently by each instruction set.
inline void lower(Line& best, const Line& way) { best = way < best ? way : best; }

}  // namespace
}  // namespace te::road
