"""Pieces of pages as markup: users' names, sections, tables."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..html import text

LEFT = ' class="left"'
WORDY = 24  # letters of markup: a first column that needs room on a phone
SHORT = 16  # rows that one sheet of paper keeps together


def name(value: Any) -> str:
    """An id or a name, kept apart from the text around it: writing from right to left stays inside."""
    return f"<bdi>{text('(none)' if value is None else value)}</bdi>"


def paragraph(*sentences: str, kind: str = "") -> str:
    """Markup of sentences (markup each), or nothing where none is left."""
    said = " ".join(filter(None, sentences))
    return f'<p class="{kind}">{said}</p>' if said and kind else f"<p>{said}</p>" if said else ""


def section(id: str, heading: str, *parts: str) -> str:
    """A section with a heading (plain text), or nothing where it would be empty."""
    body = "\n".join(filter(None, parts))
    return (
        f'<section id="{id}" aria-labelledby="{id}-h"><h2 id="{id}-h">{text(heading)}</h2>\n{body}</section>'
        if body
        else ""
    )


@dataclass(frozen=True)
class Cell:
    """A cell: markup, and the value by which its column sorts (None: always last)."""

    markup: str
    value: float | None = None


def number(words: str, value: float) -> Cell:
    """A figure as text, with its value for sorting."""
    return Cell(text(words), value if math.isfinite(value) else None)


def data_table(
    caption: str,
    heads: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Cell]]],
    *,
    sortable: bool = False,
    said: bool = False,
    narrow: bool = False,
) -> str:
    """A table with names (markup) in its first column; wider than a phone, it scrolls.

    Parameters
    ----------
    caption : str
        Plain text, for those who hear the page; ``said`` shows it, too. ``narrow`` is for tables of few columns.
    heads : sequence of str
        Plain text, the names' first. Columns of figures stand to the right, columns of words to the left.
    """
    if not rows:
        return ""
    columns = zip(*(cells for _, cells in rows), strict=True)
    words = [False, *(all(cell.value is None for cell in column) for column in columns)]
    head = "".join(
        f'<th scope="col"{LEFT if left else ""}>{text(word)}</th>' for word, left in zip(heads, words, strict=True)
    )
    body = "\n".join(
        f'<tr><th scope="row">{first}</th>{"".join(map(_cell, cells, words[1:], [sortable] * len(cells)))}</tr>'
        for first, cells in rows
    )
    kind, heard = "data" + " sortable" * sortable + " narrow" * narrow, "" if said else ' class="heard"'
    if max(map(len, (first for first, _ in rows))) > WORDY:
        kind += " wordy"
    short = " short" if len(rows) <= SHORT else ""
    return (
        f'<div class="scroll{short}" role="region" aria-label="{text(caption)}" tabindex="0"><table class="{kind}">'
        f"<caption{heard}>{text(caption)}</caption><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table></div>"
    )


def _cell(cell: Cell, left: bool, sortable: bool) -> str:
    value = f' data-v="{cell.value:.9g}"' if sortable and cell.value is not None else ""
    return f"<td{LEFT if left else ''}{value}>{cell.markup}</td>"


def facts_list(facts: Sequence[tuple[str, str]]) -> str:
    """Terms and what they are, both markup."""
    return "<dl>" + "".join(f"<div><dt>{term}</dt><dd>{said}</dd></div>" for term, said in facts) + "</dl>"


def listed(words: Sequence[str]) -> str:
    """Words in a sentence: a, b and c.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed(["a"])
    ('a, b and c', 'a')
    """
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
