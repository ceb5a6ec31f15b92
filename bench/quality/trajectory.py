"""The best objective against time, as a solver tells of it."""

from __future__ import annotations

import math
import time


class Trajectory:
    """Improvements as pairs of seconds since this was made and objective, each lower than the last."""

    def __init__(self) -> None:
        self.started = time.perf_counter()
        self.points: list[tuple[float, float]] = []

    def note(self, objective: float) -> None:
        """Keep an objective if it is better than all before."""
        if objective < (self.points[-1][1] if self.points else math.inf):
            self.points.append((round(time.perf_counter() - self.started, 3), objective))
