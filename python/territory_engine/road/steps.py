"""Progress of long builds."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from ..progress import ProgressEvent, reporter

Progress = bool | Callable[[ProgressEvent], object] | None


class Steps:
    """Tells a progress which step runs; a callable that returns False ends it all."""

    def __init__(self, progress: Progress = None) -> None:
        self._report = reporter(progress, "te.RoadNetwork")
        self._begin = time.perf_counter()

    def __call__(self, stage: str, count: int, fraction: float | None = None) -> None:
        """Step ``stage`` has done ``count`` things.

        Raises
        ------
        InterruptedError
            The callable said so.
        """
        seconds = time.perf_counter() - self._begin
        if not self._report(ProgressEvent(stage, count, math.nan, -math.inf, seconds, fraction)):
            raise InterruptedError("te.RoadNetwork: ended by the progress callable")

    def close(self) -> None:
        """No more steps follow."""
        self._report.close()
