"""How the loads of all territories spread around their target: a strip for each plan, on one axis."""

from __future__ import annotations

import numpy as np

from ..terminal.bars import strip
from ..terminal.cells import shorten
from ..terminal.screen import Line, Screen
from .deviation import Deviation

LEAST, MOST = 10, 110  # cells of a screen and of a strip


def spread(screen: Screen, heads: tuple[str, str], one: Deviation, earlier: Deviation | None) -> list[Line]:
    """The lines of a measure's strips; none where all territories load alike.

    Parameters
    ----------
    heads : (str, str)
        What the earlier plan and this one are called.
    """
    plans = [
        (head, each.share[np.isfinite(each.share)])
        for head, each in zip(heads, (earlier, one), strict=True)
        if each is not None and np.isfinite(each.share).any()
    ]
    ends = [end for _, shares in plans for end in (float(shares.min()), float(shares.max()))]
    low, high = min(1.0, *ends, 1.0), max(1.0, *ends, 1.0)
    if high - low < 1e-6:
        return []
    label = max(map(len, heads)) + 2
    width = max(LEAST, min(screen.columns, MOST) - label)
    head = f" of {len(one.share):,} territories, % of {one.target}"
    name = shorten(screen.harmless(one.name), screen.columns - len(head), screen.ellipsis)
    lines: list[Line] = [[(name, "bold"), (head, "dim")]]
    for what, shares in plans:
        cells = strip(shares.tolist(), low, high, width, screen.unicode)
        lines.append([(what.ljust(label), ""), (cells, "bar" if what == heads[1] else "")])
    return [*lines, [(" " * label + _ticks(low, high, width), "dim")]]


def _ticks(low: float, high: float, width: int) -> str:
    """Both ends and 100 % under a strip, as far as there is room."""
    cells = [" "] * width
    left, right = f"{100.0 * low:.0f} %", f"{100.0 * high:.0f} %"
    middle = "100 %" if low < 1.0 < high else ""
    place = round((1.0 - low) / (high - low) * (width - 1)) - len(middle) // 2
    cells[: len(left)] = left
    cells[width - len(right) :] = right
    if middle and len(left) < place and place + len(middle) < width - len(right):
        cells[place : place + len(middle)] = middle
    return "".join(cells)
