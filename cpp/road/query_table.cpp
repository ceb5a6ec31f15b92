#include "road/query_table.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <numeric>
#include <vector>

#include "base/parallel.h"
#include "road/sweep_search.h"

namespace te::road {
namespace {

constexpr int64_t good_lanes = good_lines * line_lanes;

// The few in groups of lines, dealt out evenly; narrower ones where threads would idle. Few enough for one group stay
// together where whole rows of the table are written, unless their distances take much memory.
struct Groups {
    Groups(int64_t few, bool whole_rows, int64_t sweep_nodes, int threads)
        : places(few), lines((few + line_lanes - 1) / line_lanes) {
        constexpr int64_t whole_bytes = int64_t{1} << 28;
        const bool whole = whole_rows && lines <= max_lines &&
                           sweep_nodes * lines * line_lanes * int64_t{sizeof(uint32_t)} <= whole_bytes;
        const int64_t widest_lines = whole ? max_lines : good_lines;
        count = std::max((lines + widest_lines - 1) / widest_lines, std::min<int64_t>(lines, threads));
    }

    int64_t begin(int64_t group) const { return std::min(places, lines * group / count * line_lanes); }
    int64_t widest() const { return (lines + count - 1) / count * line_lanes; }

    int64_t places, lines, count;
};

// Searches wait here for the next group: their memory is large.
class Idle {
  public:
    template <class Make>
    std::unique_ptr<SweepSearch> take(const Make& make) {
        {
            const std::lock_guard<std::mutex> guard(lock_);
            if (!searches_.empty()) {
                auto search = std::move(searches_.back());
                searches_.pop_back();
                return search;
            }
        }
        return make();
    }

    void give_back(std::unique_ptr<SweepSearch> search) {
        const std::lock_guard<std::mutex> guard(lock_);
        searches_.push_back(std::move(search));
    }

  private:
    std::mutex lock_;
    std::vector<std::unique_ptr<SweepSearch>> searches_;
};

// Which place each lane is for. Neighbours in the hierarchy share most of their upward search; where places are
// columns they keep their order, for wide stores.
std::vector<int64_t> lane_order(const QueryGraph& graph, const Ends& few, bool as_columns) {
    std::vector<int64_t> order(static_cast<size_t>(few.count));
    std::iota(order.begin(), order.end(), int64_t{0});
    if (as_columns) return order;
    const auto position = [&](int64_t place) {
        const int32_t node = few.node[2 * place] >= 0 ? few.node[2 * place] : few.node[2 * place + 1];
        return node >= 0 ? graph.position_of[node] : -1;
    };
    std::sort(order.begin(), order.end(), [&](int64_t a, int64_t b) { return position(a) < position(b); });
    return order;
}

}  // namespace

void road_table(const QueryGraph& graph, const Ends& from, const Ends& to, const Table& table, int threads) {
    if (from.count == 0 || to.count == 0) return;
    const bool few_leave = from.count <= to.count;
    const Ends &few = few_leave ? from : to, &many = few_leave ? to : from;
    const UpArcs &up = few_leave ? graph.out : graph.in, &down = few_leave ? graph.in : graph.out;
    const int64_t few_step = few_leave ? table.row_step : table.column_step;
    const int64_t many_step = few_leave ? table.column_step : table.row_step;

    const int workers = base::resolve_threads(threads);
    const bool as_columns = few_step == 1;
    const SweepTargets targets(graph, down, many, (few.count + good_lanes - 1) / good_lanes);
    const Groups groups(few.count, as_columns, targets.graph().nodes, workers);
    const std::vector<int64_t> order = lane_order(graph, few, as_columns);

    Idle idle;
    base::parallel_tasks(groups.count, workers, [&](int64_t group) {
        auto search = idle.take([&] { return std::make_unique<SweepSearch>(graph, targets, groups.widest()); });
        const int64_t first = groups.begin(group), lanes = groups.begin(group + 1) - first;
        const SweepResult result = search->run(up, few, order.data() + first, lanes);
        if (as_columns) {
            TE_DISPATCH(te::road, copy_many_major)(result, many.count, table.unit, table.out + first, many_step);
        } else {
            float* out_of_lane[max_lines * line_lanes];
            for (int64_t lane = 0; lane < lanes; ++lane)
                out_of_lane[lane] = table.out + order[static_cast<size_t>(first + lane)] * few_step;
            TE_DISPATCH(te::road, copy_few_major)(result, many.count, table.unit, out_of_lane);
        }
        idle.give_back(std::move(search));
    });
}

}  // namespace te::road
