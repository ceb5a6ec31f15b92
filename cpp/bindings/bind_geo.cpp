#include <pybind11/pybind11.h>

#include "bindings/arrays.h"
#include "geo/matrix.h"
#include "geo/unit_vectors.h"
#include "spatial/hilbert.h"
#include "spatial/nearest.h"

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

void great_circle_matrix(const Array<double>& latitude_a, const Array<double>& longitude_a,
                         const Array<double>& latitude_b, const Array<double>& longitude_b, Array<float>& out,
                         int threads) {
    const double *lat_a = latitude_a.data(), *lon_a = longitude_a.data();
    const double *lat_b = latitude_b.data(), *lon_b = longitude_b.data();
    const py::ssize_t n = latitude_a.size(), m = latitude_b.size();
    float* km = out.mutable_data();
    const py::gil_scoped_release release;
    te::geo::great_circle_matrix(lat_a, lon_a, n, lat_b, lon_b, m, km, threads);
}

py::tuple great_circle_nearest(const Array<double>& latitude_a, const Array<double>& longitude_a,
                               const Array<double>& latitude_b, const Array<double>& longitude_b, int64_t k,
                               int threads) {
    const double *lat_a = latitude_a.data(), *lon_a = longitude_a.data();
    const double *lat_b = latitude_b.data(), *lon_b = longitude_b.data();
    const py::ssize_t n = latitude_a.size(), m = latitude_b.size();
    Array<int32_t> indices({n, static_cast<py::ssize_t>(k)});
    Array<float> km({n, static_cast<py::ssize_t>(k)});
    int32_t* index_data = indices.mutable_data();
    float* km_data = km.mutable_data();
    {
        const py::gil_scoped_release release;
        te::spatial::great_circle_nearest(lat_a, lon_a, n, lat_b, lon_b, m, k, index_data, km_data, threads);
    }
    return py::make_tuple(indices, km);
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

Array<int32_t> planar_order(const Array<float>& x, const Array<float>& y, int threads) {
    const py::ssize_t n = x.size();
    te::bindings::check_size(y, n, "y");
    Array<int32_t> out(n);
    const float *column = x.data(), *row = y.data();
    int32_t* order = out.mutable_data();
    const py::gil_scoped_release release;
    te::spatial::planar_order(column, row, n, order, threads);
    return out;
}

}  // namespace

void bind_geo(py::module_& m) {
    m.def("unit_vectors", &unit_vectors, exact("latitude"), exact("longitude"), py::arg("threads"));
    m.def("great_circle_matrix", &great_circle_matrix, exact("latitude_a"), exact("longitude_a"), exact("latitude_b"),
          exact("longitude_b"), exact("out"), py::arg("threads"));
    m.def("great_circle_nearest", &great_circle_nearest, exact("latitude_a"), exact("longitude_a"), exact("latitude_b"),
          exact("longitude_b"), py::arg("k"), py::arg("threads"));
    m.def("planar_order", &planar_order, exact("x"), exact("y"), py::arg("threads"));
    m.def("spatial_order", &spatial_order, exact("latitude"), exact("longitude"), py::arg("threads"));
}
