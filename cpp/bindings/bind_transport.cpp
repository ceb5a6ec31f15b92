#include <pybind11/pybind11.h>

#include "bindings/arrays.h"
#include "bindings/views.h"
#include "transport/price_pass.h"
#include "transport/price_step.h"

namespace py = pybind11;
using namespace te::bindings;

void bind_transport(py::module_& m) {
    m.def(
        "price_pass",
        [](const UnitsView& u, const BlocksView& b, Array<float> centers, Array<float> prices, int metric,
           Array<float> window, Array<int32_t> labels, int threads) {
            const te::geo::Metric kind = metric_of(metric);
            const int64_t k = centers.shape(1), measures = u.units.measures;
            check_size(prices, k * measures, "prices");
            auto loads = make<double>({k, measures});
            const te::transport::Territories territories{static_cast<int>(k),    centers.data(), centers.data() + k,
                                                         centers.data() + 2 * k, prices.data(),  nullptr};
            te::transport::Edges edges;
            const float* width = data_or_null(window);
            int32_t* label = labels.size() == 0 ? nullptr : labels.mutable_data();
            double* load = loads.mutable_data();
            {
                py::gil_scoped_release release;
                te::transport::price_pass(u.units, b.blocks, territories, kind, width, label, load, &edges, threads);
            }
            const auto count = static_cast<py::ssize_t>(edges.pairs.size() / 2);
            Array<int32_t> pairs(std::vector<py::ssize_t>{count, 2}, edges.pairs.data());
            Array<double> curvature(std::vector<py::ssize_t>{count, measures, measures}, edges.curvature.data());
            return py::make_tuple(loads, pairs, curvature);
        },
        py::arg("units"), py::arg("blocks"), exact("centers"), exact("prices"), py::arg("metric"), exact("window"),
        exact("labels"), py::arg("threads"));

    m.def(
        "price_step",
        [](Array<int32_t> pairs, Array<double> curvature, Array<double> loads, Array<double> price,
           Array<double> damping, Array<double> cap, Array<double> cost, int sweeps, double tolerance) {
            const int64_t k = loads.shape(0), measures = loads.shape(1), slots = k * measures;
            check_size(cost, 7 * slots, "cost");
            auto step = make<double>({k, measures});
            const te::transport::StepProblem problem{static_cast<int>(k), static_cast<int>(measures),
                                                     pairs.shape(0),      pairs.data(),
                                                     curvature.data(),    loads.data(),
                                                     price.data(),        damping.data(),
                                                     cap.data(),          load_cost(cost.data(), slots)};
            double* out = step.mutable_data();
            py::gil_scoped_release release;
            te::transport::price_step(problem, sweeps, tolerance, out);
            return step;
        },
        exact("pairs"), exact("curvature"), exact("loads"), exact("price"), exact("damping"), exact("cap"),
        exact("cost"), py::arg("sweeps"), py::arg("tolerance"));
}
