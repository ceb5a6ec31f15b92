#include <pybind11/pybind11.h>

#include "bindings/views.h"
#include "search/listed_border.h"
#include "transport/list_territories.h"
#include "transport/listed_pass.h"

namespace py = pybind11;
using namespace te::bindings;
using te::spatial::kLeaf;

namespace {

// Lists as Python has them, (first, territory, travel), checked against each other; entries are trusted.
struct ListsView {
    Array<int64_t> first;
    Array<int32_t> territory;
    Array<float> travel;
    te::transport::Lists lists;

    explicit ListsView(const py::tuple& given)
        : first(given[0].cast<Array<int64_t>>()),
          territory(given[1].cast<Array<int32_t>>()),
          travel(given[2].cast<Array<float>>()) {
        if (first.size() < 1) throw std::invalid_argument("lists: expected a first entry of each leaf, and the last");
        const int64_t leaves = first.size() - 1, entries = first.data()[leaves];
        check_size(territory, entries, "territory");
        check_size(travel, entries * kLeaf, "travel");
        lists = {leaves, first.data(), territory.data(), travel.data()};
    }
};

template <class T>
Array<T> to_array(const std::vector<T>& v, std::vector<py::ssize_t> shape) {
    return Array<T>(std::move(shape), v.data());
}

py::tuple list_territories(const UnitsView& u, int64_t begin, Array<float> travel, Array<float> prices,
                           Array<float> slack, int64_t most, Array<int32_t> labels, int threads) {
    const int64_t k = travel.shape(0), count = travel.shape(1);
    check_size(prices, k * u.units.measures, "prices");
    check_size(slack, k, "slack");
    if (labels.size() != 0) check_size(labels, count, "labels");
    if (begin < 0 || begin % kLeaf != 0 || count % kLeaf != 0 || begin + count > u.units.count)
        throw std::invalid_argument("travel: expected columns for whole leaves of the units");
    te::transport::Listing listing;
    listing.territories = k;
    listing.begin = begin;
    listing.count = count;
    listing.travel = travel.data();
    listing.prices = prices.data();
    listing.slack = slack.data();
    listing.labels = data_or_null(labels);
    listing.most = most;
    auto beyond = make<float>({count});
    float* rest = beyond.mutable_data();
    te::transport::MadeLists out;
    {
        py::gil_scoped_release release;
        out = te::transport::list_territories(u.units, listing, rest, threads);
    }
    const auto entries = static_cast<py::ssize_t>(out.territory.size());
    return py::make_tuple(to_array(out.first, {static_cast<py::ssize_t>(out.first.size())}),
                          to_array(out.territory, {entries}), to_array(out.travel, {entries, kLeaf}), beyond);
}

py::tuple listed_pass(const UnitsView& u, const py::tuple& lists, Array<float> prices, Array<float> window,
                      Array<int32_t> labels, int threads) {
    const ListsView view(lists);
    const int64_t k = prices.shape(1), measures = u.units.measures;
    check_size(prices, k * measures, "prices");
    if (view.lists.leaves * kLeaf != u.units.count) throw std::invalid_argument("lists: of other units");
    if (window.size() != 0) check_size(window, k, "window");
    if (labels.size() != 0) check_size(labels, u.units.count, "labels");
    auto loads = make<double>({k, measures});
    te::transport::Edges edges;
    const float* width = data_or_null(window);
    const float* price = prices.data();
    int32_t* label = labels.size() == 0 ? nullptr : labels.mutable_data();
    double* load = loads.mutable_data();
    {
        py::gil_scoped_release release;
        te::transport::listed_pass(u.units, view.lists, price, k, width, label, load, &edges, threads);
    }
    const auto count = static_cast<py::ssize_t>(edges.pairs.size() / 2);
    return py::make_tuple(loads, to_array(edges.pairs, {count, 2}),
                          to_array(edges.curvature, {count, measures, measures}));
}

py::tuple listed_border(const UnitsView& u, const py::tuple& lists, Array<float> prices, Array<float> margin,
                        Array<int32_t> labels, int width, int threads) {
    const ListsView view(lists);
    const int64_t k = prices.shape(1);
    check_size(prices, k * u.units.measures, "prices");
    check_size(margin, k, "margin");
    check_size(labels, u.units.count, "labels");
    if (view.lists.leaves * kLeaf != u.units.count) throw std::invalid_argument("lists: of other units");
    if (width < 2 || width > 16) throw std::invalid_argument("width: expected 2 to 16");
    te::search::Border out;
    const float *price = prices.data(), *near = margin.data();
    const int32_t* label = labels.data();
    {
        py::gil_scoped_release release;
        out = te::search::listed_border(u.units, view.lists, price, k, near, label, width, threads);
    }
    const auto count = static_cast<py::ssize_t>(out.unit.size());
    return py::make_tuple(to_array(out.unit, {count}), to_array(out.territory, {count, width}),
                          to_array(out.cost, {count, width}));
}

Array<float> listed_travel(const py::tuple& lists, Array<int32_t> labels, int threads) {
    const ListsView view(lists);
    check_size(labels, view.lists.leaves * kLeaf, "labels");
    auto travel = make<float>({labels.size()});
    float* out = travel.mutable_data();
    const int32_t* label = labels.data();
    py::gil_scoped_release release;
    te::transport::listed_travel(view.lists, label, out, threads);
    return travel;
}

}  // namespace

void bind_listed(py::module_& m) {
    m.def("list_territories", &list_territories, py::arg("units"), py::arg("begin"), exact("travel"), exact("prices"),
          exact("slack"), py::arg("most"), exact("labels"), py::arg("threads"));
    m.def("listed_pass", &listed_pass, py::arg("units"), py::arg("lists"), exact("prices"), exact("window"),
          exact("labels"), py::arg("threads"));
    m.def("listed_border", &listed_border, py::arg("units"), py::arg("lists"), exact("prices"), exact("margin"),
          exact("labels"), py::arg("width"), py::arg("threads"));
    m.def("listed_travel", &listed_travel, py::arg("lists"), exact("labels"), py::arg("threads"));
}
