// Writes whole cache lines, past the caches where asked. For *_simd.cpp: everything has internal linkage, so that
// each instruction set keeps its own copy.
#pragma once
#include <stdint.h>
#include <string.h>
#if defined(__SSE2__)
#include <immintrin.h>
#endif

namespace te::base {
namespace {

constexpr int64_t line_floats = 16;  // 64 bytes

// Both pointers are aligned to a line. After streaming, fence_streams() before anyone else reads.
inline void write_line(float* to, const float* from, bool stream) {
#if defined(__AVX512F__)
    if (stream) return _mm512_stream_ps(to, _mm512_load_ps(from));
#elif defined(__SSE2__)
    if (stream) {
        for (int64_t k = 0; k < line_floats; k += 4) _mm_stream_ps(to + k, _mm_load_ps(from + k));
        return;
    }
#endif
    (void)stream;
    memcpy(to, from, line_floats * sizeof(float));
}

inline void fence_streams() {
#if defined(__SSE2__)
    _mm_sfence();
#endif
}

// Floats from the start of the line that `p` lies in.
inline int64_t place_in_line(const float* p) {
    return static_cast<int64_t>(reinterpret_cast<uintptr_t>(p) % 64 / sizeof(float));
}

}  // namespace
}  // namespace te::base
