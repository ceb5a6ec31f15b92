#include <pybind11/pybind11.h>

#include "bindings/arrays.h"
#include "geo/unit_vectors.h"
#include "spatial/hilbert.h"

namespace py = pybind11;
using te::bindings::Array;
using te::bindings::exact;

namespace {

Array<float> unit_vectors(const Array<double>& latitude, const Array<double>& longitude, int threads) {
    const py::ssize_t n = latitude.size();
    Array<float> out({py::ssize_t{3}, n});
    const double *lat = latitude.data(), *lon = longitude.data();
    float* vectors = out.mutable_data();
    const py::gil_scoped_release release;
    te::geo::unit_vectors(lat, lon, n, vectors, threads);
    return out;
}

Array<int32_t> spatial_order(const Array<double>& latitude, const Array<double>& longitude, int threads) {
    const py::ssize_t n = latitude.size();
    Array<int32_t> out(n);
    const double *lat = latitude.data(), *lon = longitude.data();
    int32_t* order = out.mutable_data();
    const py::gil_scoped_release release;
    te::spatial::spatial_order(lat, lon, n, order, threads);
    return out;
}

}  // namespace

void bind_geo(py::module_& m) {
    m.def("unit_vectors", &unit_vectors, exact("latitude"), exact("longitude"), py::arg("threads"));
    m.def("spatial_order", &spatial_order, exact("latitude"), exact("longitude"), py::arg("threads"));
}
