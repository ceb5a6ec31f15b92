#include "base/simd.h"

#include <atomic>
#include <stdexcept>

namespace te::base {

SimdLevel best_simd_level() {
#if defined(TE_HAVE_LEVEL_v4)
    __builtin_cpu_init();
    const bool v3 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi") &&
                    __builtin_cpu_supports("bmi2");
    const bool v4 = v3 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                    __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
                    __builtin_cpu_supports("avx512vl");
    if (v4) return SimdLevel::v4;
    if (v3) return SimdLevel::v3;
#endif
    return SimdLevel::baseline;
}

namespace {
std::atomic<SimdLevel>& current_level() {
    static std::atomic<SimdLevel> level{best_simd_level()};
    return level;
}
}  // namespace

SimdLevel simd_level() { return current_level().load(std::memory_order_relaxed); }

void set_simd_level(SimdLevel level) {
    if (level > best_simd_level()) throw std::invalid_argument("this instruction set is not available here");
    current_level().store(level);
}

}  // namespace te::base
