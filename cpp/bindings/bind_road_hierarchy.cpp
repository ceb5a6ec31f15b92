#include <pybind11/pybind11.h>

#include "bindings/road_views.h"
#include "road/order.h"
#include "road/search_graph.h"

namespace py = pybind11;
using namespace te::bindings;

namespace {

te::road::Arcs arcs_of(const Array<int64_t>& first, const Array<int32_t>& head) {
    if (first.size() == 0) throw std::invalid_argument("first: expected n + 1 values, got none");
    if (first.size() > INT32_MAX) throw std::length_error("more than 2^31 nodes are not supported");
    if (head.size() > int64_t{UINT32_MAX}) throw std::length_error("more than 2^32 arcs are not supported");
    const te::road::Arcs arcs{static_cast<int32_t>(first.size() - 1), first.data(), head.data()};
    te::road::check_arcs(arcs, head.size());
    return arcs;
}

std::unique_ptr<te::road::Dissection> make_dissection(Array<int64_t> first, Array<int32_t> head, int threads) {
    const te::road::Arcs arcs = arcs_of(first, head);
    py::gil_scoped_release release;
    return std::make_unique<te::road::Dissection>(arcs, te::base::resolve_threads(threads));
}

std::unique_ptr<te::road::Hierarchy> make_hierarchy(Array<int64_t> first, Array<int32_t> head, Array<int32_t> order,
                                                    int threads) {
    const te::road::Arcs arcs = arcs_of(first, head);
    const std::vector<int32_t> nodes(order.data(), order.data() + order.size());
    py::gil_scoped_release release;
    return std::make_unique<te::road::Hierarchy>(te::road::contract(arcs, nodes, te::base::resolve_threads(threads)));
}

SearchArcsView view_of(te::road::SearchArcs&& arcs) {
    return {owned(std::move(arcs.first)), owned(std::move(arcs.head)), owned(std::move(arcs.weight)),
            owned(std::move(arcs.middle))};
}

SearchGraphView customise(const te::road::Hierarchy& hierarchy, Array<uint32_t> weight, int threads) {
    check_size(weight, hierarchy.road_arcs, "weight");
    const uint32_t* weights = weight.data();
    te::road::SearchGraph graph;
    {
        py::gil_scoped_release release;
        const int workers = te::base::resolve_threads(threads);
        te::road::Metric metric = te::road::customise_basic(hierarchy, weights, workers);
        te::road::customise_perfect(hierarchy, metric, workers);
        graph = te::road::search_graph(hierarchy, std::move(metric), workers);
    }
    SearchGraphView view{
        owned(std::move(graph.position_of)), owned(std::move(graph.parent)), view_of(std::move(graph.out)), {}};
    view.in = graph.symmetric ? view.out : view_of(std::move(graph.in));
    return view;
}

void check_arcs(const SearchArcsView& arcs, int64_t nodes) {
    check_size(arcs.first, nodes + 1, "first");
    check_size(arcs.weight, arcs.head.size(), "weight");
    check_size(arcs.middle, arcs.head.size(), "middle");
    te::road::check_search_arcs(nodes, arcs.first.data(), arcs.head.size(), arcs.head.data(), arcs.weight.data(),
                                arcs.middle.data());
}

SearchGraphView make_search_graph(Array<int32_t> position_of, Array<int32_t> parent, Array<int64_t> out_first,
                                  Array<int32_t> out_head, Array<uint32_t> out_weight, Array<int32_t> out_middle,
                                  Array<int64_t> in_first, Array<int32_t> in_head, Array<uint32_t> in_weight,
                                  Array<int32_t> in_middle) {
    if (position_of.size() > INT32_MAX) throw std::length_error("more than 2^31 nodes are not supported");
    check_size(parent, position_of.size(), "parent");
    te::road::check_tree(position_of.size(), position_of.data(), parent.data());
    SearchGraphView view{position_of, parent, {out_first, out_head, out_weight, out_middle}, {}};
    check_arcs(view.out, position_of.size());
    view.in = {in_first, in_head, in_weight, in_middle};
    check_arcs(view.in, position_of.size());
    return view;
}

// The numbers of a vector that `owner` keeps alive.
template <class T>
Array<T> inside(const std::vector<T>& values, const py::object& owner) {
    return Array<T>({static_cast<py::ssize_t>(values.size())}, {static_cast<py::ssize_t>(sizeof(T))}, values.data(),
                    owner);
}

template <class T, class Get>
auto property(const Get& get) {
    return [get](const py::object& self) { return inside(get(self.cast<const T&>()), self); };
}

}  // namespace

void bind_road_hierarchy(py::module_& m) {
    using te::road::Dissection;
    using te::road::Hierarchy;
    py::class_<Dissection>(m, "Dissection")
        .def(py::init(&make_dissection), exact("first"), exact("head"), py::arg("threads"))
        .def_property_readonly("done", &Dissection::done)
        .def_property_readonly("order", [](const Dissection& d) { return owned(d.order()); });
    m.def(
        "dissection_step",
        [](Dissection& dissection, int threads) {
            py::gil_scoped_release release;
            return dissection.step(te::base::resolve_threads(threads));
        },
        py::arg("dissection"), py::arg("threads"));

    py::class_<Hierarchy>(m, "Hierarchy")
        .def(py::init(&make_hierarchy), exact("first"), exact("head"), exact("order"), py::arg("threads"))
        .def_property_readonly("order", property<Hierarchy>([](const Hierarchy& h) -> auto& { return h.tree.node_at; }))
        .def_property_readonly("parent", property<Hierarchy>([](const Hierarchy& h) -> auto& { return h.tree.parent; }))
        .def_property_readonly("link_first", property<Hierarchy>([](const Hierarchy& h) -> auto& { return h.first; }))
        .def_property_readonly("link_head", property<Hierarchy>([](const Hierarchy& h) -> auto& { return h.head; }));
    m.def("customise", &customise, py::arg("hierarchy"), exact("weight"), py::arg("threads"));

    py::class_<SearchGraphView> graph(m, "SearchGraph");
    graph
        .def(py::init(&make_search_graph), exact("position_of"), exact("parent"), exact("out_first"), exact("out_head"),
             exact("out_weight"), exact("out_middle"), exact("in_first"), exact("in_head"), exact("in_weight"),
             exact("in_middle"))
        .def_readonly("position_of", &SearchGraphView::position_of)
        .def_readonly("parent", &SearchGraphView::parent);
    const auto arcs = [&](const std::string& name, SearchArcsView SearchGraphView::*side) {
        const auto add = [&](const char* array, auto member) {
            graph.def_property_readonly((name + array).c_str(),
                                        [side, member](const SearchGraphView& v) { return v.*side.*member; });
        };
        add("_first", &SearchArcsView::first);
        add("_head", &SearchArcsView::head);
        add("_weight", &SearchArcsView::weight);
        add("_middle", &SearchArcsView::middle);
    };
    arcs("out", &SearchGraphView::out);
    arcs("in", &SearchGraphView::in);
}
