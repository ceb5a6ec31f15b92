"""How work is cut into tasks and spread over threads: twin of ``cpp/base/parallel.h``.

Tasks are a function of the instance only, never of the threads, so that sums merged in task order have the same bits
for any number of them. They run on plain Python threads inside kernels that release the GIL, made and joined per call
as in C++: nothing that a forked child or a second Python thread could trip over, and a thread that the machine does
not schedule holds up nobody (with ``numba.prange`` every thread owns a fixed share).
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from typing import Any

from ..interface import Array
from .jit import available_threads

_TASKS = 64
_CALLS = 8  # a thread takes its tasks in about so many calls: few, because a call costs some 20 us
UNITS_PER_THREAD = 32768  # fewer do not pay for another thread


def task_count(pieces: int, slots: int) -> int:
    """Tasks of a reduction, given its pieces of work and the sums that each task keeps for itself."""
    by_memory = (1 << 21) // max(slots, 1)
    return max(1, min(min(pieces, _TASKS), max(by_memory, 4), pieces))


def task_level(start: Array) -> int:
    """The level of the block tree whose blocks are dealt out to tasks (``cpp/transport/price_pass.cpp``)."""
    level = len(start) - 2
    while level > 0 and start[level + 1] - start[level] < 2 * _TASKS:
        level -= 1
    return level


def run_tasks(
    kernel: Callable[..., Any],
    tasks: int,
    threads: int,
    units: int,
    *arguments: Any,
    memory: Callable[[], tuple[Any, ...]] = tuple,
) -> None:
    """Calls ``kernel(first, last, *memory(), *arguments)`` for ranges of tasks that cover ``range(tasks)`` once.

    ``kernel`` is a :func:`.jit.kernel`. ``threads`` of 0 or less means all. ``units`` says how much work there is.
    Every thread has its own ``memory()``.
    """
    wanted = threads if threads > 0 else available_threads()
    workers = min(wanted, tasks, 1 + units // UNITS_PER_THREAD)
    if workers <= 1:
        kernel(0, tasks, *memory(), *arguments)
        return
    step = max(1, tasks // (workers * _CALLS))
    starts = itertools.count(0, step)  # next() is atomic
    failures: list[BaseException] = []

    def work() -> None:
        try:
            own = memory()
            for first in starts:
                if first >= tasks or failures:
                    return
                kernel(first, min(first + step, tasks), *own, *arguments)
        except BaseException as failure:
            failures.append(failure)

    pool = [threading.Thread(target=work, daemon=True) for _ in range(workers - 1)]
    for thread in pool:
        thread.start()
    work()
    for thread in pool:
        thread.join()
    if failures:
        raise failures[0]
