#include "geo/assigned_travel.h"

#include <vector>

#include "base/parallel.h"
#include "geo/sphere.h"

namespace te::geo {

void assigned_travel(const double* y, const double* x, const int32_t* labels, int64_t n, const double* center_y,
                     const double* center_x, int64_t centers, Metric metric, double* out, int threads) {
    std::vector<double> vectors(static_cast<size_t>(3 * centers));
    for (int64_t c = 0; c < centers; ++c) {
        double* v = vectors.data() + 3 * c;
        if (on_sphere(metric))
            unit_vector(center_y[c], center_x[c], v[0], v[1], v[2]);
        else
            v[0] = center_x[c], v[1] = center_y[c];
    }
    const auto task = TE_DISPATCH(te::geo, assigned_travel_task);
    base::parallel_slices(n, base::task_count(n / 4096, 1), threads, [&](int64_t, int64_t begin, int64_t end) {
        task(y, x, labels, vectors.data(), metric, begin, end, out);
    });
}

}  // namespace te::geo
