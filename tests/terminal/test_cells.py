"""Text in cells: as wide as terminals draw it, cut between characters, and never a command."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from territory_engine.terminal.cells import harmless, padded, shorten, width


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("Nord", 4),
        ("Zu\u0308rich", 6),  # a mark on the u
        ("東京", 4),
        ("ｱｲｳ", 3),  # halfwidth
        ("Ａ", 2),  # fullwidth
        ("한글", 4),
        ("\u1112\u1161\u11ab", 2),  # one syllable in three letters
        ("a\u200bb", 2),  # a space of no width
        ("🚚", 2),
        ("co\u00adop", 5),  # soft hyphens are drawn
    ],
)
def test_width(text, cells):
    assert width(text) == cells


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("Nord", 4, "Nord"),
        ("Nordwest", 5, "Nord…"),
        ("東京都", 4, "東…"),  # a half character does not fit
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),  # marks stay with their letters
        ("Nord", 1, "…"),
        ("Nord", 0, ""),
    ],
)
def test_shorten(text, room, expected):
    assert shorten(text, room) == expected


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.integers(0, 12))
def test_what_was_cut_fits(text, room):
    shown = harmless(text)
    assert width(shorten(shown, room)) <= room
    assert width(padded(shorten(shown, room), room)) == room
    assert width(padded(shorten(shown, room, "..."), room, right=True)) == room


@given(st.text())
def test_nothing_is_left_that_a_terminal_obeys(text):
    shown = harmless(text)
    assert not {"Cc", "Cs", "Zl", "Zp"} & {unicodedata.category(char) for char in shown}
    assert not {"RLE", "LRE", "RLO", "LRO", "PDF", "RLI", "LRI", "FSI", "PDI"} & {
        unicodedata.bidirectional(char) for char in shown
    }
    assert harmless(shown) == shown
    assert harmless(text, "ascii").isascii()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("\x1b[2J", r"\x1b[2J"),
        ("\x9b31m", r"\x9b31m"),  # the control sequence introducer in one character
        ("a\r\nb\tc\x00\x7f", r"a\r\nb\tc\x00\x7f"),
        ("\u202egnp.exe", r"\u202egnp.exe"),
        ("\u2028", r"\u2028"),
        ("\ud800", r"\ud800"),
        ("Łódź 東京 🚚", "Łódź 東京 🚚"),
        (7, "7"),
    ],
)
def test_escapes(value, expected):
    assert harmless(value) == expected


def test_what_an_encoding_cannot_write():
    assert harmless("Łódź", "cp1250") == "Łódź"
    assert harmless("Łódź", "ascii") == r"\u0141\xf3d\u017a"
