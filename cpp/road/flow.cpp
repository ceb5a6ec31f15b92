#include "road/flow.h"

#include <algorithm>

namespace te::road {

namespace {

size_t at(int32_t u) { return static_cast<size_t>(u); }

constexpr int32_t kNone = -1;

}  // namespace

int32_t DisjointPaths::run(const Part& part, const std::vector<Role>& role, const std::atomic<int32_t>& limit) {
    part_ = &part;
    role_ = &role;
    const size_t n = part.node.size();
    before_.assign(n, kNone);
    after_.assign(n, kNone);
    level_.resize(2 * n);
    tried_.resize(n);
    sources_.clear();
    for (int32_t u = 0; u < part.nodes(); ++u) {
        if (role[at(u)] != Role::source) continue;
        const int32_t* const begin = part.neighbor.data() + part.first[at(u)];
        const int32_t* const end = part.neighbor.data() + part.first[at(u) + 1];
        if (std::any_of(begin, end, [&](int32_t w) { return role[at(w)] == Role::sink; })) return INT32_MAX;
        if (std::any_of(begin, end, [&](int32_t w) { return role[at(w)] == Role::between; })) sources_.push_back(u);
    }
    int32_t paths = 0;
    while (paths < limit && mark_levels())
        for (const int32_t s : sources_)
            while (paths < limit && augment(s)) ++paths;
    return paths;
}

// Breadth-first search over the states up to the level of the first sink; whether there is one.
bool DisjointPaths::mark_levels() {
    const Part& part = *part_;
    const std::vector<Role>& role = *role_;
    std::fill(level_.begin(), level_.end(), 0);
    std::fill(tried_.begin(), tried_.end(), 0);
    queue_.clear();
    for (const int32_t s : sources_) {
        level_[exit(s)] = 1;
        queue_.push_back(exit(s));
    }
    int32_t last = INT32_MAX;
    const auto reach = [&](uint32_t state, int32_t level) {
        if (level_[state] != 0) return;
        level_[state] = level;
        queue_.push_back(state);
    };
    for (size_t k = 0; k < queue_.size(); ++k) {
        const uint32_t state = queue_[k];
        const auto u = static_cast<int32_t>(state / 2);
        const int32_t next = level_[state] + 1;
        if (next > last) break;
        if (state == entry(u)) {
            if (after_[at(u)] == kNone)
                reach(exit(u), next);
            else if (role[at(before_[at(u)])] == Role::between)
                reach(exit(before_[at(u)]), next);
            continue;
        }
        if (after_[at(u)] != kNone) reach(entry(u), next);
        for (int32_t e = part.first[at(u)]; e < part.first[at(u) + 1]; ++e) {
            const int32_t w = part.neighbor[static_cast<size_t>(e)];
            if (role[at(w)] == Role::source || after_[at(u)] == w) continue;
            if (role[at(w)] == Role::sink) last = next;
            reach(entry(w), next);
        }
    }
    return last != INT32_MAX;
}

// One more path along ascending levels, by depth-first search that enters no state twice in a phase.
bool DisjointPaths::augment(int32_t source) {
    const Part& part = *part_;
    const std::vector<Role>& role = *role_;
    path_.assign(1, exit(source));
    while (!path_.empty()) {
        const uint32_t state = path_.back();
        const auto u = static_cast<int32_t>(state / 2);
        const int32_t next = level_[state] + 1;
        uint32_t to = state;
        if (state == entry(u)) {
            const uint32_t only = after_[at(u)] == kNone ? exit(u) : exit(before_[at(u)]);
            if (level_[only] == next) to = only;
        } else {
            if (after_[at(u)] != kNone && level_[entry(u)] == next) to = entry(u);
            const int32_t degree = part.first[at(u) + 1] - part.first[at(u)];
            for (int32_t& k = tried_[at(u)]; to == state && k < degree; ++k) {
                const int32_t w = part.neighbor[static_cast<size_t>(part.first[at(u)] + k)];
                if (level_[entry(w)] != next || after_[at(u)] == w) continue;
                if (role[at(w)] == Role::sink) {
                    apply(w);
                    return true;
                }
                to = entry(w);
            }
        }
        if (to == state) {
            if (state != exit(source)) level_[state] = -1;
            path_.pop_back();
        } else {
            path_.push_back(to);
        }
    }
    return false;
}

// Sends a path along the states of `path_` to `sink`; states that carry it are not entered again in this phase.
void DisjointPaths::apply(int32_t sink) {
    for (size_t k = 0; k < path_.size(); ++k) {
        const uint32_t state = path_[k];
        const auto u = static_cast<int32_t>(state / 2);
        if (k > 0) level_[state] = -1;
        if (state == entry(u)) {
            if (path_[k - 1] == exit(u)) before_[at(u)] = after_[at(u)] = kNone;
            continue;
        }
        const uint32_t next = k + 1 < path_.size() ? path_[k + 1] : entry(sink);
        const auto w = static_cast<int32_t>(next / 2);
        if (w == u) continue;
        if ((*role_)[at(u)] == Role::between) after_[at(u)] = w;
        if ((*role_)[at(w)] == Role::between) before_[at(w)] = u;
    }
}

void DisjointPaths::separate(std::vector<Side>& side) const {
    const std::vector<Role>& role = *role_;
    side.resize(role.size());
    for (int32_t u = 0; u < part_->nodes(); ++u) {
        const bool in = level_[entry(u)] != 0, out = level_[exit(u)] != 0;
        if (role[at(u)] == Role::source || out)
            side[at(u)] = Side::a;
        else
            side[at(u)] = in ? Side::separator : Side::b;
    }
}

}  // namespace te::road
