// What queries read: a search graph as plain pointers, and where places touch the network.
#pragma once
#include <cstdint>

namespace te::road {

// No way. Travel is less; the sum of two fits into 32 bits and is no less, so minima need no test before adding.
constexpr uint32_t unreachable = 0x7fffffffu;

// Arcs between each node and higher ones, whose positions are smaller.
struct UpArcs {
    const int64_t* first;  // (nodes + 1,)
    const int32_t* head;   // ascending for each node
    const uint32_t* weight;
    const int32_t* middle;  // of a shortcut the lower node that it goes over, -1 for an arc of the road graph
};

// Nodes are known by their position in the hierarchy, 0 the highest; `position_of` has that of the user's nodes.
struct QueryGraph {
    int64_t nodes;
    const int32_t* position_of;
    UpArcs out, in;  // arcs that leave a node upward, and arcs that come down to it
};

// Up to two nodes of the network for each place, -1 for none, and the way between place and node.
struct Ends {
    int64_t count;
    const int32_t* node;     // (count, 2)
    const uint32_t* weight;  // (count, 2)
};

}  // namespace te::road
