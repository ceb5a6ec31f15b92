#include <pybind11/pybind11.h>

#include "bindings/views.h"
#include "search/border.h"
#include "search/exchange.h"

namespace py = pybind11;
using namespace te::bindings;

namespace {

template <class T>
Array<T> to_array(const std::vector<T>& v, std::vector<py::ssize_t> shape) {
    return Array<T>(std::move(shape), v.data());
}

py::tuple border_units(const UnitsView& u, const BlocksView& b, Array<float> centers, Array<float> prices, int metric,
                       Array<float> margin, Array<int32_t> labels, int width, int threads) {
    const te::geo::Metric kind = metric_of(metric);
    const int64_t k = centers.shape(1);
    check_size(prices, k * u.units.measures, "prices");
    check_size(margin, k, "margin");
    check_size(labels, u.units.count, "labels");
    if (width < 2 || width > 16) throw std::invalid_argument("width: expected 2 to 16");
    const te::transport::Territories territories{static_cast<int>(k),    centers.data(), centers.data() + k,
                                                 centers.data() + 2 * k, prices.data(),  margin.data()};
    te::search::Border out;
    const int32_t* label = labels.data();
    {
        py::gil_scoped_release release;
        out = te::search::border_units(u.units, b.blocks, territories, kind, label, width, threads);
    }
    const auto count = static_cast<py::ssize_t>(out.unit.size());
    return py::make_tuple(to_array(out.unit, {count}), to_array(out.territory, {count, width}),
                          to_array(out.cost, {count, width}));
}

py::tuple pair_lists(Array<int32_t> territory, int64_t territories) {
    const py::ssize_t units = territory.shape(0), width = territory.shape(1);
    te::search::PairLists out;
    const int32_t* data = territory.data();
    {
        py::gil_scoped_release release;
        out = te::search::pair_lists(units, static_cast<int>(width), territories, data);
    }
    return py::make_tuple(to_array(out.pair, {units, width * (width - 1) / 2}),
                          to_array(out.first, {static_cast<py::ssize_t>(out.first.size())}),
                          to_array(out.unit, {static_cast<py::ssize_t>(out.unit.size())}),
                          to_array(out.slot, {static_cast<py::ssize_t>(out.slot.size())}));
}

py::tuple exchange(Array<int32_t> territory, Array<float> cost, Array<double> load, py::tuple pairs,
                   Array<double> limits, Array<double> penalty, Array<double> price, Array<double> temperature,
                   Array<double> stiffness, int tries, Array<double> negative_log, uint64_t seed, Array<uint8_t> slot,
                   Array<double> loads, Array<uint8_t> best_slot, Array<double> best_loads, Array<double> figures) {
    check_size(negative_log, 4096, "negative_log");
    check_size(stiffness, temperature.size(), "stiffness");
    const auto pair = pairs[0].cast<Array<int32_t>>();
    const auto first = pairs[1].cast<Array<int64_t>>();
    const auto unit = pairs[2].cast<Array<int32_t>>();
    const auto place = pairs[3].cast<Array<uint8_t>>();
    te::search::Exchange data;
    data.units = territory.shape(0);
    data.width = static_cast<int>(territory.shape(1));
    data.territories = static_cast<int>(loads.shape(0));
    data.measures = static_cast<int>(loads.shape(1));
    data.territory = territory.data();
    data.cost = cost.data();
    data.load = load.data();
    data.limits = load_cost(limits.data(), loads.size());
    data.penalty = penalty.data();
    data.price = price.data();
    data.pair = pair.data();
    data.pair_first = first.data();
    data.pair_unit = unit.data();
    data.pair_slot = place.data();
    const te::search::Schedule schedule{
        temperature.data(), stiffness.data(), temperature.size(), tries, negative_log.data(), seed};
    check_size(slot, data.units, "slot");
    check_size(best_slot, data.units, "best_slot");
    check_size(best_loads, loads.size(), "best_loads");
    check_size(figures, 4, "figures");
    const te::search::ExchangeState state{slot.mutable_data(), loads.mutable_data(), best_slot.mutable_data(),
                                          best_loads.mutable_data(), figures.mutable_data()};
    te::search::ExchangeCounts r;
    {
        py::gil_scoped_release release;
        r = te::search::exchange(data, schedule, state);
    }
    return py::make_tuple(r.evaluated, r.shifts, r.swaps);
}

}  // namespace

void bind_search(py::module_& m) {
    m.def("border_units", &border_units, py::arg("units"), py::arg("blocks"), exact("centers"), exact("prices"),
          py::arg("metric"), exact("margin"), exact("labels"), py::arg("width"), py::arg("threads"));
    m.def("pair_lists", &pair_lists, exact("territory"), py::arg("territories"));
    m.def("exchange", &exchange, exact("territory"), exact("cost"), exact("load"), py::arg("pairs"), exact("limits"),
          exact("penalty"), exact("price"), exact("temperature"), exact("stiffness"), py::arg("tries"),
          exact("negative_log"), py::arg("seed"), exact("slot"), exact("loads"), exact("best_slot"),
          exact("best_loads"), exact("figures"));
}
