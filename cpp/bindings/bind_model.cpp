#include <pybind11/pybind11.h>

#include "bindings/views.h"
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
        py::arg("units"), py::arg("labels").noconvert(), py::arg("centers").noconvert(), py::arg("global_"),
        py::arg("threads"));
}
