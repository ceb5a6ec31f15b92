// numpy arrays at the border. Only exact dtype and C order pass; everything else was settled in Python.
#pragma once
#include <pybind11/numpy.h>

#include <cstddef>

namespace te::bindings {

namespace py = pybind11;

template <class T>
using Array = py::array_t<T, py::array::c_style>;

inline py::arg exact(const char* name) { return py::arg(name).noconvert(); }

}  // namespace te::bindings
