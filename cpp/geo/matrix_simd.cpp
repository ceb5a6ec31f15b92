#include "base/stream.h"
#include "geo/chord.h"
#include "geo/matrix.h"
#include "geo/sphere.h"

namespace te::geo::TE_SIMD_LEVEL {
namespace {

using base::line_floats;

struct Vector {
    float x, y, z;
};

float larger(float a, float b) { return a > b ? a : b; }

// No b is farther from a than a quarter of the circle, with room for rounding.
bool all_within_quarter(Vector a, const Whereabouts& where) {
    const float dx = larger(a.x - where.low[0], where.high[0] - a.x);
    const float dy = larger(a.y - where.low[1], where.high[1] - a.y);
    const float dz = larger(a.z - where.low[2], where.high[2] - a.z);
    return (dx * dx + dy * dy) + dz * dz < 0.999f * quarter_chord2;
}

bool is_marked(const Whereabouts& where, int32_t cell) { return (where.near[cell / 64] >> (cell % 64) & 1) != 0; }

// How a line of kilometres is computed, in a loop that becomes straight vector code: all pairs within a quarter of
// the circle; none close to the antipode; any, where those close to the antipode are noticed and corrected later.
struct ShortArcs {
    void line(Vector a, const float* __restrict x, const float* __restrict y, const float* __restrict z,
              float* __restrict km) {
        for (int64_t l = 0; l < line_floats; ++l)
            km[l] = arc_quarter_km(squared_chord(a.x, a.y, a.z, x[l], y[l], z[l]));
    }
    bool any_far() const { return false; }
};

struct LongArcs {
    void line(Vector a, const float* __restrict x, const float* __restrict y, const float* __restrict z,
              float* __restrict km) {
        for (int64_t l = 0; l < line_floats; ++l) km[l] = arc_global_km(squared_chord(a.x, a.y, a.z, x[l], y[l], z[l]));
    }
    bool any_far() const { return false; }
};

struct AnyArcs {
    void line(Vector a, const float* __restrict x, const float* __restrict y, const float* __restrict z,
              float* __restrict km) {
        for (int64_t l = 0; l < line_floats; ++l) {
            const float t = squared_chord(a.x, a.y, a.z, x[l], y[l], z[l]);
            km[l] = arc_global_km(t);
            longest[l] = longest[l] > t ? longest[l] : t;
        }
    }
    bool any_far() const {
        int32_t any = 0;
        for (int64_t l = 0; l < line_floats; ++l) any |= longest[l] >= far_chord2 ? 1 : 0;
        return any != 0;
    }
    float longest[line_floats] = {};
};

// Writes consecutive entries of the matrix. Whole lines go from registers to memory as they are computed, so that
// arithmetic and writing overlap; what is left of a row waits in `carry_` for the next row.
class Writer {
  public:
    Writer(float* out, bool stream)
        : skip_(base::place_in_line(out)), held_(skip_), line_(out - skip_), stream_(stream) {}
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    // Entries of the row of `a` in the columns of `b`.
    void row(Vector a, int32_t antipode_cell, Vectors b, const Whereabouts& where) {
        if (all_within_quarter(a, where))
            write(ShortArcs{}, a, b);
        else if (is_marked(where, antipode_cell))
            write(AnyArcs{}, a, b);
        else
            write(LongArcs{}, a, b);
    }

    void finish() {
        if (held_ > skip_) memcpy(line_ + skip_, carry_ + skip_, static_cast<size_t>(held_ - skip_) * sizeof(float));
        if (stream_) base::fence_streams();
    }

  private:
    template <class Arcs>
    void write(Arcs arcs, Vector a, Vectors b) {
        float* const start = line_ + held_;
        int64_t j = 0;
        if (held_ > 0) {
            arcs.line(a, b.x, b.y, b.z, carry_ + held_);
            j = line_floats - held_;
            held_ += b.count;
            if (held_ >= line_floats) write_carry();
        }
        for (; j + line_floats <= b.count; j += line_floats) {
            alignas(64) float km[line_floats];
            arcs.line(a, b.x + j, b.y + j, b.z + j, km);
            base::write_line(line_, km, stream_);
            line_ += line_floats;
        }
        if (j < b.count) {
            arcs.line(a, b.x + j, b.y + j, b.z + j, carry_);
            held_ = b.count - j;
        }
        if (arcs.any_far()) correct_far(a, b, start);
    }

    void write_carry() {
        if (skip_ > 0)  // the start of the first line belongs to others
            memcpy(line_ + skip_, carry_ + skip_, static_cast<size_t>(line_floats - skip_) * sizeof(float));
        else
            base::write_line(line_, carry_, stream_);
        skip_ = held_ = 0;
        line_ += line_floats;
    }

    void correct_far(Vector a, Vectors b, float* start) {
        if (stream_) base::fence_streams();
        for (int64_t j = 0; j < b.count; ++j) {
            if (squared_chord(a.x, a.y, a.z, b.x[j], b.y[j], b.z[j]) < far_chord2) continue;
            float* const entry = start + j;
            (entry < line_ ? *entry : carry_[entry - line_]) = antipodal_km(a.x, a.y, a.z, b.x[j], b.y[j], b.z[j]);
        }
    }

    alignas(64) float carry_[2 * line_floats];
    int64_t skip_;  // entries of the first line that are not ours
    int64_t held_;  // entries in carry_, those included
    float* line_;   // where carry_ belongs
    bool stream_;
};

}  // namespace

void matrix_range(const double* latitude, const double* longitude, Vectors b, const Whereabouts& where, int64_t begin,
                  int64_t end, float* out, bool stream) {
    constexpr int64_t block = 128;
    float x[block], y[block], z[block];
    int32_t antipode_cell[block];
    Writer writer(out + begin, stream);
    const int64_t last_row = (end - 1) / b.count;
    for (int64_t first = begin / b.count; first <= last_row; first += block) {
        const int64_t rows = last_row + 1 - first < block ? last_row + 1 - first : block;
        for (int64_t i = 0; i < rows; ++i) {
            double vx, vy, vz;
            unit_vector(latitude[first + i], longitude[first + i], vx, vy, vz);
            x[i] = static_cast<float>(vx);
            y[i] = static_cast<float>(vy);
            z[i] = static_cast<float>(vz);
            antipode_cell[i] = cell_of_place(-x[i], -y[i], -z[i]);
        }
        for (int64_t i = 0; i < rows; ++i) {
            const Vector a{x[i], y[i], z[i]};
            const int64_t start = (first + i) * b.count;
            const int64_t from = begin > start ? begin - start : 0;
            const int64_t to = end - start < b.count ? end - start : b.count;
            writer.row(a, antipode_cell[i], {b.x + from, b.y + from, b.z + from, to - from}, where);
        }
    }
    writer.finish();
}

}  // namespace te::geo::TE_SIMD_LEVEL
