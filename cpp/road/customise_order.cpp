#include "road/customise_order.h"

#include <algorithm>
#include <cstddef>

#include "base/parallel.h"

namespace te::road {

namespace {

size_t at(int64_t k) { return static_cast<size_t>(k); }

// Ways from the nodes of a supernode to each other and to the higher nodes, in one direction.
struct Ways {
    std::vector<uint32_t> distance, weight, middle;  // (own, higher + own)
};

// One supernode: rows are its own nodes from the highest to the lowest, columns the higher ones and then its own.
class Supernode {
  public:
    Supernode(const Hierarchy& h, Metric& m) : h_(h), m_(m) {}

    // Arranges positions begin to end - 1.
    void run(int32_t begin, int32_t end, int32_t* moved) {
        begin_ = begin;
        own_ = at(end - begin);
        higher_ = at(h_.first[at(begin) + 1] - h_.first[at(begin)]);
        if (own_ == 1) {
            moved[begin] = begin;
            keep_shortest(m_.up);
            if (!m_.symmetric) keep_shortest(m_.down);
            return;
        }
        read(m_.up, out_, in_);
        read(m_.symmetric ? m_.up : m_.down, in_, out_);
        order_.resize(own_);
        left_.resize(own_);
        for (size_t i = 0; i < own_; ++i) left_[i] = own_ - 1 - i;
        while (!left_.empty()) {
            const auto next = cheapest();
            const size_t x = *next;
            left_.erase(next);
            const size_t place = left_.size();
            moved[at(begin) + x] = begin + static_cast<int32_t>(place);
            order_[place] = x;
            contract(x);
        }
        write(m_.up, out_);
        if (!m_.symmetric) write(m_.down, in_);
    }

  private:
    size_t columns() const { return higher_ + own_; }
    int64_t link(size_t row) const { return h_.first[at(begin_) + row]; }

    void keep_shortest(LinkWeights& links) const {
        for (int64_t e = link(0); e < link(1); ++e)
            if (links.below[at(e)] != links.weight[at(e)]) links.below[at(e)] = kUnreachable;
    }

    // The links of each row in one direction; between own nodes they are the other direction of the other row.
    void read(const LinkWeights& links, Ways& ways, Ways& reverse) const {
        for (Ways* one : {&ways, &reverse}) {
            one->distance.resize(own_ * columns());
            one->weight.resize(own_ * columns());
            one->middle.resize(own_ * columns());
        }
        for (size_t i = 0; i < own_; ++i)
            for (size_t j = 0; j < higher_ + i; ++j) {
                const size_t e = at(link(i)) + j;
                copy(links, e, ways, i * columns() + j);
                if (j >= higher_) copy(links, e, reverse, (j - higher_) * columns() + higher_ + i);
            }
    }

    static void copy(const LinkWeights& links, size_t e, Ways& ways, size_t to) {
        ways.distance[to] = links.weight[e];
        ways.weight[to] = links.below[e];
        ways.middle[to] = links.middle[e];
    }

    int32_t needed(const Ways& ways, size_t x) const {
        const size_t row = x * columns();
        const auto shortest = [&](size_t k) {
            return ways.weight[row + k] == ways.distance[row + k] && ways.weight[row + k] < kUnreachable ? 1 : 0;
        };
        int32_t count = 0;
        for (size_t j = 0; j < higher_; ++j) count += shortest(j);
        for (const size_t y : left_) count += y == x ? 0 : shortest(higher_ + y);
        return count;
    }

    // Of the nodes that are left the one that needs fewest arcs to the others, of these the lowest.
    std::vector<size_t>::iterator cheapest() {
        auto best = left_.begin();
        int32_t least = INT32_MAX;
        for (auto x = left_.begin(); x != left_.end(); ++x) {
            const int32_t count = needed(out_, *x) + (m_.symmetric ? 0 : needed(in_, *x));
            if (count < least) least = count, best = x;
        }
        return best;
    }

    // Ways over x, which is lower than all that are left.
    void contract(size_t x) {
        for (const size_t a : left_) {
            relax(a, x, out_);
            if (!m_.symmetric) relax(a, x, in_);
        }
    }

    void relax(size_t a, size_t x, Ways& ways) const {
        const uint32_t to_x = ways.weight[a * columns() + higher_ + x];
        const auto middle = static_cast<uint32_t>(at(begin_) + x) + 1;
        const uint32_t* from_x = ways.weight.data() + x * columns();
        uint32_t* const weight = ways.weight.data() + a * columns();
        uint32_t* const over = ways.middle.data() + a * columns();
        for (size_t k = 0; k < columns(); ++k) {
            const uint32_t longer = to_x + from_x[k];
            over[k] = longer < weight[k] ? middle : over[k];
            weight[k] = std::min(weight[k], longer);
        }
    }

    // The links of every place, to the higher nodes and to the places above it.
    void write(LinkWeights& links, const Ways& ways) const {
        for (size_t place = 0; place < own_; ++place)
            for (size_t j = 0; j < higher_ + place; ++j) {
                const size_t column = j < higher_ ? j : higher_ + order_[j - higher_];
                const size_t from = order_[place] * columns() + column, e = at(link(place)) + j;
                links.below[e] = ways.weight[from] == ways.distance[from] ? ways.weight[from] : kUnreachable;
                links.middle[e] = ways.middle[from];
            }
    }

    const Hierarchy& h_;
    Metric& m_;
    int32_t begin_ = 0;
    size_t own_ = 0, higher_ = 0;
    Ways out_, in_;                     // from and to the own nodes
    std::vector<size_t> left_, order_;  // own nodes not placed yet, lowest first; the own node at each place
};

}  // namespace

std::vector<int32_t> arrange_supernodes(const Hierarchy& h, Metric& m, int threads) {
    std::vector<int32_t> moved(at(h.nodes()));
    const auto count = static_cast<int64_t>(h.supernode.size()) - 1;
    base::parallel_slices(count, base::task_count(count / 64, 1), threads, [&](int64_t, int64_t begin, int64_t end) {
        Supernode supernode(h, m);
        for (int64_t k = begin; k < end; ++k) supernode.run(h.supernode[at(k)], h.supernode[at(k) + 1], moved.data());
    });
    return moved;
}

}  // namespace te::road
