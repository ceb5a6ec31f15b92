"""How the loads of all territories spread around their target: a strip for each plan, on one axis."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..terminal.bars import strip
from ..terminal.cells import padded, shorten, width
from ..terminal.screen import Line, Screen
from .deviation import Deviation

LEAST, MOST = 10, 110  # cells of a strip, and of it with its name
LABEL = 12  # cells of a plan's name


def spread(screen: Screen, found: Mapping[str, Deviation]) -> list[Line]:
    """The lines of a measure's strips, one for each plan under its name; none where all territories load alike."""
    shares = {name: one.share[np.isfinite(one.share)].tolist() for name, one in found.items()}
    ends = [end for values in shares.values() for end in values]
    low, high = min(1.0, *ends, 1.0), max(1.0, *ends, 1.0)
    if high - low < 1e-6:
        return []
    *_, last = found
    label = min(max(width(screen.harmless(name)) for name in found), LABEL) + 2
    wide = max(LEAST, min(screen.columns, MOST) - label)
    measure = found[last]
    head = f" of {len(measure.share):,} territories, % of {measure.target}"
    name = shorten(screen.harmless(measure.name), screen.columns - len(head), screen.ellipsis)
    lines: list[Line] = [[(name, "bold"), (head, "dim")]]
    for plan, values in shares.items():
        cells = strip(values, low, high, wide, screen.unicode)
        text = padded(shorten(screen.harmless(plan), label - 2, screen.ellipsis), label)
        lines.append([(text, ""), (cells, "bar" if plan == last else "")])
    return [*lines, [(" " * label + _ticks(low, high, wide), "dim")]]


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
