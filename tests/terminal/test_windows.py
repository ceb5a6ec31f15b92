"""Consoles of Windows are asked to obey escapes; where they do not, there is no colour. Played on any system."""

import ctypes
import io
import sys
import types

import pytest

from territory_engine.terminal import windows
from territory_engine.terminal.screen import Screen


class Console(io.StringIO):
    def isatty(self):
        return True

    def fileno(self):
        return 1


@pytest.fixture
def on_windows(monkeypatch):
    """A kernel32 whose console has these modes; returns those that were set."""

    def play(*, is_console=True, can=True):
        modes = []

        class Kernel32:
            @staticmethod
            def GetConsoleMode(handle, mode):
                mode._obj.value = 0x0003
                return int(is_console)

            @staticmethod
            def SetConsoleMode(handle, mode):
                modes.append(mode)
                return int(can)

        monkeypatch.setattr(sys, "platform", "win32")
        monkeypatch.setattr(ctypes, "windll", types.SimpleNamespace(kernel32=Kernel32), raising=False)
        monkeypatch.setitem(sys.modules, "msvcrt", types.SimpleNamespace(get_osfhandle=lambda number: number))
        return modes

    return play


def test_a_console_that_can(on_windows):
    modes = on_windows()
    assert windows.obeys_escapes(Console())
    assert modes == [0x0007]  # what was set stays
    assert Screen.of(Console(), {}).color


@pytest.mark.parametrize("found", [{"is_console": False}, {"can": False}])
def test_a_console_that_cannot(on_windows, found):
    on_windows(**found)
    assert not windows.obeys_escapes(Console())
    screen = Screen.of(Console(), {})
    assert not screen.color
    assert not screen.terminal


def test_a_stream_without_a_file(on_windows):
    on_windows()
    assert not windows.obeys_escapes(io.StringIO())


def test_elsewhere_terminals_obey():
    assert windows.obeys_escapes(io.StringIO()) is (sys.platform != "win32")
