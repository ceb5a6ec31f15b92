#include <pybind11/pybind11.h>

#include "bindings/views.h"
#include "spatial/blocks.h"

namespace py = pybind11;
using namespace te::bindings;

namespace {

UnitsView make_units(Array<float> position, Array<float> travel, Array<double> load, Array<float> ratio,
                     Array<float> bonus, Array<int32_t> base) {
    UnitsView view{position, travel, ratio, bonus, load, base, {}};
    const int64_t n = travel.size();
    if (n == 0 || n % te::spatial::kLeaf != 0) throw std::invalid_argument("units: not padded to whole leaves");
    check_size(position, 3 * n, "position");
    check_size(ratio, load.size(), "ratio");
    if (load.size() % n != 0) throw std::invalid_argument("load: expected (M, n) values");
    if (bonus.size() != 0) check_size(bonus, n, "bonus");
    check_size(base, bonus.size(), "base");
    const float* xyz = position.data();
    view.units = {n,
                  static_cast<int>(load.size() / n),
                  xyz,
                  xyz + n,
                  xyz + 2 * n,
                  travel.data(),
                  load.data(),
                  ratio.data(),
                  data_or_null(bonus),
                  data_or_null(base)};
    return view;
}

BlocksView make_blocks(const UnitsView& view, int threads) {
    const te::spatial::Units& u = view.units;
    std::vector<int64_t> start{0};
    for (int64_t count = u.count / te::spatial::kLeaf;; count = (count + te::spatial::kFan - 1) / te::spatial::kFan) {
        start.push_back(start.back() + count);
        if (count == 1) break;
    }
    const py::ssize_t total = start.back(), measures = u.measures, extra = u.bonus == nullptr ? 0 : total;
    BlocksView out{Array<int64_t>(static_cast<py::ssize_t>(start.size()), start.data()),
                   make<float>({3, total}),
                   make<float>({3, total}),
                   make<float>({total}),
                   make<float>({measures, total}),
                   make<float>({measures, total}),
                   make<float>({extra}),
                   make<double>({total, measures}),
                   make<int32_t>({extra}),
                   {}};
    out.blocks = {static_cast<int>(start.size()) - 1,
                  out.start.data(),
                  out.center.mutable_data(),
                  out.half.mutable_data(),
                  out.radius.mutable_data(),
                  out.load.mutable_data(),
                  out.ratio_low.mutable_data(),
                  out.ratio_high.mutable_data(),
                  extra == 0 ? nullptr : out.bonus.mutable_data(),
                  extra == 0 ? nullptr : out.base.mutable_data()};
    py::gil_scoped_release release;
    te::spatial::build_blocks(u, out.blocks, threads);
    return out;
}

}  // namespace

void bind_spatial(py::module_& m) {
    py::class_<UnitsView>(m, "Units")
        .def(py::init(&make_units), exact("position"), exact("travel"), exact("load"), exact("ratio"), exact("bonus"),
             exact("base"));
    py::class_<BlocksView>(m, "Blocks")
        .def(py::init(&make_blocks), py::arg("units"), py::arg("threads"))
        .def_readonly("start", &BlocksView::start)
        .def_readonly("center", &BlocksView::center)
        .def_readonly("half", &BlocksView::half)
        .def_readonly("radius", &BlocksView::radius)
        .def_readonly("load", &BlocksView::load)
        .def_readonly("ratio_low", &BlocksView::ratio_low)
        .def_readonly("ratio_high", &BlocksView::ratio_high)
        .def_readonly("bonus", &BlocksView::bonus)
        .def_readonly("base", &BlocksView::base);
}
