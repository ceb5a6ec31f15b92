#include <pybind11/pybind11.h>

#include "base/parallel.h"
#include "bindings/arrays.h"
#include "bound/open_centers.h"

namespace py = pybind11;
using namespace te::bindings;

namespace {

py::tuple open_centers(Array<int64_t> start, Array<int32_t> unit, Array<double> cost, Array<double> weight,
                       double capacity, int64_t given, int64_t open, Array<double> multiplier, int64_t node_limit,
                       Array<double> rate, Array<uint8_t> taken, int threads) {
    const int64_t m = start.size() - 1, n = weight.size();
    if (m < 1 || open < 1 || open > m || given < 0 || given > open)
        throw std::invalid_argument("open_centers: expected 0 <= given <= open <= candidates");
    check_size(cost, unit.size(), "cost");
    check_size(taken, unit.size(), "taken");
    check_size(multiplier, n, "multiplier");
    check_size(rate, m, "rate");
    auto value = make<double>({m});
    auto chosen = make<int32_t>({open});
    auto served = make<int32_t>({n});
    const te::bound::Offers offers{m, n, start.data(), unit.data(), cost.data(), weight.data(), capacity, given, open};
    const te::bound::Rates rates{rate.mutable_data(), taken.mutable_data()};
    te::bound::OpenCenters out{value.mutable_data(), chosen.mutable_data(), served.mutable_data(), 0, 0};
    {
        py::gil_scoped_release release;
        te::bound::open_centers(offers, multiplier.data(), node_limit, rates, out, te::base::resolve_threads(threads));
    }
    return py::make_tuple(value, chosen, served, out.solved, out.unfinished);
}

}  // namespace

void bind_bound(py::module_& m) {
    m.def("open_centers", &open_centers, exact("start"), exact("unit"), exact("cost"), exact("weight"),
          py::arg("capacity"), py::arg("given"), py::arg("count"), exact("multiplier"), py::arg("node_limit"),
          exact("rate"), exact("taken"), py::arg("threads"));
}
