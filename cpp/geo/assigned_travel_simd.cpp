#include "geo/assigned_travel.h"
#include "geo/sphere.h"

namespace te::geo::TE_SIMD_LEVEL {

void assigned_travel_task(const double* y, const double* x, const int32_t* labels, const double* centers, Metric metric,
                          int64_t begin, int64_t end, double* out) {
    const bool squared = metric == Metric::sphere_squared || metric == Metric::plane_squared;
    for (int64_t i = begin; i < end; ++i) {
        const double* c = centers + 3 * static_cast<int64_t>(labels[i]);
        if (on_sphere(metric)) {
            double vx, vy, vz;
            unit_vector(y[i], x[i], vx, vy, vz);
            const double km = great_circle_km(vx, vy, vz, c[0], c[1], c[2]);
            out[i] = squared ? km * km : km;
        } else {
            const double dx = x[i] - c[0], dy = y[i] - c[1];
            const double square = dx * dx + dy * dy;
            out[i] = squared ? square : sqrt(square);
        }
    }
}

}  // namespace te::geo::TE_SIMD_LEVEL
