#include "geo/unit_vectors.h"

#include "base/parallel.h"

namespace te::geo {

void unit_vectors(const double* latitude, const double* longitude, int64_t n, float* out, int threads) {
    constexpr int64_t slice = 32768;
    const auto kernel = TE_DISPATCH(te::geo, unit_vectors);
    base::parallel_tasks((n + slice - 1) / slice, base::resolve_threads(threads), [&](int64_t task) {
        const int64_t begin = task * slice;
        const int64_t count = n - begin < slice ? n - begin : slice;
        kernel(latitude + begin, longitude + begin, count, out + begin, out + n + begin, out + 2 * n + begin);
    });
}

}  // namespace te::geo
