"""Charts that are tables: a name, a bar or a range, the figure. What is seen and what is heard are one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...picture.svg import element
from ..html import text
from .scale import around
from .svg import Show, dot, line

TALL = 22.0


@dataclass(frozen=True)
class BarRow:
    """``name`` is markup; ``value`` at least 0; ``words`` is the figure as text."""

    name: str
    value: float
    words: str


@dataclass(frozen=True)
class RangeRow:
    """From an earlier value (None where there was none) to one of now; ``name`` is markup."""

    name: str
    earlier: float | None
    now: float
    words: str


def bar_rows(caption: str, rows: Sequence[BarRow], head: tuple[str, str]) -> str:
    """Bars from 0, the longest as wide as there is room."""
    longest = max((row.value for row in rows), default=0.0) or 1.0
    drawn = [
        (
            row.name,
            element("rect", x=0, y=6, width=f"{100.0 * row.value / longest:.2f}%", height=10, rx=2, **{"class": "bar"}),
            row.words,
        )
        for row in rows
    ]
    return _table(caption, head, drawn)


def range_rows(caption: str, rows: Sequence[RangeRow], head: tuple[str, str], show: Show) -> str:
    """A filled dot now, a hollow one where it was, and the way between; all from 0."""
    values = [value for row in rows for value in (row.earlier, row.now) if value is not None]
    scale = around(0.0, max(values, default=1.0) or 1.0)
    middle = TALL / 2.0
    drawn = []
    for row in rows:
        marks = [line("0%", middle, "100%", middle, "grid")]
        if row.earlier is not None:
            marks.append(line(scale.x(row.earlier), middle, scale.x(row.now), middle, "link"))
            marks.append(dot(scale.x(row.earlier), middle, 4.5, "hollow", show(row.earlier)))
        marks.append(element("g", dot(scale.x(row.now), middle, 5.5, "", show(row.now)), **{"class": "dots"}))
        drawn.append((row.name, "".join(marks), row.words))
    return _table(caption, head, drawn)


def _table(caption: str, head: tuple[str, str], rows: Sequence[tuple[str, str, str]]) -> str:
    lines = []
    for name, marks, words in rows:
        mark = {"class": "chart", "width": "100%", "height": TALL, "aria_hidden": "true"}
        drawn = element("svg", marks, **mark)
        lines.append(f'<tr><th scope="row">{name}</th><td>{drawn}</td><td>{text(words)}</td></tr>')
    heads = f'<th scope="col">{text(head[0])}</th><td></td><th scope="col">{text(head[1])}</th>'
    return (
        f'<table class="rows"><caption>{text(caption)}</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table>"
    )
