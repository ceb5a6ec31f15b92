#include <string.h>
#if defined(__SSE2__)
#include <immintrin.h>
#endif

#include "base/stream.h"
#include "road/sweep.h"
#include "road/sweep_lines.h"

namespace te::road::TE_SIMD_LEVEL {
namespace {

using Floats = float __attribute__((vector_size(64)));
using Signed = int32_t __attribute__((vector_size(64)));

constexpr int64_t look_ahead = 8;          // of the many
constexpr int64_t stream_above = 1 << 18;  // floats; smaller tables stay in the caches for their reader
constexpr int64_t tile_many = 256;         // of the many at a time where they are the minor axis

// Line `k` of the distances of the many `j`.
void line_of(const SweepResult& result, int64_t j, int k, Line& best) {
    const int64_t step = result.lines;
    const Line* const rows = reinterpret_cast<const Line*>(result.distance) + k;
    best = Line{} + unreachable;
    lower(best, rows[result.row[2 * j] * step] + result.weight[2 * j]);
    lower(best, rows[result.row[2 * j + 1] * step] + result.weight[2 * j + 1]);
}

// As floats: less than 2^31, so that they convert as signed ones, which every instruction set can.
void travel_of(const SweepResult& result, int64_t j, int k, float unit, Floats& out) {
    Line best;
    line_of(result, j, k, best);
    const Floats travel = __builtin_convertvector(reinterpret_cast<const Signed&>(best), Floats) / unit;
    out = best == unreachable ? Floats{} + __builtin_inff() : travel;
}

void look_ahead_of(const SweepResult& result, int64_t j, int64_t end) {
    if (j + look_ahead >= end) return;
    const Line* const rows = reinterpret_cast<const Line*>(result.distance);
    for (int k = 0; k < result.lines; ++k)
        __builtin_prefetch(rows + int64_t{result.row[2 * (j + look_ahead)]} * result.lines + k);
}

// to[column][row] = from[row][column] of 4 x 4 floats.
void transpose_4(const float* from, int64_t from_stride, float* to, int64_t to_stride) {
#if defined(__SSE2__)
    __m128 a = _mm_loadu_ps(from), b = _mm_loadu_ps(from + from_stride);
    __m128 c = _mm_loadu_ps(from + 2 * from_stride), d = _mm_loadu_ps(from + 3 * from_stride);
    _MM_TRANSPOSE4_PS(a, b, c, d);
    _mm_storeu_ps(to, a);
    _mm_storeu_ps(to + to_stride, b);
    _mm_storeu_ps(to + 2 * to_stride, c);
    _mm_storeu_ps(to + 3 * to_stride, d);
#else
    for (int64_t i = 0; i < 4; ++i)
        for (int64_t j = 0; j < 4; ++j) to[j * to_stride + i] = from[i * from_stride + j];
#endif
}

// Copies to any place: whole lines past the caches, what is left at the ends through them.
void stream_copy(float* to, const float* from, int64_t count) {
    int64_t head = (base::line_floats - base::place_in_line(to)) % base::line_floats;
    if (head > count) head = count;
    memcpy(to, from, static_cast<size_t>(head) * sizeof(float));
    int64_t j = head;
    for (; j + base::line_floats <= count; j += base::line_floats) {
        alignas(64) float line[base::line_floats];
        memcpy(line, from + j, sizeof line);
        base::write_line(to + j, line, true);
    }
    memcpy(to + j, from + j, static_cast<size_t>(count - j) * sizeof(float));
}

// Writes rows that follow each other without gaps: whole lines past the caches, what is left of a row waits for the
// next one.
class RowWriter {
  public:
    explicit RowWriter(float* out) : skip_(base::place_in_line(out)), held_(skip_), line_(out - skip_) {}

    // Lines of the next row, `lanes` floats of them.
    void row(const SweepResult& result, int64_t j, float unit) {
        Floats line;
        for (int k = 0; k < result.lines; ++k) {
            travel_of(result, j, k, unit, line);
            memcpy(carry_ + held_ + k * line_lanes, &line, sizeof line);
        }
        held_ += result.lanes;
        int64_t at = 0;
        for (; at + line_lanes <= held_; at += line_lanes, line_ += line_lanes) {
            if (skip_ == 0)
                base::write_line(line_, carry_ + at, true);
            else  // the start of the first line belongs to others
                memcpy(line_ + skip_, carry_ + skip_, static_cast<size_t>(line_lanes - skip_) * sizeof(float));
            skip_ = 0;
        }
        memcpy(&line, carry_ + at, sizeof line);
        memcpy(carry_, &line, sizeof line);
        held_ -= at;
    }

    void finish() {
        if (held_ > skip_) memcpy(line_ + skip_, carry_ + skip_, static_cast<size_t>(held_ - skip_) * sizeof(float));
        base::fence_streams();
    }

  private:
    alignas(64) float carry_[(max_lines + 2) * line_lanes] = {};
    int64_t skip_, held_;  // floats of the first line that are not ours; floats in carry_, those included
    float* line_;          // where carry_ belongs
};

}  // namespace

void copy_many_major(const SweepResult& result, int64_t many, float unit, float* out, int64_t stride) {
    if (stride == result.lanes && many * stride > stream_above) {
        RowWriter writer(out);
        for (int64_t j = 0; j < many; ++j) {
            look_ahead_of(result, j, many);
            writer.row(result, j, unit);
        }
        return writer.finish();
    }
    for (int64_t j = 0; j < many; ++j, out += stride) {
        look_ahead_of(result, j, many);
        int64_t lane = 0;
        Floats line;
        for (int k = 0; lane < result.lanes; ++k, lane += line_lanes) {
            travel_of(result, j, k, unit, line);
            const int64_t rest = result.lanes - lane;
            if (rest >= line_lanes)
                memcpy(out + lane, &line, sizeof line);
            else
                memcpy(out + lane, &line, static_cast<size_t>(rest) * sizeof(float));
        }
    }
}

void copy_few_major(const SweepResult& result, int64_t many, float unit, float* const* out_of_lane) {
    alignas(64) float tile[line_lanes * tile_many];
    for (int64_t begin = 0; begin < many; begin += tile_many) {
        const int64_t count = many - begin < tile_many ? many - begin : tile_many;
        for (int k = 0; k * line_lanes < result.lanes; ++k) {
            for (int64_t block = 0; block < count; block += 4) {
                Floats lines[4] = {};
                for (int64_t j = 0; j < 4 && block + j < count; ++j) {
                    if (k == 0) look_ahead_of(result, begin + block + j, many);
                    travel_of(result, begin + block + j, k, unit, lines[j]);
                }
                for (int64_t lane = 0; lane < line_lanes; lane += 4)
                    transpose_4(reinterpret_cast<const float*>(lines) + lane, line_lanes,
                                tile + lane * tile_many + block, tile_many);
            }
            for (int64_t lane = 0; lane < line_lanes && k * line_lanes + lane < result.lanes; ++lane)
                stream_copy(out_of_lane[k * line_lanes + lane] + begin, tile + lane * tile_many, count);
        }
    }
    base::fence_streams();
}

void lane_weights(const SweepResult& result, int64_t j, uint32_t* weight) {
    for (int k = 0; k < result.lines; ++k) {
        Line best;
        line_of(result, j, k, best);
        memcpy(weight + k * line_lanes, &best, sizeof best);
    }
}

uint64_t round_trips_below(const SweepResult& out, const SweepResult& back, int64_t j, uint32_t limit, uint32_t* sum) {
    uint64_t below = 0;
    for (int k = 0; k < out.lines; ++k) {
        Line there, again, both = Line{} + unreachable;
        line_of(out, j, k, there);
        line_of(back, j, k, again);
        lower(both, there + again);
        memcpy(sum + k * line_lanes, &both, sizeof both);
        const auto less = both < limit;
        uint64_t any[8];
        memcpy(any, &less, sizeof any);
        if ((any[0] | any[1] | any[2] | any[3] | any[4] | any[5] | any[6] | any[7]) == 0) continue;
        for (int64_t lane = 0; lane < line_lanes; ++lane)
            below |= uint64_t{both[lane] < limit} << (k * line_lanes + lane);
    }
    return below;
}

}  // namespace te::road::TE_SIMD_LEVEL
