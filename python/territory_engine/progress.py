"""Progress of a solve: small events for a callable, or a line on the terminal."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from . import arguments


@dataclass(frozen=True)
class ProgressEvent:
    """Where a solve, or the building of a road network, stands.

    Attributes
    ----------
    stage : str
        What is being done: "order", "prices", "exchange", "pool", ...; see "How a solve works".
    iteration : int
        Counts within the stage.
    objective : float
        Of the best valid plan so far; NaN or inf before there is one.
    bound : float
        The best proven lower bound so far; -inf before there is one.
    seconds : float
        Since the work began.
    fraction : float, optional
        Of the whole work, 0 to 1, where a limit of time or of iterations tells; None where nobody can know.
    seconds_left : float, optional
        At most this long, under a limit of time; about, under a limit of iterations, by how long they took so far.
        None where nobody can know.

    Examples
    --------
    >>> event = ProgressEvent("pool", 3, objective=200.0, bound=199.0, seconds=10.0, fraction=0.25, seconds_left=30.0)
    >>> event.gap
    0.005
    """

    stage: str
    iteration: int
    objective: float
    bound: float
    seconds: float
    fraction: float | None = None
    seconds_left: float | None = None

    @property
    def gap(self) -> float:
        """(objective - bound) / objective: what a better plan could save at most; NaN where nothing is proven."""
        if not (math.isfinite(self.objective) and math.isfinite(self.bound)) or self.objective <= 0.0:
            return math.nan
        return max(0.0, (self.objective - self.bound) / self.objective)


class Reporter(Protocol):
    """Receives events; returns False to stop the solve. ``close`` takes the line off the terminal."""

    def __call__(self, event: ProgressEvent) -> bool:
        """Take one event."""
        ...

    def close(self) -> None:
        """No more events follow."""
        ...


def reporter(progress: bool | Callable[[ProgressEvent], object] | None, owner: str = "te.solve") -> Reporter:
    """The reporter that ``te.solve(progress=...)`` asks for.

    Parameters
    ----------
    progress : None, bool or callable
        ``None`` or False: silence. ``True``: on standard error, a line that is written over where that is a terminal,
        else a line now and then; nothing at all for work that is soon done. A callable gets each event; only
        returning ``False`` (not ``None``) stops the solve.
    owner : str
        Who was asked, for messages.

    Raises
    ------
    DataError
        For anything else.
    """
    if progress is None or progress is False or (progress is True and sys.stderr is None):  # as under pythonw
        return _Silent()
    if progress is True:
        from .terminal.progress import display

        return display(sys.stderr)
    if callable(progress):
        return _Callback(progress)
    raise arguments.wrong(owner, "progress", progress, "None, True, False or a callable")


class _Silent:
    def __call__(self, event: ProgressEvent) -> bool:
        return True

    def close(self) -> None:
        """Nothing to end."""


class _Callback:
    def __init__(self, function: Callable[[ProgressEvent], object]) -> None:
        self._function = function

    def __call__(self, event: ProgressEvent) -> bool:
        return self._function(event) is not False

    def close(self) -> None:
        """Nothing to end."""
