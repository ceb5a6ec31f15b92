// Stable parallel radix sort of 64-bit words by their upper 32 bits.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/parallel.h"

namespace te::base {

// Sorts `words` by bits 32..63; equal ones keep their order. `scratch` has the same length. O(n) time, three
// passes. The result does not depend on the number of threads, so the number of slices may.
inline void radix_sort_upper_half(std::vector<uint64_t>& words, std::vector<uint64_t>& scratch, int threads) {
    constexpr int digit_bits = 11, buckets = 1 << digit_bits;
    const auto n = static_cast<int64_t>(words.size());
    const int64_t slices = n < 65536 ? 1 : threads;
    std::vector<std::array<int64_t, buckets>> places(static_cast<size_t>(slices));
    for (int shift = 32; shift < 64; shift += digit_bits) {
        const uint64_t* from = words.data();
        uint64_t* to = scratch.data();
        const auto digit = [shift](uint64_t word) { return (word >> shift) & (buckets - 1); };
        parallel_slices(n, slices, threads, [&](int64_t slice, int64_t begin, int64_t end) {
            auto& count = places[static_cast<size_t>(slice)];
            count.fill(0);
            for (int64_t i = begin; i < end; ++i) ++count[digit(from[i])];
        });
        int64_t next = 0;
        for (size_t bucket = 0; bucket < buckets; ++bucket)
            for (auto& slice : places) next += std::exchange(slice[bucket], next);
        parallel_slices(n, slices, threads, [&](int64_t slice, int64_t begin, int64_t end) {
            auto& place = places[static_cast<size_t>(slice)];
            for (int64_t i = begin; i < end; ++i) to[place[digit(from[i])]++] = from[i];
        });
        words.swap(scratch);
    }
}

}  // namespace te::base
