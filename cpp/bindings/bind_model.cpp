#include <pybind11/pybind11.h>

#include "bindings/views.h"
#include "geo/assigned_travel.h"
#include "model/center_sums.h"

namespace py = pybind11;
using namespace te::bindings;

void bind_model(py::module_& m) {
    m.def(
        "center_sums",
        [](const UnitsView& u, Array<int32_t> labels, Array<float> centers, int metric, int threads) {
            const te::geo::Metric kind = metric_of(metric);
            const int64_t k = centers.shape(1);
            check_size(labels, u.units.count, "labels");
            auto sums = make<double>({k, te::model::kCenterSums});
            const float* c = centers.data();
            const int32_t* label = labels.data();
            double* out = sums.mutable_data();
            py::gil_scoped_release release;
            te::model::center_sums(u.units, label, static_cast<int>(k), c, c + k, c + 2 * k, kind, out, threads);
            return sums;
        },
        py::arg("units"), exact("labels"), exact("centers"), py::arg("metric"), py::arg("threads"));

    m.def(
        "assigned_travel",
        [](Array<double> y, Array<double> x, Array<int32_t> labels, Array<double> center_y, Array<double> center_x,
           int metric, int threads) {
            const te::geo::Metric kind = metric_of(metric);
            const int64_t n = y.size();
            check_size(x, n, "x");
            check_size(labels, n, "labels");
            check_size(center_x, center_y.size(), "center_x");
            auto travel = make<double>({n});
            double* out = travel.mutable_data();
            const double *row = y.data(), *column = x.data();
            const double *c_row = center_y.data(), *c_column = center_x.data();
            const int32_t* label = labels.data();
            py::gil_scoped_release release;
            te::geo::assigned_travel(row, column, label, n, c_row, c_column, center_y.size(), kind, out, threads);
            return travel;
        },
        exact("y"), exact("x"), exact("labels"), exact("center_y"), exact("center_x"), py::arg("metric"),
        py::arg("threads"));
}
