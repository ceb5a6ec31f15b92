"""The few SVG elements a picture needs, as text."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

FONT = "Inter, 'Helvetica Neue', Helvetica, Arial, 'DejaVu Sans', sans-serif"
INK, QUIET, RULE, PAPER = "#1f2933", "#66727f", "#d9dee4", "#ffffff"
# Names come from users: no control characters, which XML 1.0 forbids even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(name: str, content: str = "", **attributes: object) -> str:
    """``<name ...>content</name>``; underscores in attribute names stand for hyphens. ``content`` is markup."""
    listed = "".join(f" {_attribute(key)}={_value(value)}" for key, value in attributes.items())
    return f"<{name}{listed}>{content}</{name}>" if content else f"<{name}{listed}/>"


def text(x: float, y: float, words: str, size: float = 12, fill: str = INK, **attributes: object) -> str:
    """A line of text, its baseline at y."""
    return element("text", clean(words), x=x, y=y, font_size=size, fill=fill, **attributes)


def clean(words: str) -> str:
    """Any text as safe XML text."""
    return escape(_FORBIDDEN.sub("�", words))


def width(words: str, size: float) -> float:
    """About how wide a text will be, rather too wide: fonts differ."""
    return size * sum(
        0.33 if letter in " .,:;ijlI|'!()" else 0.62 if ord(letter) < 0x2E80 else 1.05 for letter in words
    )


def shorten(words: str, size: float, room: float) -> str:
    """The text, cut with an ellipsis where it would not fit."""
    if width(words, size) <= room:
        return words
    while words and width(words + "…", size) > room:
        words = words[:-1]
    return words.rstrip() + "…"


def _attribute(key: str) -> str:
    # the old name of href, which every program that draws SVG knows
    return "xlink:href" if key == "xlink_href" else key.replace("_", "-")


def _value(value: object) -> str:
    if isinstance(value, float):
        value = f"{value:.2f}".rstrip("0").rstrip(".")
    return quoteattr(_FORBIDDEN.sub("�", str(value)))
