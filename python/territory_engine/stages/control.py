"""Between two slices of work: the clock, progress, the stop criterion, and what each stage cost."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from ..progress import ProgressEvent, Reporter
from ..stop import SearchState, StopCriterion


class Stopped(Exception):
    """The stop criterion, the progress callable or the user ended the search; the best plan so far stands."""


class OutOfTime(Exception):
    """A time limit leaves just enough to complete the plan."""


@dataclass
class Control:
    """Asked between slices. After ``finish`` it lets everything through, so that a plan can be completed."""

    stop: StopCriterion | None
    report: Reporter
    started: float = field(default_factory=time.perf_counter)
    iteration: int = 0
    first_done: float = 0.0  # seconds when the first iteration was done, and the last so far
    last_done: float = 0.0
    improved_at: int = 0
    objective: float = math.inf
    bound: float = -math.inf
    finishing: bool = False
    cancelled: bool = False
    tolerance: float = 0.0  # kept by the best plan so far, where it is sought (te.Balance("smallest"))
    reserve: float = 0.0  # seconds before a time limit that completing a plan takes
    keeps_reserve: bool = False  # whether `check` raises OutOfTime when only the reserve is left
    stages: dict[str, dict[str, float]] = field(default_factory=dict)

    @property
    def seconds(self) -> float:
        """Wall time since the solve began."""
        return time.perf_counter() - self.started

    def next_iteration(self) -> None:
        """An iteration is done."""
        self.iteration += 1
        self.last_done = self.seconds
        if self.iteration == 1:
            self.first_done = self.last_done

    def found(self, objective: float, bound: float) -> None:
        """Take note of the best valid plan so far, in the user's units."""
        if objective < self.objective:
            self.improved_at = self.iteration
        self.objective, self.bound = objective, bound

    def wants_to_stop(self) -> bool:
        """Whether the stop criterion says so now."""
        since = self.iteration - self.improved_at
        state = SearchState(self.iteration, self.seconds, self.objective, self.bound, since)
        return self.stop is not None and self.stop(state)

    def check(self, stage: str, step: int = 0) -> None:
        """Report progress; raise :class:`Stopped` where the callable or a time limit ends the search.

        Only the clock may cut a first plan short: other criteria look at finished iterations. While a plan is
        completed, what the callable returns counts no longer.
        """
        if self.finishing:
            if not self.cancelled:
                self.report(self.event(stage, step))
            return
        if not self.report(self.event(stage, step)):
            self.cancelled = True
            raise Stopped
        limit = None if self.stop is None else self.stop.time_limit
        if limit is not None and self.seconds >= limit:
            raise Stopped
        if self.keeps_reserve and not self.has_time():
            raise OutOfTime

    def event(self, stage: str, step: int) -> ProgressEvent:
        """What is reported of this moment."""
        fraction, left = self.outlook()
        return ProgressEvent(stage, step, self.objective, self.bound, self.seconds, fraction, left)

    def outlook(self) -> tuple[float | None, float | None]:
        """How far the solve is, 0 to 1, and how many seconds are left; None where no limit tells.

        The first iteration says nothing about the length of the others, so that with a limit of iterations the
        seconds are known from the second on.
        """
        time_limit = None if self.stop is None else self.stop.time_limit
        limit = None if self.stop is None else self.stop.iteration_limit
        ways: list[tuple[float, float | None]] = []
        if time_limit is not None:
            left = max(0.0, time_limit - self.seconds)
            # beyond the limit a plan is completed, which takes as long as it takes
            ways.append((1.0 - left / time_limit, left) if left > 0.0 else (1.0, None))
        if limit:
            done = min(self.iteration, limit)
            each = (self.last_done - self.first_done) / (done - 1) if done > 1 else None
            spent = self.seconds - self.last_done  # on the iteration that runs
            ways.append((done / limit, None if each is None else max(0.0, (limit - done) * each - spent)))
        if not ways:
            return None, None
        fraction = max(fraction for fraction, _ in ways)
        return fraction, min((left for _, left in ways if left is not None and fraction < 1.0), default=None)

    def has_time(self) -> bool:
        """Whether a time limit leaves more than the reserve."""
        limit = None if self.stop is None else self.stop.time_limit
        return limit is None or self.seconds + self.reserve < limit

    @contextmanager
    def keeping_reserve(self) -> Iterator[None]:
        """Let :meth:`check` raise :class:`OutOfTime` within a block."""
        self.keeps_reserve = True
        try:
            yield
        finally:
            self.keeps_reserve = False

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the wall and CPU time of a block to the run manifest, with the process's peak memory after it."""
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            entry = self.stages.setdefault(name, {"seconds": 0.0, "cpu_seconds": 0.0, "peak_mib": 0.0})
            entry["seconds"] += time.perf_counter() - wall
            entry["cpu_seconds"] += time.process_time() - cpu
            entry["peak_mib"] = peak_mib()


def peak_mib() -> float:
    """The most memory this process has used so far, MiB; NaN where the system does not tell."""
    try:
        import resource
    except ImportError:
        return math.nan
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2.0**20 if sys.platform == "darwin" else 1024.0)
