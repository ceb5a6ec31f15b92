"""The progress line: nothing of quick work, one line that is written over on a terminal, few lines elsewhere."""

import io
import re

import pytest

from territory_engine.progress import ProgressEvent
from territory_engine.terminal.cells import width
from territory_engine.terminal.progress import LiveLine, Log, described, display
from territory_engine.terminal.screen import Screen

FULL = ProgressEvent("exchange", 1200, 5_794_444.0, 5_792_100.0, 12.0, fraction=0.4, seconds_left=18.0)
OPEN = ProgressEvent("exchange", 3, float("inf"), float("-inf"), 75.0)


class Terminal(io.StringIO):
    def isatty(self):
        return True


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_what_is_known_is_said_and_nothing_else():
    assert described(FULL, 200) == (
        "40 %  18 s left  exchanging accounts 1,200  gap 0.04 %  objective 5,794,444  12 s so far"
    )
    assert described(OPEN, 200) == "1 min 15 s  exchanging accounts 3"
    assert described(ProgressEvent("a new stage", 0, 1.0, float("-inf"), 2.0), 200) == "2 s  a new stage  objective 1"


@pytest.mark.parametrize("room", range(1, 90))
def test_whole_parts_that_fit(room):
    text = described(FULL, room)
    assert width(text) <= room
    assert room < 10 or described(FULL, 200).startswith(text)


def test_a_line_on_a_terminal_is_written_over_and_taken_away():
    stream, clock = Terminal(), Clock()
    line = LiveLine(Screen(stream, color=True, terminal=True), clock)
    for clock.now in (0.0, 0.39, 0.45, 0.46, 0.47, 0.6):
        assert line(FULL) is True
    drawn = stream.getvalue()
    assert drawn.count("\r") == 2  # at 0.45 and 0.6: not before 0.4, not more often than each 0.1 s
    assert "\n" not in drawn
    assert re.search(r"\r█+·+  40 %  18 s left  exchanging accounts 1,200", drawn)
    line.close()
    assert stream.getvalue().endswith("\r\x1b[K")
    line.close()
    assert stream.getvalue().count("\x1b[K") == 3


def test_quick_work_shows_nothing():
    stream, clock = Terminal(), Clock()
    line = LiveLine(Screen(stream, terminal=True), clock)
    line(FULL)
    line.close()
    assert stream.getvalue() == ""


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_the_line_never_wraps(columns, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    stream, clock = Terminal(), Clock()
    line = LiveLine(Screen.of(stream), clock)
    clock.now = 1.0
    line(FULL)
    assert 0 < width(stream.getvalue().strip("\r").removesuffix("\x1b[K")) < columns


def test_few_lines_elsewhere_and_only_of_long_work():
    stream = io.StringIO()
    log = display(stream)
    assert isinstance(log, Log)
    for tenths in range(3000):
        log(ProgressEvent("pool", 2, 10.0, 9.9, tenths / 10))
    log.close()
    lines = stream.getvalue().splitlines()
    assert [line.split("  ")[0] for line in lines] == ["10 s", "30 s", "1 min", "2 min", "3 min", "4 min"]
    assert lines[0] == "10 s  recombining plans 2  gap 1.00 %  objective 10"


def test_a_dumb_terminal_gets_lines(monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    assert isinstance(display(Terminal()), Log)
