#include <pybind11/pybind11.h>

#include "bindings/arrays.h"
#include "road/snap.h"

namespace py = pybind11;
using namespace te::bindings;

namespace {

// Cells come from Python: a segment that is none would be read out of bounds.
void check_cells(const te::road::SnapGrid& grid, const Array<int64_t>& first, const Array<int32_t>& segment,
                 int64_t points) {
    if (grid.rows < 1 || grid.columns < 1 || grid.rows > first.size() || grid.columns > first.size())
        throw std::invalid_argument("rows, columns: expected as many cells as first has");
    check_size(first, grid.rows * grid.columns + 1, "first");
    const int64_t* begin = first.data();
    if (begin[0] != 0 || begin[first.size() - 1] != segment.size())
        throw std::invalid_argument("first: expected 0 to the number of segments");
    for (int64_t cell = 1; cell < first.size(); ++cell)
        if (begin[cell] < begin[cell - 1]) throw std::invalid_argument("first: expected rising numbers");
    for (int64_t k = 0; k < segment.size(); ++k)
        if (segment.data()[k] < 0 || segment.data()[k] >= points - 1)
            throw std::invalid_argument("segment: expected indices of points that another one follows");
}

py::tuple road_snap(Array<int64_t> first, Array<int32_t> segment, int64_t rows, int64_t columns, double south,
                    double height, double width, Array<double> road_y, Array<double> road_x, Array<double> y,
                    Array<double> x, Array<double> cosine, double farthest_m, int threads) {
    const te::road::SnapGrid grid{south,        height,         width,         rows,         columns,
                                  first.data(), segment.data(), road_y.data(), road_x.data()};
    check_size(road_x, road_y.size(), "road_x");
    check_size(x, y.size(), "x");
    check_size(cosine, y.size(), "cosine");
    const te::road::SnapPoints points{y.size(), y.data(), x.data(), cosine.data()};
    auto found = make<int32_t>({y.size()});
    auto fraction = make<double>({y.size()}), metres = make<double>({y.size()});
    int32_t* to = found.mutable_data();
    double *along = fraction.mutable_data(), *away = metres.mutable_data();
    {
        py::gil_scoped_release release;
        check_cells(grid, first, segment, road_y.size());
        te::road::snap(grid, points, farthest_m, to, along, away, threads);
    }
    return py::make_tuple(found, fraction, metres);
}

}  // namespace

void bind_road_snap(py::module_& m) {
    m.def("road_snap", &road_snap, exact("first"), exact("segment"), py::arg("rows"), py::arg("columns"),
          py::arg("south"), py::arg("height"), py::arg("width"), exact("road_y"), exact("road_x"), exact("y"),
          exact("x"), exact("cosine"), py::arg("farthest_m"), py::arg("threads"));
}
