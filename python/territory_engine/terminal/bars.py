"""Small charts in characters: bars from a middle, and strips that show how values spread."""

from __future__ import annotations

import math
from collections.abc import Sequence

LEVELS, LEVELS_ASCII = " ▁▂▃▄▅▆▇█", " .:-=+*#%@"


def deviation_bar(value: float, edges: tuple[float, float], scale: float, width: int, unicode: bool = True) -> str:
    """A bar from the middle to ``value``, ``width`` cells (odd), with marks at the edges of what is allowed.

    Parameters
    ----------
    value : float
        Deviation; NaN draws the axis alone.
    edges : pair of float
        Smallest and largest deviation that is allowed; NaN where none is.
    scale : float
        The deviation at either end, above 0.

    Examples
    --------
    >>> deviation_bar(0.5, (-0.5, 1.0), 1.0, 13), deviation_bar(-0.25, (-0.5, 1.0), 1.0, 13)
    ('   ┊  │███  ┊', '   ┊▐█│     ┊')
    >>> deviation_bar(-1.0, (-0.5, 0.5), 1.0, 13, unicode=False)
    '######|  :   '
    """
    half = width // 2
    axis, edge, full, left, right = "│┊█▐▌" if unicode else "|:#=="
    cells = [" "] * width
    for bound in edges:
        if math.isfinite(bound) and 0.0 < abs(bound) <= scale:
            reach = min(half, max(1, math.ceil(half * abs(bound) / scale - 1e-9)))  # the cell that such a bar ends in
            cells[half + (reach if bound > 0.0 else -reach)] = edge
    cells[half] = axis
    if math.isfinite(value):
        halves = min(2 * half, round(2 * half * abs(value) / scale))
        whole, rest = divmod(halves, 2)
        step = 1 if value > 0.0 else -1
        for distance in range(1, whole + 1):
            cells[half + step * distance] = full
        if rest:
            cells[half + step * (whole + 1)] = right if step > 0 else left
    return "".join(cells)


def strip(values: Sequence[float], low: float, high: float, width: int, unicode: bool = True) -> str:
    """How many of the values lie where between ``low`` and ``high``: one cell each, the higher the more.

    A cell with any value shows something.

    Examples
    --------
    >>> strip([0.0, 4.9, 5.0, 5.0, 5.1, 9.9], 0.0, 10.0, 5)
    '▂ █ ▂'
    """
    counts = [0] * width
    for value in values:
        counts[min(width - 1, max(0, int((value - low) / (high - low) * width)))] += 1
    levels, most = LEVELS if unicode else LEVELS_ASCII, max(counts)
    return "".join(levels[math.ceil(count / most * (len(levels) - 1))] for count in counts)


def part(fraction: float, width: int, unicode: bool = True) -> str:
    """A bar that is filled from the left.

    Examples
    --------
    >>> part(0.5, 5), part(0.5, 5, unicode=False)
    ('██▌··', '##...')
    """
    share = min(max(fraction, 0.0), 1.0) * width
    whole = int(share)
    if not unicode:
        return "#" * whole + "." * (width - whole)
    rest = " ▏▎▍▌▋▊▉"[int((share - whole) * 8)].strip()
    return "█" * whole + rest + "·" * (width - whole - len(rest))
