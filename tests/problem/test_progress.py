"""Progress reaches a callable, a terminal, or nobody."""

import builtins
import io
import math
import sys

import pytest

import territory_engine as te
from territory_engine.progress import ProgressEvent, describe, reporter

EVENT = ProgressEvent("search", 12, 1234.5, 1200.0, 1.5, fraction=0.5)


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_callable_gets_events_and_may_stop():
    seen = []
    report = reporter(seen.append)
    assert report(EVENT) is True  # None is no refusal
    report.close()
    assert seen == [EVENT]
    assert reporter(lambda event: False)(EVENT) is False
    assert reporter(lambda event: 0)(EVENT) is True


@pytest.mark.parametrize("progress", [None, False, True])
def test_silence_without_a_terminal(progress, capsys):
    report = reporter(progress)
    assert report(EVENT) is True
    report.close()
    assert capsys.readouterr() == ("", "")


def test_a_line_on_a_terminal_without_tqdm(monkeypatch):
    def refuse(name, *rest, real=builtins.__import__, **options):
        if name == "tqdm":
            raise ImportError(name)
        return real(name, *rest, **options)

    monkeypatch.setattr(builtins, "__import__", refuse)
    monkeypatch.setattr(sys, "stderr", Terminal())
    report = reporter(True)
    assert report(EVENT) is True
    report.close()
    text = sys.stderr.getvalue()
    assert text.startswith("\r[##########..........]    1.5 s  search 12  objective 1,234.5  gap 2.79%")
    assert text.endswith("\n")


def test_a_bar_with_tqdm(monkeypatch):
    pytest.importorskip("tqdm")
    monkeypatch.setattr(sys, "stderr", Terminal())
    report = reporter(True)
    assert report(EVENT) is True
    report.close()
    assert "search 12" in sys.stderr.getvalue()
    assert "50%" in sys.stderr.getvalue()


def test_unknown_figures_are_left_out():
    assert describe(ProgressEvent("order", 0, math.inf, -math.inf, 0.0)) == "order 0"


def test_anything_else_is_refused():
    with pytest.raises(te.DataError, match="progress must be None, True, False or a callable, found 'yes'"):
        reporter("yes")
