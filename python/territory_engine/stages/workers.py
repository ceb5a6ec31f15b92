"""Independent searches side by side on threads: kernels release the interpreter, and each search has its own labels."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from typing import TypeVar

from .control import Control, OutOfTime, Stopped
from .level import Level
from .state import Context

POLL_S = 0.05  # how often the clock, progress and Ctrl-C are looked at meanwhile

Made = TypeVar("Made")


@dataclass
class _Ended(Control):
    """What a thread asks between slices of work: whether it is still wanted."""

    ended: threading.Event | None = None

    def check(self, stage: str, step: int = 0) -> None:
        """Raise :class:`Stopped` when the calling thread has ended the search."""
        if self.ended is not None and self.ended.is_set():
            raise Stopped


def in_parallel(context: Context, level: Level, tasks: Sequence[Callable[[Context, Level], Made]]) -> list[Made | None]:
    """What the tasks return, in their order; None for those that the reserve of a time limit cut off.

    Each task gets a context for one thread and the level with labels of its own. Results do not depend on the number
    of threads. Only the calling thread polls the control.
    """
    control, workers = context.control, min(context.threads, len(tasks))
    if workers <= 1:
        return [_alone(context, level, task, number) for number, task in enumerate(tasks)]
    ended = threading.Event()
    own = replace(context, threads=1, control=_Ended(None, control.report, ended=ended))
    with ThreadPoolExecutor(workers) as pool:
        futures: list[Future[Made]] = [
            pool.submit(task, own, replace(level, labels=level.labels.copy())) for task in tasks
        ]
        try:
            waiting = set(futures)
            while waiting:
                done, waiting = wait(waiting, POLL_S, FIRST_EXCEPTION)
                control.check("pool", len(futures) - len(waiting))
                if any(future.exception() is not None for future in done) or not control.has_time():
                    break
        finally:
            ended.set()
            for future in futures:
                future.cancel()
    return [_result(future) for future in futures]


def _alone(context: Context, level: Level, task: Callable[[Context, Level], Made], number: int) -> Made | None:
    with context.control.keeping_reserve():
        try:
            context.control.check("pool", number)
            return task(context, replace(level, labels=level.labels.copy()))
        except OutOfTime:
            return None


def _result(future: Future[Made]) -> Made | None:
    if future.cancelled():
        return None
    try:
        return future.result()
    except Stopped:
        return None
