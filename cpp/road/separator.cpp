#include "road/separator.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <utility>

#include "base/parallel.h"

namespace te::road {

namespace {

constexpr double kEnds = 0.25;  // share of the nodes at each end that a separator leaves together
constexpr int32_t kFar = INT32_MAX;

// Distances by edges from a node; returns the node reached last.
int32_t distances(const Part& part, int32_t from, std::vector<int32_t>& distance, std::vector<int32_t>& queue) {
    distance.assign(part.node.size(), kFar);
    queue.assign(1, from);
    distance[static_cast<size_t>(from)] = 0;
    for (size_t k = 0; k < queue.size(); ++k) {
        const auto u = static_cast<size_t>(queue[k]);
        for (int32_t e = part.first[u]; e < part.first[u + 1]; ++e) {
            const int32_t w = part.neighbor[static_cast<size_t>(e)];
            if (distance[static_cast<size_t>(w)] != kFar) continue;
            distance[static_cast<size_t>(w)] = distance[u] + 1;
            queue.push_back(w);
        }
    }
    return queue.back();
}

// The place of node u along a direction.
int64_t along(const Plane& plane, int direction, size_t u) {
    const int64_t x = plane.x[u], y = plane.y[u];
    switch (direction) {
        case 0:
            return x;
        case 1:
            return y;
        case 2:
            return x + y;
        default:
            return x - y;
    }
}

void choose_ends(const Part& part, const Plane& plane, int direction, std::vector<Role>& role) {
    const size_t n = part.node.size();
    std::vector<std::pair<int64_t, int32_t>> order(n);
    for (size_t u = 0; u < n; ++u) order[u] = {along(plane, direction, u), static_cast<int32_t>(u)};
    const auto end = std::max<ptrdiff_t>(1, static_cast<ptrdiff_t>(kEnds * static_cast<double>(n)));
    std::nth_element(order.begin(), order.begin() + end, order.end());
    std::nth_element(order.begin() + end, order.end() - end, order.end());
    role.assign(n, Role::between);
    for (ptrdiff_t k = 0; k < end; ++k) {
        role[static_cast<size_t>(order[static_cast<size_t>(k)].second)] = Role::source;
        role[static_cast<size_t>((order.end() - 1 - k)->second)] = Role::sink;
    }
}

double cost(const Separation& s) { return s.smaller == 0 ? INFINITY : static_cast<double>(s.size) / s.smaller; }

Separation in_direction(const Part& part, const Plane& plane, int direction, const std::atomic<int32_t>& limit,
                        DisjointPaths& flow) {
    std::vector<Role> role;
    choose_ends(part, plane, direction, role);
    Separation out;
    out.size = flow.run(part, role, limit);
    if (out.size >= limit) return out;
    flow.separate(out.side);
    int32_t count[3] = {0, 0, 0};
    for (const Side s : out.side) ++count[static_cast<size_t>(s)];
    out.smaller = std::min(count[0], count[1]);
    return out;
}

}  // namespace

bool graph_plane(const Part& part, Plane& plane) {
    const size_t n = part.node.size();
    std::vector<int32_t> queue, to_a, to_b, to_c, to_d;
    const int32_t a = distances(part, 0, to_a, queue);
    if (queue.size() != n) return false;
    const int32_t b = distances(part, a, to_a, queue);
    distances(part, b, to_b, queue);
    // far from both ends, and as far from one as from the other
    int32_t c = 0, best = -1;
    for (size_t u = 0; u < n; ++u) {
        const int32_t reach = std::min(to_a[u], to_b[u]);
        if (reach > best) best = reach, c = static_cast<int32_t>(u);
    }
    distances(part, c, to_c, queue);
    int32_t d = 0;
    best = -1;
    for (size_t u = 0; u < n; ++u) {
        const int32_t reach = std::min({to_a[u], to_b[u], to_c[u]});
        if (reach > best) best = reach, d = static_cast<int32_t>(u);
    }
    distances(part, d, to_d, queue);
    plane.x.resize(n);
    plane.y.resize(n);
    for (size_t u = 0; u < n; ++u) {
        plane.x[u] = to_a[u] - to_b[u];
        plane.y[u] = to_c[u] - to_d[u];
    }
    return true;
}

Separation separate(const Part& part, const Plane& plane, std::vector<DisjointPaths>& flows, int threads) {
    // Half of the nodes at most are on the smaller side: from so many paths on, a direction costs more than the best
    // one so far. Which directions are given up depends on the threads, which one is the best does not.
    std::atomic<int32_t> limit{part.nodes()};
    std::vector<Separation> found(static_cast<size_t>(kDirections));
    base::parallel_tasks(kDirections, threads, [&](int64_t k) {
        Separation& own = found[static_cast<size_t>(k)];
        own = in_direction(part, plane, static_cast<int>(k), limit, flows[static_cast<size_t>(threads > 1 ? k : 0)]);
        const double most = cost(own) * 0.5 * part.nodes();
        if (most >= part.nodes()) return;
        const int32_t next = static_cast<int32_t>(most) + 1;
        for (int32_t now = limit; next < now && !limit.compare_exchange_weak(now, next);) {
        }
    });
    Separation best;
    for (Separation& next : found)
        if (cost(next) < cost(best)) best = std::move(next);
    return best;
}

}  // namespace te::road
