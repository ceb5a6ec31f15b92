// A set of positions in the hierarchy that is walked from the lowest node up while higher ones are added.
#pragma once
#include <stdint.h>

namespace te::road {

// Two levels of bits: a walk looks at one word per 4096 positions and at the words that have members.
struct Positions {
    uint64_t* words;    // (position_words(n),), zero at first
    uint64_t* summary;  // (summary_words(n),), zero at first
};

// Internal linkage: each instruction set keeps its own copy.
namespace {

inline int64_t position_words(int64_t positions) { return positions / 64 + 1; }
inline int64_t summary_words(int64_t positions) { return positions / 4096 + 1; }

inline bool has(const Positions& set, int32_t position) {
    return (set.words[position >> 6] >> (position & 63) & 1) != 0;
}

// Without a look at whether it is there: that would be a branch as often right as wrong.
inline void add(const Positions& set, int32_t position) {
    set.words[position >> 6] |= uint64_t{1} << (position & 63);
    set.summary[position >> 12] |= uint64_t{1} << (position >> 6 & 63);
}

// Calls take(position) for every member from `greatest` down; take may add smaller ones. The set stays as it is, or is
// empty afterwards.
template <bool Forget, class Take>
void descend(const Positions& set, int32_t greatest, const Take& take) {
    for (int64_t s = greatest >> 12; s >= 0; --s) {
        uint64_t words_below = ~uint64_t{0};
        while (const uint64_t words = set.summary[s] & words_below) {
            const int word = 63 - __builtin_clzll(words);
            words_below = (uint64_t{1} << word) - 1;
            const int64_t w = s << 6 | word;
            uint64_t below = ~uint64_t{0};
            while (const uint64_t members = set.words[w] & below) {
                const int member = 63 - __builtin_clzll(members);
                below = (uint64_t{1} << member) - 1;
                take(static_cast<int32_t>(w << 6 | member));
            }
            if (Forget) set.words[w] = 0;
        }
        if (Forget) set.summary[s] = 0;
    }
}

// Calls take(position) for every member up to `greatest`, in ascending order.
template <class Take>
void ascend(const Positions& set, int32_t greatest, const Take& take) {
    for (int64_t s = 0; s <= greatest >> 12; ++s)
        for (uint64_t words = set.summary[s]; words != 0; words &= words - 1) {
            const int64_t w = s << 6 | __builtin_ctzll(words);
            for (uint64_t members = set.words[w]; members != 0; members &= members - 1)
                take(static_cast<int32_t>(w << 6 | __builtin_ctzll(members)));
        }
}

}  // namespace
}  // namespace te::road
