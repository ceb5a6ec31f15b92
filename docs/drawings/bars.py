"""Groups of bars and dots side by side: a row for each method, a column for each figure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .style import line, shape, words

STEP, THICK = 25.0, 15.0


@dataclass(frozen=True)
class Column:
    """One figure of every row. ``log``: dots from ``low`` on; else bars from 0."""

    title: str
    left: float
    width: float
    high: float
    low: float = 0.0
    log: bool = False

    def length(self, value: float) -> float:
        """Of a bar; beyond ``high`` it ends there."""
        if self.log:
            share = math.log(max(value, self.low) / self.low) / math.log(self.high / self.low)
        else:
            share = value / self.high
        return max(1.5, min(share, 1.0) * self.width)


@dataclass(frozen=True)
class Row:
    """A method: its figures in the order of the columns with the words that tell them; ``ours`` stands out."""

    name: str
    figures: Sequence[tuple[float | None, str]]
    ours: bool = False


def group(top: float, title: str, rows: Sequence[Row], columns: Sequence[Column], name_left: float = 20.0) -> str:
    """Markup of one group, its title at ``top``; it is ``STEP`` high for each row, and twice that for its head."""
    parts = [words(name_left, top, title, "start bold")]
    for column in columns:
        parts.append(words(column.left, top, column.title, "start small fill-quiet"))
        parts.append(line(column.left, top + 10, column.left, top + 12 + STEP * len(rows), "stroke-strong thin"))
    for index, row in enumerate(rows):
        y = top + 14 + STEP * index
        parts.append(words(name_left, y + 13, row.name, f"start{' bold fill-accent' if row.ours else ''}"))
        for column, (value, told) in zip(columns, row.figures, strict=True):
            end = column.left
            if value is not None:
                end += column.length(value)
                fill = "fill-accent" if row.ours else "fill-quiet" if column.log else "fill-strong"
                if column.log:  # a length from 0 would mean nothing
                    parts.append(line(column.left, y + 8.5, end, y + 8.5, "stroke-rule"))
                    parts.append(shape("circle", fill, cx=end, cy=y + 8.5, r=5.5))
                else:
                    parts.append(
                        shape("rect", fill, x=column.left, y=y + 1, width=end - column.left, height=THICK, rx=2)
                    )
            parts.append(
                words(
                    end + (10 if column.log else 7),
                    y + 13,
                    told,
                    f"start small{' bold fill-accent' if row.ours else ''}",
                )
            )
    return "".join(parts)
