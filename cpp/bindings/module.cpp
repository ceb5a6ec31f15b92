// The extension module: one bind_<folder>.cpp per folder of the core.
#include <pybind11/pybind11.h>

#include <stdexcept>
#include <string>

#include "base/simd.h"

namespace py = pybind11;

void bind_geo(py::module_& m);
void bind_spatial(py::module_& m);
void bind_model(py::module_& m);
void bind_transport(py::module_& m);
void bind_search(py::module_& m);
void bind_listed(py::module_& m);
void bind_cluster(py::module_& m);
void bind_bound(py::module_& m);
void bind_road_hierarchy(py::module_& m);
void bind_road_snap(py::module_& m);
void bind_road_queries(py::module_& m);

PYBIND11_MODULE(_core, m) {
    m.doc() = "Native kernels of territory_engine; see territory_engine.kernels.interface for their definitions.";
    static const char* const names[] = {"baseline", "v3", "v4"};
    m.def("simd_level", [] { return std::string(names[static_cast<int>(te::base::simd_level())]); });
    m.def("simd_levels", [] {
        py::list out;
        for (int k = 0; k <= static_cast<int>(te::base::best_simd_level()); ++k) out.append(names[k]);
        return out;
    });
    m.def("set_simd_level", [](const std::string& name) {
        for (int k = 0; k < 3; ++k)
            if (name == names[k]) return te::base::set_simd_level(static_cast<te::base::SimdLevel>(k));
        throw std::invalid_argument("no such instruction set: " + name);
    });
    bind_geo(m);
    bind_spatial(m);
    bind_model(m);
    bind_transport(m);
    bind_search(m);
    bind_listed(m);
    bind_cluster(m);
    bind_bound(m);
    bind_road_hierarchy(m);
    bind_road_snap(m);
    bind_road_queries(m);
}
