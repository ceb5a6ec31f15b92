"""The best objective against time, as a solver tells of it."""

from __future__ import annotations

import math
import time

CLOCKS = {"wall": time.perf_counter, "cpu": time.process_time}


class Trajectory:
    """Improvements as pairs of seconds since this was made and objective, each lower than the last.

    Parameters
    ----------
    clock : {"wall", "cpu"}
        CPU seconds are those of all threads of this process: with one thread, what the wall clock would have said on a
        machine that does nothing else.
    """

    def __init__(self, clock: str) -> None:
        self._clock = CLOCKS[clock]
        self._started = self._clock()
        self.points: list[tuple[float, float]] = []

    @property
    def seconds(self) -> float:
        """Since this was made."""
        return self._clock() - self._started

    def note(self, objective: float) -> None:
        """Keep an objective if it is better than all before."""
        if objective < (self.points[-1][1] if self.points else math.inf):
            self.points.append((round(self.seconds, 3), objective))
