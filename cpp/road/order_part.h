// A part of the core while it is dissected: its own small graph.
#pragma once
#include <cstdint>
#include <vector>

namespace te::road {

struct Part {
    int64_t position = 0;       // its nodes come to positions from here on, the top of the hierarchy first
    std::vector<int32_t> node;  // node of the core, for each of its own
    std::vector<int32_t> first{0};
    std::vector<int32_t> neighbor;  // edges to nodes outside of the part are not kept
    int32_t nodes() const { return static_cast<int32_t>(node.size()); }
};

enum class Side : uint8_t { a = 0, b = 1, separator = 2 };

}  // namespace te::road
