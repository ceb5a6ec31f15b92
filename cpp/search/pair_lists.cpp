#include "search/exchange.h"

#include <cstddef>

namespace te::search {

PairLists pair_lists(int64_t units, int width, int64_t territories, const int32_t* territory) {
    const int64_t pairs_per_unit = width * (width - 1) / 2;
    PairLists out;
    out.pair.assign(static_cast<size_t>(units * pairs_per_unit), -1);
    int64_t capacity = 1024, used = 0;
    std::vector<int64_t> key(static_cast<size_t>(capacity), -1);
    std::vector<int32_t> id(static_cast<size_t>(capacity));
    std::vector<int64_t> sizes;
    const auto find = [&](int64_t wanted) {
        int64_t slot =
            static_cast<int64_t>((static_cast<uint64_t>(wanted) * 0x9E3779B97F4A7C15ull) >> 32) & (capacity - 1);
        while (key[slot] >= 0 && key[slot] != wanted) slot = (slot + 1) & (capacity - 1);
        return slot;
    };
    for (int64_t i = 0; i < units; ++i) {
        int64_t p = i * pairs_per_unit;
        for (int a = 0; a < width; ++a)
            for (int b = a + 1; b < width; ++b, ++p) {
                const int64_t s = territory[i * width + a], t = territory[i * width + b];
                if (s < 0 || t < 0) continue;
                const int64_t wanted = s < t ? s * territories + t : t * territories + s;
                int64_t slot = find(wanted);
                if (key[slot] < 0) {
                    if (2 * used >= capacity) {
                        std::vector<int64_t> old_key(static_cast<size_t>(2 * capacity), -1);
                        std::vector<int32_t> old_id(static_cast<size_t>(2 * capacity));
                        old_key.swap(key);
                        old_id.swap(id);
                        const int64_t old = capacity;
                        capacity *= 2;
                        for (int64_t o = 0; o < old; ++o)
                            if (old_key[o] >= 0) {
                                const int64_t to = find(old_key[o]);
                                key[to] = old_key[o];
                                id[to] = old_id[o];
                            }
                        slot = find(wanted);
                    }
                    key[slot] = wanted;
                    id[slot] = static_cast<int32_t>(used++);
                    sizes.push_back(0);
                }
                out.pair[p] = id[slot];
                ++sizes[id[slot]];
            }
    }
    out.first.assign(static_cast<size_t>(used + 1), 0);
    for (int64_t q = 0; q < used; ++q) out.first[q + 1] = out.first[q] + sizes[q];
    std::vector<int64_t> fill(out.first.begin(), out.first.end() - 1);
    out.unit.resize(static_cast<size_t>(out.first[used]));
    out.slot.resize(static_cast<size_t>(out.first[used]));
    for (int64_t i = 0; i < units; ++i) {
        int64_t p = i * pairs_per_unit;
        for (int a = 0; a < width; ++a)
            for (int b = a + 1; b < width; ++b, ++p) {
                if (out.pair[p] < 0) continue;
                const bool ordered = territory[i * width + a] < territory[i * width + b];
                const int64_t to = fill[out.pair[p]]++;
                out.unit[to] = static_cast<int32_t>(i);
                out.slot[to] = static_cast<uint8_t>(ordered ? a * 16 + b : b * 16 + a);
            }
    }
    return out;
}

}  // namespace te::search
