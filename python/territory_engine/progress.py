"""Progress of a solve: small events for a callable, or a line on the terminal."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from . import arguments


@dataclass(frozen=True)
class ProgressEvent:
    """Where a solve stands."""

    stage: str  # "order", "price", "round", "search", ...
    iteration: int
    objective: float  # best valid objective so far, NaN or inf before there is one
    bound: float  # best proven lower bound so far, -inf before there is one
    seconds: float  # since the solve began
    fraction: float | None = None  # of the whole solve, 0 to 1, where the driver knows it


class Reporter(Protocol):
    """Receives events; returns False to stop the solve. ``close`` ends the line on the terminal."""

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
        ``None`` or False: silence. ``True``: a bar on a terminal (by tqdm where it is installed), silence where
        stderr is no terminal. A callable gets each event; only returning ``False`` (not ``None``) stops the solve.
    owner : str
        Who was asked, for messages.

    Raises
    ------
    DataError
        For anything else.
    """
    if progress is None or progress is False:
        return _Silent()
    if progress is True:
        return _terminal() if sys.stderr.isatty() else _Silent()
    if callable(progress):
        return _Callback(progress)
    raise arguments.wrong(owner, "progress", progress, "None, True, False or a callable")


def describe(event: ProgressEvent) -> str:
    """One short line: stage, iteration, and what is known of objective and gap."""
    text = f"{event.stage} {event.iteration}"
    if math.isfinite(event.objective):
        text += f"  objective {event.objective:,.6g}"
        if math.isfinite(event.bound) and event.objective > 0.0:
            text += f"  gap {max(0.0, 1.0 - event.bound / event.objective):.2%}"
    return text


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


class _Line:
    """One line, rewritten in place; the fallback without tqdm."""

    WIDTH = 100
    BAR = 20

    def __call__(self, event: ProgressEvent) -> bool:
        text = f"{event.seconds:6.1f} s  {describe(event)}"
        if event.fraction is not None:
            done = round(self.BAR * min(max(event.fraction, 0.0), 1.0))
            text = f"[{'#' * done}{'.' * (self.BAR - done)}] {text}"
        sys.stderr.write("\r" + text[: self.WIDTH].ljust(self.WIDTH))
        sys.stderr.flush()
        return True

    def close(self) -> None:
        """Leave the last figures standing and go to the next line."""
        sys.stderr.write("\n")
        sys.stderr.flush()


class _Bar:
    """tqdm's bar, where the driver knows how far it is; else its clock and our figures."""

    def __init__(self, tqdm: Any) -> None:
        self._bar = tqdm(total=1.0, bar_format="{percentage:3.0f}%|{bar}| {elapsed} {desc}", file=sys.stderr)

    def __call__(self, event: ProgressEvent) -> bool:
        self._bar.set_description_str(describe(event), refresh=False)
        if event.fraction is not None:
            self._bar.n = min(max(event.fraction, 0.0), 1.0)
        self._bar.refresh()
        return True

    def close(self) -> None:
        """Leave the bar standing."""
        self._bar.close()


def _terminal() -> Reporter:
    try:
        from tqdm import tqdm
    except ImportError:
        return _Line()
    return _Bar(tqdm)
