"""Progress on standard error: one line that is written over on a terminal, elsewhere a line now and then."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from ..text import duration, figure, percent
from .bars import part
from .cells import shorten, width
from .screen import Screen

if TYPE_CHECKING:
    from ..progress import ProgressEvent, Reporter

PATIENCE_S = 0.4  # work that is done before that shows nothing
REFRESH_S = 0.1  # between two looks of the line on a terminal
LOG_S = (10.0, 30.0, 60.0)  # when the first lines are due elsewhere, and then every so often
BAR = 20  # cells

STAGES = {
    # of a solve
    "order": "ordering the accounts",
    "prices": "settling prices",
    "lists": "listing travel",
    "exchange": "exchanging accounts",
    "mend": "mending limits",
    "pool": "recombining plans",
    "anneal": "annealing",
    "regions": "annealing regions",
    "polish": "polishing",
    "bound": "proving a bound",
    # of a road network
    "ways": "reading ways",
    "arcs": "cutting roads",
    "graph": "building the graph",
    "contraction": "contracting",
    "weights": "weighing",
    "table": "travel table",
}

Clock = Callable[[], float]


def display(stream: TextIO, clock: Clock = time.perf_counter) -> Reporter:
    """What shows progress on this stream."""
    screen = Screen.of(stream)
    return LiveLine(screen, clock) if screen.terminal else Log(screen)


def described(event: ProgressEvent, room: int, bar: str = "") -> str:
    """What is known of an event, the most telling first, as much as fits into ``room`` cells.

    Examples
    --------
    >>> from territory_engine.progress import ProgressEvent
    >>> event = ProgressEvent("pool", 7, 1234.5, 1234.0, seconds=12.0, fraction=0.4, seconds_left=18.0)
    >>> described(event, 80)
    '40 %  18 s left  recombining plans 7  gap 0.04 %  objective 1,234.5  12 s so far'
    >>> described(event, 40)
    '40 %  18 s left  recombining plans 7'
    """
    so_far = duration(event.seconds)
    parts = []
    if event.fraction is not None:
        parts.append(f"{bar} {100.0 * min(max(event.fraction, 0.0), 1.0):3.0f} %".lstrip())
    parts.append(so_far if event.seconds_left is None else f"{duration(max(event.seconds_left, 0.0))} left")
    parts.append(STAGES.get(event.stage, event.stage) + (f" {event.iteration:,}" if event.iteration else ""))
    if not math.isnan(event.gap):
        parts.append(f"gap {percent(event.gap)}")
    if math.isfinite(event.objective):
        parts.append(f"objective {figure(event.objective)}")
    if event.seconds_left is not None:
        parts.append(f"{so_far} so far")
    line = parts[0]
    for one in parts[1:]:
        if width(line) + 2 + width(one) > room:
            break
        line += "  " + one
    return shorten(line, room)


class LiveLine:
    """One line on a terminal, written over, and taken away at the end."""

    def __init__(self, screen: Screen, clock: Clock = time.perf_counter) -> None:
        self._screen = screen
        self._clock = clock
        self._due = clock() + PATIENCE_S
        self._shown = False

    def __call__(self, event: ProgressEvent) -> bool:
        """Show the event if the last one has been there long enough."""
        now = self._clock()
        if now >= self._due:
            self._due = now + REFRESH_S
            screen = self._screen = self._screen.renewed()
            cells = min(BAR, screen.columns // 4)
            bar = "" if event.fraction is None else part(event.fraction, cells, screen.unicode)
            self.write(described(event, screen.columns - 1, bar))
        return True

    def write(self, text: str) -> None:
        """Show this in the line's place."""
        self._screen.stream.write(f"\r{self._screen.harmless(text)}\x1b[K")
        self._screen.stream.flush()
        self._shown = True

    def close(self) -> None:
        """Leave no trace."""
        if self._shown:
            self._screen.stream.write("\r\x1b[K")
            self._screen.stream.flush()
            self._shown = False


class Log:
    """Lines in a file or a pipe, few and only of long work."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._due = LOG_S[0]

    def __call__(self, event: ProgressEvent) -> bool:
        """Write a line where one is due by the event's own clock."""
        if event.seconds >= self._due:
            self._due = next((due for due in LOG_S if due > event.seconds), event.seconds + LOG_S[-1])
            self._screen.insist(described(event, 200))
        return True

    def close(self) -> None:
        """Nothing to take away."""


@contextmanager
def doing(what: str, *, silent: bool = False) -> Iterator[None]:
    """Say on a terminal what is being done, as long as it is done; nothing elsewhere."""
    screen = Screen.of(sys.stderr)
    line = None if silent or not screen.terminal else LiveLine(screen)
    if line is not None:
        line.write(shorten(what, screen.columns - 1, screen.ellipsis))
    try:
        yield
    finally:
        if line is not None:
            line.close()
