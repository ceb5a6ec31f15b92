// Random numbers that both kernel sets draw alike.
#pragma once
#include <cstdint>

namespace te::base {

namespace {  // each *_simd.cpp keeps the copy compiled for its own instruction set

// xorshift64* (Marsaglia 2003; Vigna, doi:10.1145/2845077).
struct Random {
    uint64_t state;
    explicit Random(uint64_t seed) : state(seed * 0x9E3779B97F4A7C15ull + 0x1234567ull) {
        for (int k = 0; k < 4; ++k) next();
    }
    uint64_t next() {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        return state * 0x2545F4914F6CDD1Dull;
    }
    int below(int n) { return static_cast<int>(((next() >> 32) * static_cast<uint64_t>(n)) >> 32); }
};

}  // namespace

}  // namespace te::base
