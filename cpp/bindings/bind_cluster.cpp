#include <pybind11/pybind11.h>

#include "bindings/views.h"
#include "search/cluster.h"

namespace py = pybind11;
using namespace te::bindings;

namespace {

py::tuple cluster_search(int travel, int rule, Array<float> position, Array<float> matrix, Array<float> weight,
                         Array<double> load, Array<double> limits, Array<double> size, Array<int32_t> base,
                         double disruption, Array<uint8_t> movable, Array<int32_t> neighbors, Array<int32_t> labels,
                         Array<int64_t> first, Array<int32_t> territory, Array<double> temperature,
                         Array<int64_t> tries, Array<int32_t> reshape, Array<uint64_t> seed, bool keep_best,
                         Array<double> negative_log, int threads) {
    te::search::ClusterProblem d;
    d.n = labels.shape(0);
    d.measures = static_cast<int>(load.shape(1));
    d.territories = static_cast<int>(limits.shape(1));
    d.width = static_cast<int>(neighbors.shape(1));
    if (travel < 0 || travel > 5 || rule < 0 || rule > 1) throw std::invalid_argument("travel, rule: unknown code");
    d.travel = static_cast<te::search::ClusterTravel>(travel);
    d.rule = static_cast<te::search::CenterRule>(rule);
    const bool table = d.travel == te::search::ClusterTravel::matrix;
    if (table && rule != 0) throw std::invalid_argument("rule: a matrix knows no places but those of the units");
    check_size(position, 3 * d.n, "position");
    check_size(matrix, table ? d.n * d.n : 0, "matrix");
    check_size(weight, d.n, "weight");
    check_size(load, d.n * d.measures, "load");
    check_size(limits, int64_t{7} * d.territories * d.measures, "limits");
    check_size(size, d.measures, "size");
    if (base.size() != 0) check_size(base, d.n, "base");
    check_size(movable, d.n, "movable");
    check_size(neighbors, d.n * d.width, "neighbors");
    check_size(negative_log, 4096, "negative_log");
    const int64_t regions = first.size() - 1;
    check_size(temperature, 2 * regions, "temperature");
    check_size(tries, regions, "tries");
    check_size(reshape, regions, "reshape");
    check_size(seed, regions, "seed");
    check_size(territory, first.at(regions), "territory");
    d.position = position.data();
    d.matrix = matrix.data();
    d.weight = weight.data();
    d.load = load.data();
    d.limits = load_cost(limits.data(), int64_t{d.territories} * d.measures);
    const double* soft = limits.data() + int64_t{5} * d.territories * d.measures;
    for (int64_t j = 0; j < int64_t{2} * d.territories * d.measures; ++j) d.soft = d.soft || soft[j] != 0.0;
    d.size = size.data();
    d.base = data_or_null(base);
    d.disruption = disruption;
    d.movable = movable.data();
    d.neighbors = neighbors.data();
    d.negative_log = negative_log.data();
    const te::search::ClusterBatch batch{regions,      first.data(),   territory.data(), temperature.data(),
                                         tries.data(), reshape.data(), seed.data(),      keep_best};
    auto gains = make<double>({regions});
    auto counts = make<int64_t>({regions, 4});
    double* gain = gains.mutable_data();
    int64_t* count = counts.mutable_data();
    int32_t* label = labels.mutable_data();
    {
        py::gil_scoped_release release;
        std::vector<te::search::ClusterResult> results(static_cast<size_t>(regions));
        te::search::cluster_search(d, batch, threads, label, results.data());
        for (int64_t r = 0; r < regions; ++r) {
            const te::search::ClusterResult& one = results[static_cast<size_t>(r)];
            gain[r] = one.gain;
            count[4 * r] = one.tried;
            count[4 * r + 1] = one.evaluated;
            count[4 * r + 2] = one.accepted;
            count[4 * r + 3] = one.improved ? 1 : 0;
        }
    }
    return py::make_tuple(gains, counts);
}

}  // namespace

void bind_cluster(py::module_& m) {
    m.def("cluster_search", &cluster_search, py::arg("travel"), py::arg("rule"), exact("position"), exact("matrix"),
          exact("weight"), exact("load"), exact("limits"), exact("size"), exact("base"), py::arg("disruption"),
          exact("movable"), exact("neighbors"), exact("labels"), exact("first"), exact("territory"),
          exact("temperature"), exact("tries"), exact("reshape"), exact("seed"), py::arg("keep_best"),
          exact("negative_log"), py::arg("threads"));
}
