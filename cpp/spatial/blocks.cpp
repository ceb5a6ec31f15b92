#include "spatial/blocks.h"

#include <algorithm>
#include <cmath>

#include "base/parallel.h"

namespace te::spatial {

namespace {

// Bounds of one block while its parts are added.
struct Bounds {
    float low[3] = {INFINITY, INFINITY, INFINITY};
    float high[3] = {-INFINITY, -INFINITY, -INFINITY};
    void add(int axis, float a, float b) {
        low[axis] = std::min(low[axis], a);
        high[axis] = std::max(high[axis], b);
    }
};

void store_box(const Blocks& blocks, int64_t block, const Bounds& box) {
    const int64_t total = blocks.total();
    float squared = 0.0f;
    for (int axis = 0; axis < 3; ++axis) {
        const float center = 0.5f * (box.low[axis] + box.high[axis]);
        // A little more than half, so that rounding never leaves a unit outside of its box.
        const float half = std::max(box.high[axis] - center, center - box.low[axis]) + 1e-7f;
        blocks.center[axis * total + block] = center;
        blocks.half[axis * total + block] = half;
        squared = squared + half * half;
    }
    blocks.radius[block] = std::sqrt(squared) * 1.000001f;
}

int32_t merge_base(int32_t a, int32_t b) {
    if (a == -1 || a == b) return b;
    return b == -1 ? a : -2;
}

void build_leaf(const Units& units, const Blocks& blocks, int64_t leaf) {
    const int64_t begin = leaf * kLeaf, end = begin + kLeaf, total = blocks.total();
    Bounds box;
    for (int64_t i = begin; i < end; ++i) {
        box.add(0, units.x[i], units.x[i]);
        box.add(1, units.y[i], units.y[i]);
        box.add(2, units.z[i], units.z[i]);
    }
    store_box(blocks, leaf, box);
    for (int m = 0; m < units.measures; ++m) {
        const float* ratio = units.ratio + m * units.count;
        const double* load = units.load + m * units.count;
        float low = INFINITY, high = -INFINITY;
        double sum = 0.0;
        for (int64_t i = begin; i < end; ++i) {
            low = std::min(low, ratio[i]);
            high = std::max(high, ratio[i]);
            sum += load[i];
        }
        blocks.ratio_low[m * total + leaf] = low;
        blocks.ratio_high[m * total + leaf] = high;
        blocks.load[leaf * units.measures + m] = sum;
    }
    if (units.bonus == nullptr) return;
    float bonus = 0.0f;
    int32_t base = -1;
    for (int64_t i = begin; i < end; ++i) {
        bonus = std::max(bonus, units.bonus[i]);
        base = merge_base(base, units.base[i]);
    }
    blocks.bonus[leaf] = bonus;
    blocks.base[leaf] = base;
}

void build_parent(const Units& units, const Blocks& blocks, int level, int64_t index) {
    const int64_t total = blocks.total(), block = blocks.start[level] + index;
    const int64_t begin = blocks.start[level - 1] + index * kFan;
    const int64_t end = std::min(begin + kFan, blocks.start[level]);
    Bounds box;
    for (int64_t c = begin; c < end; ++c)
        for (int axis = 0; axis < 3; ++axis) {
            const float center = blocks.center[axis * total + c], half = blocks.half[axis * total + c];
            box.add(axis, center - half, center + half);
        }
    store_box(blocks, block, box);
    for (int m = 0; m < units.measures; ++m) {
        float low = INFINITY, high = -INFINITY;
        double sum = 0.0;
        for (int64_t c = begin; c < end; ++c) {
            low = std::min(low, blocks.ratio_low[m * total + c]);
            high = std::max(high, blocks.ratio_high[m * total + c]);
            sum += blocks.load[c * units.measures + m];
        }
        blocks.ratio_low[m * total + block] = low;
        blocks.ratio_high[m * total + block] = high;
        blocks.load[block * units.measures + m] = sum;
    }
    if (units.bonus == nullptr) return;
    float bonus = 0.0f;
    int32_t base = -1;
    for (int64_t c = begin; c < end; ++c) {
        bonus = std::max(bonus, blocks.bonus[c]);
        base = merge_base(base, blocks.base[c]);
    }
    blocks.bonus[block] = bonus;
    blocks.base[block] = base;
}

}  // namespace

void build_blocks(const Units& units, const Blocks& blocks, int threads) {
    for (int level = 0; level < blocks.levels; ++level) {
        const int64_t count = blocks.start[level + 1] - blocks.start[level];
        const int64_t tasks = count < 256 ? 1 : 64;
        base::parallel_slices(count, tasks, threads, [&](int64_t, int64_t begin, int64_t end) {
            for (int64_t b = begin; b < end; ++b) {
                if (level == 0)
                    build_leaf(units, blocks, b);
                else
                    build_parent(units, blocks, level, b);
            }
        });
    }
}

}  // namespace te::spatial
