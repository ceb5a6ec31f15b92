#include "geo/assigned_km.h"

#include <vector>

#include "base/parallel.h"
#include "geo/sphere.h"

namespace te::geo {

void assigned_km(const double* latitude, const double* longitude, const int32_t* labels, int64_t n,
                 const double* center_latitude, const double* center_longitude, int64_t centers, double* out,
                 int threads) {
    std::vector<double> vectors(static_cast<size_t>(3 * centers));
    for (int64_t c = 0; c < centers; ++c)
        unit_vector(center_latitude[c], center_longitude[c], vectors[3 * c], vectors[3 * c + 1], vectors[3 * c + 2]);
    const auto task = TE_DISPATCH(te::geo, assigned_km_task);
    base::parallel_slices(n, base::task_count(n / 4096, 1), threads, [&](int64_t, int64_t begin, int64_t end) {
        task(latitude, longitude, labels, vectors.data(), begin, end, out);
    });
}

}  // namespace te::geo
