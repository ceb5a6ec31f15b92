// numpy arrays at the border of the core: typed, C-contiguous, never copied.
#pragma once
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>

#include <cstdint>
#include <stdexcept>
#include <string>

namespace te::bindings {

namespace py = pybind11;

template <class T>
using Array = py::array_t<T, py::array::c_style>;

inline py::arg exact(const char* name) { return py::arg(name).noconvert(); }

// Null for an empty array: "not given".
template <class T>
const T* data_or_null(const Array<T>& a) {
    return a.size() == 0 ? nullptr : a.data();
}

template <class T>
Array<T> make(std::initializer_list<py::ssize_t> shape) {
    return Array<T>(std::vector<py::ssize_t>(shape));
}

template <class T>
void check_size(const Array<T>& a, int64_t size, const char* name) {
    if (a.size() != size)
        throw std::invalid_argument(std::string(name) + ": expected " + std::to_string(size) + " values, got " +
                                    std::to_string(a.size()));
}

}  // namespace te::bindings
