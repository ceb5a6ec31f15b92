// Exact kilometres from every unit to its own centre.
#pragma once
#include <cstdint>

#include "base/simd.h"

namespace te::geo {

TE_DECLARE_LEVELS(void assigned_km_task(const double* latitude, const double* longitude, const int32_t* labels,
                                        const double* centers, int64_t begin, int64_t end, double* out))

// out[i] = great-circle km, float64, from unit i to the centre of territory labels[i]. Degrees; out (n).
void assigned_km(const double* latitude, const double* longitude, const int32_t* labels, int64_t n,
                 const double* center_latitude, const double* center_longitude, int64_t centers, double* out,
                 int threads);

}  // namespace te::geo
