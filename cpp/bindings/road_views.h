// Views of the arrays of a road network's hierarchy, kept alive by Python.
#pragma once
#include <memory>
#include <utility>
#include <vector>

#include "bindings/arrays.h"

namespace te::bindings {

// A vector given to numpy without a copy.
template <class T>
Array<T> owned(std::vector<T>&& values) {
    auto kept = std::make_unique<std::vector<T>>(std::move(values));
    const auto size = static_cast<py::ssize_t>(kept->size());
    const T* data = kept->data();
    py::capsule owner(kept.get(), [](void* p) { delete static_cast<std::vector<T>*>(p); });
    kept.release();
    return Array<T>({size}, {static_cast<py::ssize_t>(sizeof(T))}, data, owner);
}

struct SearchArcsView {
    Array<int64_t> first;
    Array<int32_t> head;
    Array<uint32_t> weight;
    Array<int32_t> middle;
};

// road/search_graph.h; `in` holds the arrays of `out` where the weights are the same both ways.
struct SearchGraphView {
    Array<int32_t> position_of, parent;
    SearchArcsView out, in;
    int32_t nodes() const { return static_cast<int32_t>(parent.size()); }
};

}  // namespace te::bindings
