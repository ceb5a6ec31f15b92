#include "road/order_leaf.h"

#include <algorithm>
#include <bit>

namespace te::road {

namespace {

constexpr uint64_t kGone = UINT64_MAX;
constexpr size_t kHalo = 2048;  // neighbours of a set that are looked at: more only where nodes have very many

template <class Visit>
void for_each_bit(const uint64_t* bits, size_t words, const Visit& visit) {
    for (size_t w = 0; w < words; ++w)
        for (uint64_t rest = bits[w]; rest != 0; rest &= rest - 1)
            visit(64 * w + static_cast<size_t>(std::countr_zero(rest)));
}

void set_bit(uint64_t* bits, size_t k) { bits[k / 64] |= uint64_t{1} << (k % 64); }
void clear_bit(uint64_t* bits, size_t k) { bits[k / 64] &= ~(uint64_t{1} << (k % 64)); }

}  // namespace

void LeafOrder::run(std::vector<int32_t>& nodes) {
    gather(nodes);
    score_.resize(own_);
    for (size_t u = 0; u < own_; ++u) score_[u] = score(u);
    std::vector<int32_t> order;
    order.reserve(own_);
    for (size_t step = 0; step < own_; ++step) {
        const auto u = static_cast<size_t>(std::min_element(score_.begin(), score_.end()) - score_.begin());
        order.push_back(nodes[u]);
        contract(u);
    }
    for (const int32_t u : nodes) slot_[static_cast<size_t>(u)] = -1;
    nodes.swap(order);
}

void LeafOrder::gather(const std::vector<int32_t>& nodes) {
    own_ = nodes.size();
    for (size_t k = 0; k < own_; ++k) slot_[static_cast<size_t>(nodes[k])] = static_cast<int32_t>(k);
    halo_.clear();
    for (const int32_t u : nodes)
        for (const int32_t* w = core_.begin(u); w != core_.end(u); ++w)
            if (slot_[static_cast<size_t>(*w)] < 0) halo_.push_back(*w);
    std::sort(halo_.begin(), halo_.end());
    halo_.erase(std::unique(halo_.begin(), halo_.end()), halo_.end());
    if (halo_.size() > kHalo) halo_.resize(kHalo);
    words_ = (own_ + halo_.size() + 63) / 64;
    rows_.assign((own_ + halo_.size()) * words_, 0);
    affected_.assign(words_, 0);
    for (size_t k = 0; k < own_; ++k)
        for (const int32_t* w = core_.begin(nodes[k]); w != core_.end(nodes[k]); ++w) {
            auto other = static_cast<size_t>(slot_[static_cast<size_t>(*w)]);
            if (slot_[static_cast<size_t>(*w)] < 0) {
                const auto place = std::lower_bound(halo_.begin(), halo_.end(), *w);
                if (place == halo_.end()) continue;
                other = own_ + static_cast<size_t>(place - halo_.begin());
            }
            set_bit(row(k), other);
            set_bit(row(other), k);
        }
}

uint64_t LeafOrder::score(size_t u) const {
    const uint64_t* own = row(u);
    uint64_t degree = 0, missing = 0;
    for (size_t w = 0; w < words_; ++w) degree += static_cast<uint64_t>(std::popcount(own[w]));
    for_each_bit(own, words_, [&](size_t v) {
        const uint64_t* other = row(v);
        for (size_t w = 0; w < words_; ++w) missing += static_cast<uint64_t>(std::popcount(own[w] & ~other[w]));
    });
    return (missing - degree) << 32 | degree;
}

void LeafOrder::contract(size_t u) {
    const uint64_t* own = row(u);
    std::fill(affected_.begin(), affected_.end(), 0);
    for_each_bit(own, words_, [&](size_t v) {
        uint64_t* other = row(v);
        for (size_t w = 0; w < words_; ++w) other[w] |= own[w];
        clear_bit(other, v);
        clear_bit(other, u);
        for (size_t w = 0; w < words_; ++w) affected_[w] |= other[w];
    });
    score_[u] = kGone;
    for_each_bit(affected_.data(), words_, [&](size_t v) {
        if (v < own_) score_[v] = score(v);
    });
}

}  // namespace te::road
