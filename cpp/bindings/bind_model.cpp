#include <pybind11/pybind11.h>

#include "bindings/views.h"
#include "geo/assigned_km.h"
#include "model/center_sums.h"

namespace py = pybind11;
using namespace te::bindings;

void bind_model(py::module_& m) {
    m.def(
        "center_sums",
        [](const UnitsView& u, Array<int32_t> labels, Array<float> centers, bool global, int threads) {
            const int64_t k = centers.shape(1);
            check_size(labels, u.units.count, "labels");
            auto sums = make<double>({k, te::model::kCenterSums});
            const float* c = centers.data();
            const int32_t* label = labels.data();
            double* out = sums.mutable_data();
            py::gil_scoped_release release;
            te::model::center_sums(u.units, label, static_cast<int>(k), c, c + k, c + 2 * k, global, out, threads);
            return sums;
        },
        py::arg("units"), exact("labels"), exact("centers"), py::arg("global_"), py::arg("threads"));

    m.def(
        "assigned_km",
        [](Array<double> latitude, Array<double> longitude, Array<int32_t> labels, Array<double> center_latitude,
           Array<double> center_longitude, int threads) {
            const int64_t n = latitude.size();
            check_size(longitude, n, "longitude");
            check_size(labels, n, "labels");
            check_size(center_longitude, center_latitude.size(), "center_longitude");
            auto km = make<double>({n});
            double* out = km.mutable_data();
            const double *lat = latitude.data(), *lon = longitude.data();
            const double *c_lat = center_latitude.data(), *c_lon = center_longitude.data();
            const int32_t* label = labels.data();
            py::gil_scoped_release release;
            te::geo::assigned_km(lat, lon, label, n, c_lat, c_lon, center_latitude.size(), out, threads);
            return km;
        },
        exact("latitude"), exact("longitude"), exact("labels"), exact("center_latitude"), exact("center_longitude"),
        py::arg("threads"));
}
