// Deterministic parallel loops: a fixed number of tasks, any number of threads.
#pragma once
#include <atomic>
#include <cstdint>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace te::base {

// Hardware threads when `requested` is 0 or less; never less than one.
inline int resolve_threads(int requested) {
    if (requested > 0) return requested;
    const unsigned hardware = std::thread::hardware_concurrency();
    return hardware == 0 ? 1 : static_cast<int>(hardware);
}

constexpr int64_t kTasks = 64;

// How many tasks a reduction is cut into, given the pieces of work and the slots of memory that each task needs for
// its own sums: a function of the instance only, never of the threads.
inline int64_t task_count(int64_t pieces, int64_t slots) {
    const int64_t by_memory = (int64_t{1} << 21) / (slots > 0 ? slots : 1);
    int64_t tasks = pieces < kTasks ? pieces : kTasks;
    if (tasks > by_memory) tasks = by_memory > 4 ? by_memory : 4;
    if (tasks > pieces) tasks = pieces;
    return tasks > 0 ? tasks : 1;
}

// Calls task(k) once for every k in [0, tasks). Which thread runs which task is not fixed, so a task may
// write only to its own slots; what is summed over tasks is summed by the caller, in task order. Threads are
// made and joined per call (about 20 us): a pool would hang in a forked child.
template <class Task>
void parallel_tasks(int64_t tasks, int threads, const Task& task) {
    const int64_t workers = tasks < threads ? tasks : threads;
    if (workers <= 1) {
        for (int64_t k = 0; k < tasks; ++k) task(k);
        return;
    }
    std::atomic<int64_t> next{0};
    std::exception_ptr failure;
    std::mutex failure_lock;
    const auto work = [&] {
        try {
            for (int64_t k = next++; k < tasks; k = next++) task(k);
        } catch (...) {
            const std::lock_guard<std::mutex> guard(failure_lock);
            if (!failure) failure = std::current_exception();
            next = tasks;
        }
    };
    std::vector<std::thread> pool;
    pool.reserve(static_cast<size_t>(workers - 1));
    try {
        for (int64_t t = 1; t < workers; ++t) pool.emplace_back(work);
    } catch (const std::system_error&) {
        // The system gives no more threads: those there are do all tasks.
    }
    work();
    for (auto& thread : pool) thread.join();
    if (failure) std::rethrow_exception(failure);
}

// Splits [0, n) into `tasks` consecutive slices and calls body(task, begin, end) for each.
template <class Body>
void parallel_slices(int64_t n, int64_t tasks, int threads, const Body& body) {
    parallel_tasks(tasks, threads, [&](int64_t k) { body(k, n * k / tasks, n * (k + 1) / tasks); });
}

}  // namespace te::base
