// Separators of a connected part: inertial flow.
#pragma once
#include <cstdint>
#include <vector>

#include "road/flow.h"
#include "road/order_part.h"

namespace te::road {

// Where the nodes of a part lie, in whole numbers: geographic or made of distances in the part.
struct Plane {
    std::vector<int32_t> x, y;
};

struct Separation {
    std::vector<Side> side;
    int32_t size = 0;     // nodes of the separator
    int32_t smaller = 0;  // nodes of the smaller side; 0: nothing found
};

// Distances by edges to nodes far from each other: x is the difference of the distances to the two ends of the
// part, y that to two nodes far from both. Four breadth-first searches. False if the part is not connected.
bool graph_plane(const Part& part, Plane& plane);

// Of several directions, the separator of least size for the nodes of the smaller side.
//
// Schild and Sommer 2015 (doi 10.1007/978-3-319-20086-6_22): nodes are sorted along a direction, and the first and
// the last ones are separated by a maximum flow. Directions may run on threads of their own.
// `flows`: memory, kDirections of them.
constexpr int kDirections = 4;
Separation separate(const Part& part, const Plane& plane, std::vector<DisjointPaths>& flows, int threads);

}  // namespace te::road
