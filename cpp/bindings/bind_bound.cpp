#include <pybind11/pybind11.h>

#include "base/parallel.h"
#include "bindings/arrays.h"
#include "bound/dual_ascent.h"

namespace py = pybind11;
using namespace te::bindings;

namespace {

te::bound::Offers offers_of(const Array<int64_t>& start, const Array<int32_t>& unit, const Array<double>& cost,
                            const Array<double>& weight, double capacity, int64_t given, int64_t count,
                            const Array<double>& rate, const Array<uint8_t>& taken) {
    const int64_t m = start.size() - 1, n = weight.size();
    if (m < 1 || count < 1 || count > m || given < 0 || given > count)
        throw std::invalid_argument("offers: expected 0 <= given <= count <= candidates, and 1 <= count");
    check_size(cost, unit.size(), "cost");
    check_size(taken, unit.size(), "taken");
    check_size(rate, m, "rate");
    return {m, n, start.data(), unit.data(), cost.data(), weight.data(), capacity, given, count};
}

py::tuple open_centers(Array<int64_t> start, Array<int32_t> unit, Array<double> cost, Array<double> weight,
                       double capacity, int64_t given, int64_t count, Array<double> multiplier, int64_t node_limit,
                       Array<double> rate, Array<uint8_t> taken, int threads) {
    const te::bound::Offers offers = offers_of(start, unit, cost, weight, capacity, given, count, rate, taken);
    check_size(multiplier, offers.units, "multiplier");
    auto value = make<double>({static_cast<py::ssize_t>(offers.candidates)});
    auto chosen = make<int32_t>({count});
    auto served = make<int32_t>({static_cast<py::ssize_t>(offers.units)});
    const te::bound::Rates rates{rate.mutable_data(), taken.mutable_data()};
    te::bound::OpenCenters out{value.mutable_data(), chosen.mutable_data(), served.mutable_data(), 0, 0};
    const double* at = multiplier.data();
    {
        py::gil_scoped_release release;
        te::bound::CenterSearch(offers, node_limit, te::base::resolve_threads(threads)).run(at, rates, out);
    }
    return py::make_tuple(value, chosen, served, out.solved, out.unfinished);
}

py::tuple dual_ascent(Array<int64_t> start, Array<int32_t> unit, Array<double> cost, Array<double> weight,
                      double capacity, int64_t given, int64_t count, Array<double> reach, py::tuple steps,
                      int64_t node_limit, double rounding, Array<double> rate, Array<uint8_t> taken,
                      Array<double> multiplier, Array<double> best, Array<double> value, Array<int32_t> chosen,
                      Array<double> direction, Array<double> figures, Array<double> often, Array<double> service,
                      int threads) {
    const te::bound::Offers offers = offers_of(start, unit, cost, weight, capacity, given, count, rate, taken);
    for (const auto* units : {&reach, &multiplier, &best, &direction}) check_size(*units, offers.units, "of units");
    check_size(value, offers.candidates, "value");
    check_size(chosen, count, "chosen");
    check_size(figures, 4, "figures");
    if (often.size() > 0) {
        check_size(often, offers.candidates, "often");
        check_size(service, unit.size(), "service");
    }
    const te::bound::Climb climb{reach.data(),
                                 steps[0].cast<double>(),
                                 steps[1].cast<double>(),
                                 steps[2].cast<double>(),
                                 steps[3].cast<int64_t>(),
                                 steps[4].cast<double>(),
                                 steps[5].cast<double>(),
                                 steps[6].cast<int64_t>()};
    const te::bound::Rates rates{rate.mutable_data(), taken.mutable_data()};
    const te::bound::ClimbState state{multiplier.mutable_data(),
                                      best.mutable_data(),
                                      value.mutable_data(),
                                      chosen.mutable_data(),
                                      direction.mutable_data(),
                                      figures.mutable_data(),
                                      often.size() > 0 ? often.mutable_data() : nullptr,
                                      often.size() > 0 ? service.mutable_data() : nullptr};
    int64_t unfinished = 0;
    te::bound::ClimbEnd end;
    {
        py::gil_scoped_release release;
        end = te::bound::dual_ascent(offers, climb, node_limit, rounding, rates, state, unfinished,
                                     te::base::resolve_threads(threads));
    }
    return py::make_tuple(static_cast<int>(end), unfinished);
}

}  // namespace

void bind_bound(py::module_& m) {
    m.def("open_centers", &open_centers, exact("start"), exact("unit"), exact("cost"), exact("weight"),
          py::arg("capacity"), py::arg("given"), py::arg("count"), exact("multiplier"), py::arg("node_limit"),
          exact("rate"), exact("taken"), py::arg("threads"));
    m.def("dual_ascent", &dual_ascent, exact("start"), exact("unit"), exact("cost"), exact("weight"),
          py::arg("capacity"), py::arg("given"), py::arg("count"), exact("reach"), py::arg("steps"),
          py::arg("node_limit"), py::arg("rounding"), exact("rate"), exact("taken"), exact("multiplier"), exact("best"),
          exact("value"), exact("chosen"), exact("direction"), exact("figures"), exact("often"), exact("service"),
          py::arg("threads"));
}
