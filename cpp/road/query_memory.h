// Memory of queries: large arrays on cache lines, and sets of positions.
#pragma once
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <vector>
#if defined(__linux__)
#include <sys/mman.h>
#endif

#include "road/query_positions.h"

namespace te::road {

struct Free {
    void operator()(void* memory) const { std::free(memory); }
};

template <class T>
using LineArray = std::unique_ptr<T[], Free>;

// Uninitialised, on cache lines; large ones on large pages where the system has them, because sweeps jump.
template <class T>
LineArray<T> line_array(int64_t count) {
    constexpr size_t line = 64, page = size_t{1} << 21;
    if (count < 0 || static_cast<size_t>(count) > (SIZE_MAX - page) / sizeof(T)) throw std::bad_alloc();
    const size_t bytes = static_cast<size_t>(count) * sizeof(T);
    const size_t unit = bytes >= 2 * page ? page : line;
    const size_t whole = (bytes + unit) / unit * unit;
    void* const memory = std::aligned_alloc(unit, whole);
    if (memory == nullptr) throw std::bad_alloc();
#if defined(__linux__)
    if (unit == page) madvise(memory, whole, MADV_HUGEPAGE);
#endif
    return LineArray<T>(static_cast<T*>(memory));
}

class PositionMemory {
  public:
    explicit PositionMemory(int64_t positions)
        : words_(static_cast<size_t>(position_words(positions))),
          summary_(static_cast<size_t>(summary_words(positions))) {}

    Positions set() { return {words_.data(), summary_.data()}; }

  private:
    std::vector<uint64_t> words_, summary_;
};

}  // namespace te::road
