#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <utility>

#include "bindings/road_views.h"
#include "road/query_nearest.h"
#include "road/query_path.h"
#include "road/query_round_trip.h"
#include "road/query_table.h"

namespace py = pybind11;
using te::bindings::Array;
using te::bindings::exact;
using te::bindings::SearchArcsView;
using te::bindings::SearchGraphView;

namespace {

using EndArrays = std::pair<Array<int32_t>, Array<uint32_t>>;                      // node, weight: (count, 2) both
using DirectArrays = std::tuple<Array<int64_t>, Array<int32_t>, Array<uint32_t>>;  // first, center, weight

te::road::UpArcs view(const SearchArcsView& arcs) {
    return {arcs.first.data(), arcs.head.data(), arcs.weight.data(), arcs.middle.data()};
}

te::road::QueryGraph view(const SearchGraphView& search) {
    return {search.nodes(), search.position_of.data(), view(search.out), view(search.in)};
}

// Nodes are checked: a wrong one would read anywhere.
te::road::Ends ends(const EndArrays& arrays, const SearchGraphView& search, const char* name) {
    const auto& [node, weight] = arrays;
    if (node.ndim() != 2 || node.shape(1) != 2)
        throw std::invalid_argument(std::string(name) + ": expected (n, 2) nodes");
    te::bindings::check_size(weight, node.size(), name);
    const int32_t* const nodes = node.data();
    for (py::ssize_t i = 0; i < node.size(); ++i)
        if (nodes[i] < -1 || nodes[i] >= search.nodes())
            throw std::invalid_argument(std::string(name) + ": no node " + std::to_string(nodes[i]));
    return {node.shape(0), nodes, weight.data()};
}

te::road::DirectWays direct_ways(const DirectArrays& arrays, int64_t places, int64_t centers) {
    const auto& [first, center, weight] = arrays;
    te::bindings::check_size(first, places + 1, "direct first");
    const int64_t* const begin = first.data();
    for (int64_t i = 0; i < places; ++i)
        if (begin[i] > begin[i + 1]) throw std::invalid_argument("direct first: does not ascend");
    if (begin[0] != 0) throw std::invalid_argument("direct first: does not begin with 0");
    te::bindings::check_size(center, begin[places], "direct center");
    te::bindings::check_size(weight, begin[places], "direct weight");
    for (py::ssize_t i = 0; i < center.size(); ++i)
        if (center.data()[i] < 0 || center.data()[i] >= centers)
            throw std::invalid_argument("direct center: no centre");
    return {begin, center.data(), weight.data()};
}

class NearestArrays {
  public:
    NearestArrays(int64_t places, int64_t k) : k_(k) {
        if (k < 1) throw std::invalid_argument("k: expected at least 1, got " + std::to_string(k));
        center_ = te::bindings::make<int32_t>({places, k});
        travel_ = te::bindings::make<float>({places, k});
    }
    te::road::Nearest view(float unit) { return {k_, center_.mutable_data(), travel_.mutable_data(), unit}; }
    py::tuple both() const { return py::make_tuple(center_, travel_); }

  private:
    int64_t k_;
    Array<int32_t> center_;
    Array<float> travel_;
};

void road_table(const SearchGraphView& search, const EndArrays& exits, const EndArrays& entries,
                py::array_t<float>& out, float unit, int threads) {
    const te::road::QueryGraph graph = view(search);
    const te::road::Ends from = ends(exits, search, "exits"), to = ends(entries, search, "entries");
    if (out.ndim() != 2 || out.shape(0) != from.count || out.shape(1) != to.count)
        throw std::invalid_argument("out: expected shape (" + std::to_string(from.count) + ", " +
                                    std::to_string(to.count) + ")");
    constexpr py::ssize_t size = sizeof(float);
    if (out.size() == 0) return;
    if ((out.strides(0) != size && out.strides(1) != size) || out.strides(0) % size != 0 || out.strides(1) % size != 0)
        throw std::invalid_argument("out: expected rows or columns that are contiguous");
    const te::road::Table table{out.mutable_data(), out.strides(0) / size, out.strides(1) / size, unit};
    const py::gil_scoped_release release;
    te::road::road_table(graph, from, to, table, threads);
}

py::tuple road_nearest(const SearchGraphView& search, const EndArrays& points, const EndArrays& centers, bool outward,
                       const DirectArrays& direct, int64_t k, float unit, int threads) {
    const te::road::QueryGraph graph = view(search);
    const te::road::Ends many = ends(points, search, "points"), few = ends(centers, search, "centers");
    const te::road::DirectWays ways = direct_ways(direct, many.count, few.count);
    NearestArrays result(many.count, k);
    const te::road::Nearest nearest = result.view(unit);
    {
        const py::gil_scoped_release release;
        te::road::road_nearest(graph, outward ? graph.out : graph.in, outward ? graph.in : graph.out, few, many, ways,
                               nearest, threads);
    }
    return result.both();
}

py::tuple road_nearest_round_trip(const SearchGraphView& search, const std::pair<EndArrays, EndArrays>& points,
                                  const std::pair<EndArrays, EndArrays>& centers,
                                  const std::pair<DirectArrays, DirectArrays>& direct, int64_t k, float unit,
                                  int threads) {
    const te::road::QueryGraph graph = view(search);
    const auto two_ways = [&](const std::pair<EndArrays, EndArrays>& arrays, const char* name) {
        const te::road::TwoWays both{ends(arrays.first, search, name), ends(arrays.second, search, name)};
        if (both.exits.count != both.entries.count)
            throw std::invalid_argument(std::string(name) + ": expected as many exits as entries");
        return both;
    };
    const te::road::TwoWays many = two_ways(points, "points"), few = two_ways(centers, "centers");
    const te::road::DirectWays out = direct_ways(direct.first, many.exits.count, few.exits.count);
    const te::road::DirectWays back = direct_ways(direct.second, many.exits.count, few.exits.count);
    NearestArrays result(many.exits.count, k);
    const te::road::Nearest nearest = result.view(unit);
    {
        const py::gil_scoped_release release;
        te::road::road_nearest_round_trip(graph, few, many, out, back, nearest, threads);
    }
    return result.both();
}

py::tuple road_path(const SearchGraphView& search, const EndArrays& exits, const EndArrays& entries) {
    const te::road::QueryGraph graph = view(search);
    const te::road::Ends from = ends(exits, search, "exits"), to = ends(entries, search, "entries");
    if (from.count != 1 || to.count != 1) throw std::invalid_argument("road_path: expected one place at each end");
    te::road::Path path;
    {
        const py::gil_scoped_release release;
        path = te::road::road_path(graph, from, to);
    }
    return py::make_tuple(path.weight, te::bindings::owned(std::move(path.nodes)));
}

}  // namespace

void bind_road_queries(py::module_& m) {
    m.def("road_table", &road_table, py::arg("search"), exact("exits"), exact("entries"), exact("out"), py::arg("unit"),
          py::arg("threads"));
    m.def("road_nearest", &road_nearest, py::arg("search"), exact("points"), exact("centers"), py::arg("outward"),
          exact("direct"), py::arg("k"), py::arg("unit"), py::arg("threads"));
    m.def("road_nearest_round_trip", &road_nearest_round_trip, py::arg("search"), exact("points"), exact("centers"),
          exact("direct"), py::arg("k"), py::arg("unit"), py::arg("threads"));
    m.def("road_path", &road_path, py::arg("search"), exact("exits"), exact("entries"));
}
