"""Tables that fit: columns as wide as they must be, names cut, the least important columns left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .cells import padded, shorten, width
from .screen import Line, Screen, Span

GAP = 2  # cells between two columns


@dataclass(frozen=True)
class Column:
    """A column of a table: figures stand to the right."""

    head: str = ""
    right: bool = True
    least: int | None = None  # its cells may be cut to so many; None: never
    rank: int = 0  # 0 always stays; where room is short the highest goes first


def table(
    screen: Screen, columns: Sequence[Column], rows: Sequence[Sequence[str | Span]], indent: int = 0
) -> list[Line]:
    """The lines of a table, the heads first unless all are empty; no wider than the screen where that can be.

    Parameters
    ----------
    rows : sequence of rows
        A cell is a text, or a text with its style. A row of one cell is a heading over the columns.
    """
    cells = [[_span(screen, cell) for cell in row] for row in rows]
    natural = [
        max(width(text) for text in (column.head, *(row[index][0] for row in cells if len(row) > 1)))
        for index, column in enumerate(columns)
    ]
    kept, wide = _fitted(columns, natural, screen.columns - indent)
    lines: list[Line] = []
    if any(columns[index].head for index in kept):
        heads = [(shorten(columns[index].head, wide[index], screen.ellipsis), "dim") for index in kept]
        lines.append(_line(columns, kept, wide, heads, indent))
    for row in cells:
        if len(row) == 1 and len(columns) > 1:
            text, style = row[0]
            lines.append([(" " * indent, ""), (shorten(text, screen.columns - indent, screen.ellipsis), style)])
            continue
        cut = [(shorten(row[index][0], wide[index], screen.ellipsis), row[index][1]) for index in kept]
        lines.append(_line(columns, kept, wide, cut, indent))
    return lines


def _span(screen: Screen, cell: str | Span) -> Span:
    text, style = (cell, "") if isinstance(cell, str) else cell
    return screen.harmless(text), style


def _fitted(columns: Sequence[Column], natural: Sequence[int], room: int) -> tuple[list[int], list[int]]:
    """Which columns stay, and how wide each is."""
    least = [
        cells if column.least is None else min(cells, column.least)
        for column, cells in zip(columns, natural, strict=True)
    ]
    kept = list(range(len(columns)))

    def needed(cells: Sequence[int]) -> int:
        return sum(cells[index] for index in kept) + GAP * (len(kept) - 1)

    while needed(least) > room and (spare := [index for index in kept if columns[index].rank]):
        kept.remove(max(spare, key=lambda index: (columns[index].rank, index)))
    wide = list(natural)
    shrinking = [index for index in kept if columns[index].least is not None]
    while needed(wide) > room and (wider := [index for index in shrinking if wide[index] > least[index]]):
        widest = max(wider, key=lambda index: wide[index])
        second = max((wide[index] for index in wider if index != widest), default=0)
        wide[widest] = max(least[widest], min(second, wide[widest] - 1), wide[widest] - (needed(wide) - room))
    return kept, wide


def _line(
    columns: Sequence[Column], kept: Sequence[int], wide: Sequence[int], cells: Sequence[Span], indent: int
) -> Line:
    line: list[Span] = [(" " * indent, "")]
    for position, (index, (text, style)) in enumerate(zip(kept, cells, strict=True)):
        if position:
            line.append((" " * GAP, ""))
        line.append((padded(text, wide[index], right=columns[index].right), style))
    return line
