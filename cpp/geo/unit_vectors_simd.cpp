#include "geo/sphere.h"
#include "geo/unit_vectors.h"

namespace te::geo::TE_SIMD_LEVEL {

void unit_vectors(const double* __restrict latitude, const double* __restrict longitude, int64_t n, float* __restrict x,
                  float* __restrict y, float* __restrict z) {
    for (int64_t i = 0; i < n; ++i) {
        double px, py, pz;
        unit_vector(latitude[i], longitude[i], px, py, pz);
        x[i] = static_cast<float>(px);
        y[i] = static_cast<float>(py);
        z[i] = static_cast<float>(pz);
    }
}

}  // namespace te::geo::TE_SIMD_LEVEL
