// Sums of a pass, task by task, and how they are added up.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "transport/edges.h"

namespace te::transport {

// The sums that every task of a pass has to itself: loads, and a table of edges where they are wanted.
class TaskSums {
  public:
    TaskSums(int64_t tasks, int64_t territories, int measures, bool edges);
    double* loads(int64_t task) { return loads_.data() + task * territories_ * measures_; }
    EdgeTable* edges(int64_t task) { return &tables_[static_cast<size_t>(task)]; }
    // Adds up all tasks in their order: loads (K, M); edges, in order of first appearance, where they were wanted.
    void merge(double* loads, Edges* edges) const;

  private:
    int64_t tasks_, territories_;
    int measures_;
    bool with_edges_;
    std::vector<double> loads_, values_;
    std::vector<int64_t> keys_;
    std::vector<EdgeTable> tables_;
};

}  // namespace te::transport
