#include "geo/assigned_km.h"
#include "geo/sphere.h"

namespace te::geo::TE_SIMD_LEVEL {

// centers (K, 3): unit vectors.
void assigned_km_task(const double* latitude, const double* longitude, const int32_t* labels, const double* centers,
                      int64_t begin, int64_t end, double* out) {
    for (int64_t i = begin; i < end; ++i) {
        double x, y, z;
        unit_vector(latitude[i], longitude[i], x, y, z);
        const double* c = centers + 3 * static_cast<int64_t>(labels[i]);
        out[i] = great_circle_km(x, y, z, c[0], c[1], c[2]);
    }
}

}  // namespace te::geo::TE_SIMD_LEVEL
