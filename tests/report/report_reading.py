"""Reads a report as a program: its tables, large figures and plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Table:
    """``rows[name]`` has the texts of a row's cells by the heading of their column, ``values`` what they sort by."""

    caption: str = ""
    heads: list[str] = field(default_factory=list)
    rows: dict[str, dict[str, str]] = field(default_factory=dict)
    values: dict[str, dict[str, float]] = field(default_factory=dict)


class Reader(HTMLParser):
    """Of a whole page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tables: list[Table] = []
        self.figures: dict[str, tuple[float, str]] = {}
        self.words: list[str] = []
        self._cell: list[str] | None = None
        self._row: list[tuple[str, float | None]] = []
        self._value: float | None = None
        self._figure: tuple[str, float] | None = None
        self._skip = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in ("style", "script"):
            self._skip += 1
        if tag == "table":
            self.tables.append(Table())
        if tag == "tr":
            self._row = []
        if tag in ("th", "td", "caption"):
            self._cell, self._value = [], float(given["data-v"]) if "data-v" in given else None
        if "data-figure" in given:
            self._figure = given["data-figure"], float(given["data-value"])
        if tag == "p" and given.get("class") == "value":
            self._cell = []
        self.words.append(" ")

    def handle_endtag(self, tag):
        if tag in ("style", "script"):
            self._skip -= 1
        if tag == "caption":
            self.tables[-1].caption = "".join(self._cell)
        if tag in ("th", "td"):
            self._row.append(("".join(self._cell), self._value))
        if tag == "p" and self._figure is not None and self._cell is not None:
            self.figures[self._figure[0]] = self._figure[1], "".join(self._cell)
            self._figure = None
        if tag == "tr":
            self._end_row()
        if tag in ("th", "td", "caption", "p"):
            self._cell = None

    def handle_data(self, data):
        if self._skip:
            return
        self.words.append(data)
        if self._cell is not None:
            self._cell.append(data)

    def _end_row(self):
        table = self.tables[-1]
        if not table.heads:
            table.heads = [words for words, _ in self._row]
            return
        name = self._row[0][0]
        table.rows[name] = dict(zip(table.heads[1:], (words for words, _ in self._row[1:]), strict=True))
        table.values[name] = {
            head: value for head, (_, value) in zip(table.heads[1:], self._row[1:], strict=True) if value is not None
        }

    @property
    def text(self):
        """Everything that is read, spaces as one."""
        return re.sub(r"\s+", " ", "".join(self.words))

    def table(self, caption):
        """The table with that caption."""
        return next(table for table in self.tables if table.caption == caption)


def numbers(words):
    """The figures in a text, as they are meant: 4.98 % is 0.0498."""
    plain = words.replace("\u2212", "-").replace("\u00a0", " ").replace(",", "")
    found = re.findall(r"([+-]?\d+(?:\.\d+)?)( × 10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?( %)?", plain)
    power = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
    return [
        float(digits) * 10.0 ** int(raised.translate(power) or 0 if raised else 0) * (0.01 if share else 1.0)
        for digits, _, raised, share in found
    ]
