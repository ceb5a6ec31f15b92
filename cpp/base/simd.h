// Run-time choice of the instruction set. A source named *_simd.cpp is compiled once per level inside
// namespace TE_SIMD_LEVEL; it includes nothing from the standard library that is not header-only C
// (an inline function compiled for AVX-512 must never be the one the linker keeps for everybody).
#pragma once

namespace te::base {

enum class SimdLevel { baseline = 0, v3 = 1, v4 = 2 };

SimdLevel simd_level();                // the level in force
SimdLevel best_simd_level();           // the best that this build and this machine have
void set_simd_level(SimdLevel level);  // for tests and benchmarks; throws std::invalid_argument if not available

}  // namespace te::base

// clang-format off: one namespace a line reads better
// TE_DISPATCH(ns, f)(args...) calls ns::<level>::f(args...).
#if defined(TE_HAVE_LEVEL_v4)
#define TE_DISPATCH(ns, f)                                                                  \
    (::te::base::simd_level() == ::te::base::SimdLevel::v4   ? &ns::v4::f                    \
     : ::te::base::simd_level() == ::te::base::SimdLevel::v3 ? &ns::v3::f                    \
                                                             : &ns::baseline::f)
#define TE_DECLARE_LEVELS(declaration)      \
    namespace baseline { declaration; }     \
    namespace v3 { declaration; }           \
    namespace v4 { declaration; }
#else
#define TE_DISPATCH(ns, f) (&ns::baseline::f)
#define TE_DECLARE_LEVELS(declaration) \
    namespace baseline { declaration; }
#endif
// clang-format on
