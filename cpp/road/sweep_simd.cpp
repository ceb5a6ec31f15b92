#include "road/sweep.h"
#include "road/sweep_lines.h"

namespace te::road::TE_SIMD_LEVEL {
namespace {

constexpr int64_t look_ahead = 24;  // arcs

template <int Lines>
void down(const SweepGraph& graph, const uint8_t* seeded, uint32_t* distance) {
    Line* const rows = reinterpret_cast<Line*>(distance);
    const int64_t* const first = graph.first;
    const int32_t* const head = graph.head;
    const uint32_t* const weight = graph.weight;
    const int64_t last = first[graph.nodes] - 1;
    int64_t e = 0;
    for (int64_t i = 0; i < graph.nodes; ++i) {
        Line* const row = rows + i * Lines;
        Line best[Lines];
        if (seeded[i] != 0)
            TE_LINES(k) best[k] = row[k];
        else
            TE_LINES(k) best[k] = Line{} + unreachable;
        for (const int64_t end = first[i + 1]; e < end; ++e) {
            const int64_t ahead = e + look_ahead < last ? e + look_ahead : last;
            __builtin_prefetch(rows + int64_t{head[ahead]} * Lines);
            const Line* const from = rows + int64_t{head[e]} * Lines;
            const uint32_t w = weight[e];
            TE_LINES(k) lower(best[k], from[k] + w);
        }
        TE_LINES(k) row[k] = best[k];
    }
}

}  // namespace

void sweep_down(const SweepGraph& graph, int lines, const uint8_t* seeded, uint32_t* distance) {
    switch (lines) {
        case 1:
            return down<1>(graph, seeded, distance);
        case 2:
            return down<2>(graph, seeded, distance);
        case 3:
            return down<3>(graph, seeded, distance);
        case 4:
            return down<4>(graph, seeded, distance);
        case 5:
            return down<5>(graph, seeded, distance);
        case 6:
            return down<6>(graph, seeded, distance);
        case 7:
            return down<7>(graph, seeded, distance);
        default:
            return down<8>(graph, seeded, distance);
    }
}

}  // namespace te::road::TE_SIMD_LEVEL
