"""Text measured in the cells of a terminal, and made harmless for it."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Formatting characters that turn the direction of what follows: a name could rearrange the line it stands in.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SOFT_HYPHEN = "\u00ad"  # a formatting character that terminals draw


def harmless(value: object, encoding: str = "utf-8") -> str:
    r"""A value as text that a terminal shows and never obeys.

    Control characters, line ends, changes of direction, and what ``encoding`` cannot write stand as escapes.

    Examples
    --------
    >>> print(harmless("red \x1b[31m\n"))
    red \x1b[31m\n
    >>> print(harmless("Łódź", "latin-1"))
    \u0141ód\u017a
    """
    text = str(value)
    if not text.isprintable():
        text = "".join(_escaped(char) if _dangerous(char) else char for char in text)
    return text if text.isascii() else text.encode(encoding, "backslashreplace").decode(encoding)


def _dangerous(char: str) -> bool:
    return char in _TURNING or unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")


@lru_cache(maxsize=4096)
def _cells(char: str) -> int:
    """Unicode Standard Annex 11 (wide and fullwidth count two), and nothing for marks on the character before."""
    if unicodedata.category(char) in ("Mn", "Me", "Cf") and char != _SOFT_HYPHEN:
        return 0
    if "\u1160" <= char <= "\u11ff":  # vowels and finals of Hangul join the syllable before
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def width(text: str) -> int:
    """Cells that a terminal takes for a text without control characters.

    Examples
    --------
    >>> width("Zürich"), width("Zu\u0308rich"), width("東京")
    (6, 6, 4)
    """
    return len(text) if text.isascii() else sum(map(_cells, text))


def shorten(text: str, room: int, ellipsis: str = "…") -> str:
    """The text, or as much of its beginning as fits with an ellipsis into ``room`` cells.

    Examples
    --------
    >>> shorten("Mecklenburg", 7), shorten("東京都", 5), shorten("Bonn", 7)
    ('Meckle…', '東京…', 'Bonn')
    """
    if width(text) <= room:
        return text
    left, kept = room - width(ellipsis), []
    for char in text:
        left -= _cells(char)
        if left < 0:
            break
        kept.append(char)
    return "".join(kept) + ellipsis if room >= width(ellipsis) else ""


def padded(text: str, room: int, *, right: bool = False) -> str:
    """The text with spaces up to ``room`` cells, after it or (``right``) before it."""
    space = " " * (room - width(text))
    return space + text if right else text + space
