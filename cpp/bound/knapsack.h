// The 0/1 knapsack of one candidate centre: which units to take for the largest profit within the capacity.
#pragma once
#include <cstdint>
#include <vector>

namespace te::bound {

struct Item {
    double profit, weight, ratio;  // ratio: profit / weight
    int64_t entry;                 // the caller's name of it; breaks ties
};

struct KnapsackResult {
    double value;  // the largest profit; an upper bound of it where not exact
    double rate;   // profit of a unit of capacity: ratio of the item that the fractional solution splits, 0 if none
    bool exact;
};

// Branch and bound after Horowitz and Sahni (1974, doi:10.1145/321812.321823) in runs of consecutive items, with the
// bound of Martello and Toth (1977, doi:10.1016/0377-2217(77)90024-8), on the core that reduced costs leave open (Balas
// and Zemel 1980, doi:10.1287/opre.28.5.1130). Weights are any numbers >= 0; items heavier than the capacity must not
// be added. Memory is kept between knapsacks.
class Knapsack {
  public:
    void clear() { items_.clear(); }
    void add(double profit, double weight, int64_t entry) {
        items_.push_back({profit, weight, weight > 0.0 ? profit / weight : 1e300, entry});
    }
    // Gives up after `node_limit` nodes of the tree and returns the bound of its root.
    KnapsackResult solve(double capacity, int64_t node_limit);

    // After solve(): items in the order of solve(), and whether each is taken.
    const std::vector<Item>& items() const { return items_; }
    const std::vector<uint8_t>& taken() const { return taken_; }

  private:
    struct Run {  // items [begin, end) taken in a row, from profit and capacity left before them
        int64_t begin, end;
        double profit, left;
    };
    void open_core(double rate, double gap);
    bool search(double capacity, int64_t node_limit, double& best);
    void keep_best();

    std::vector<Item> items_;
    std::vector<uint8_t> taken_;
    std::vector<int64_t> core_;                            // places in items_ of the core
    std::vector<double> weight_sum_, profit_sum_, least_;  // of the core: prefix sums, least weight from here on
    std::vector<Run> runs_;
};

}  // namespace te::bound
