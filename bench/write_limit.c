/* How fast this machine writes an array past its caches: the limit of whatever fills one. */
#include <stddef.h>
#if defined(__SSE__)
#include <immintrin.h>
#endif

/* `out` aligned to 64 bytes, `count` a multiple of 16. */
void write_past_caches(float *out, size_t count) {
#if defined(__AVX512F__)
    const __m512 value = _mm512_set1_ps(1.0f);
    for (size_t i = 0; i < count; i += 16) _mm512_stream_ps(out + i, value);
    _mm_sfence();
#elif defined(__AVX__)
    const __m256 value = _mm256_set1_ps(1.0f);
    for (size_t i = 0; i < count; i += 8) _mm256_stream_ps(out + i, value);
    _mm_sfence();
#elif defined(__SSE__)
    const __m128 value = _mm_set1_ps(1.0f);
    for (size_t i = 0; i < count; i += 4) _mm_stream_ps(out + i, value);
    _mm_sfence();
#else
    for (size_t i = 0; i < count; ++i) out[i] = 1.0f;
#endif
}
