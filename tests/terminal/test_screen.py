"""Screens: colour and width by the stream and by the user's environment."""

import io

import pytest

from territory_engine.terminal.screen import STYLES, Screen


class Stream(io.StringIO):
    def __init__(self, terminal=False, encoding="utf-8"):
        super().__init__()
        self.terminal, self.coding = terminal, encoding

    def isatty(self):
        if self.closed:
            raise ValueError("I/O operation on closed file")
        return self.terminal

    @property
    def encoding(self):
        return self.coding


@pytest.mark.parametrize(
    ("environment", "on_terminal", "elsewhere"),
    [
        ({}, True, False),
        ({"NO_COLOR": "1"}, False, False),
        ({"NO_COLOR": ""}, True, False),  # as the convention says
        ({"FORCE_COLOR": "1"}, True, True),
        ({"FORCE_COLOR": "0"}, False, False),
        ({"CLICOLOR_FORCE": "1"}, True, True),
        ({"CLICOLOR_FORCE": "0"}, True, False),
        ({"CLICOLOR": "0"}, False, False),
        ({"TERM": "dumb"}, False, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, False),
    ],
)
def test_colour(environment, on_terminal, elsewhere):
    assert Screen.of(Stream(terminal=True), environment).color is on_terminal
    assert Screen.of(Stream(), environment).color is elsewhere


def test_lines_are_written_over_on_terminals_only():
    assert Screen.of(Stream(terminal=True), {"NO_COLOR": "1"}).terminal
    assert not Screen.of(Stream(terminal=True), {"TERM": "dumb"}).terminal
    assert not Screen.of(Stream(), {"FORCE_COLOR": "1"}).terminal


@pytest.mark.parametrize(("given", "columns"), [("120", 120), ("5", 20), ("0", 80), ("", 80), ("wide", 80), ("²", 80)])
def test_columns(given, columns):
    assert Screen.of(Stream(), {"COLUMNS": given}).columns == columns


@pytest.mark.parametrize(
    ("encoding", "unicode"), [("utf-8", True), ("ascii", False), ("cp1252", False), ("no-such", False), (None, True)]
)
def test_characters(encoding, unicode):
    assert Screen.of(Stream(encoding=encoding), {}).unicode is unicode


def test_streams_that_are_none():
    closed = Stream()
    closed.close()
    assert not Screen.of(closed, {}).terminal
    assert Screen.of(None, {}).columns == 80


def test_lines_are_painted_and_harmless():
    stream = Stream()
    screen = Screen(stream, color=True)
    screen.say([("\x1b[31mred", "bold"), (" tail", "")], "two\nlines\x07", "", [])
    assert stream.getvalue() == "\x1b[1m\\x1b[31mred\x1b[0m tail\ntwo\nlines\\x07\n\n\n"


def test_every_style_is_a_number_or_nothing():
    assert all(code == "" or code.isdigit() for code in STYLES.values())


def test_plain_lines_end_without_spaces():
    stream = Stream()
    Screen(stream).say([("Nord  ", "bold"), ("  ", "dim")])
    assert stream.getvalue() == "Nord\n"


def test_quiet_keeps_back_all_but_the_necessary():
    stream = Stream()
    screen = Screen(stream, quiet=True)
    screen.say("figures")
    screen.insist("a finding")
    assert stream.getvalue() == "a finding\n"


def test_what_the_encoding_lacks_is_escaped():
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    Screen.of(stream, {}).say("Łódź")
    assert stream.buffer.getvalue() == b"\\u0141\\xf3d\\u017a\n"
