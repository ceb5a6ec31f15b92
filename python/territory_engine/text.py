"""Figures and small tables as text for the terminal."""

from __future__ import annotations

import math
from collections.abc import Sequence


def figure(value: float) -> str:
    """A figure to about five digits, thousands apart.

    Examples
    --------
    >>> figure(1234567.8), figure(51.7342), figure(0.0), figure(float("nan"))
    ('1,234,568', '51.734', '0', 'unknown')
    """
    if math.isnan(value):
        return "unknown"
    if math.isinf(value):
        return f"{value}"
    value += 0.0  # no "-0"
    size = abs(value)
    if size >= 1e15:
        return f"{value:.5g}"
    if size >= 10_000 or value == int(value):
        return f"{value:,.0f}"
    digits = max(0, 4 - math.floor(math.log10(size))) if size >= 1e-4 else 0
    return f"{value:,.{digits}f}" if digits else f"{value:.4g}"


def alike(values: Sequence[float]) -> list[str]:
    """Figures to be compared with each other: about five digits of the largest, and as many decimals of all.

    Examples
    --------
    >>> alike([146.431, 85.1907]), alike([0.0, float("nan")])
    (['146.43', '85.19'], ['0', 'unknown'])
    """
    size = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    if size < 1e-4 or size >= 1e15 or all(value == int(value) for value in values if math.isfinite(value)):
        return [figure(value) for value in values]
    digits = min(8, max(0, 4 - math.floor(math.log10(size))))
    return [f"{value + 0.0:,.{digits}f}" if math.isfinite(value) else figure(value) for value in values]


def percent(share: float, signed: bool = False) -> str:
    """A share in per cent with two digits.

    Examples
    --------
    >>> percent(0.0498), percent(0.0498, signed=True), percent(-1e-9, signed=True), percent(1234.5)
    ('4.98 %', '+4.98 %', '0.00 %', '123,450 %')
    """
    if math.isnan(share):
        return "unknown"
    digits = 0 if abs(share) >= 100.0 else 2
    rounded = round(100.0 * share, digits) + 0.0  # no "-0"
    return f"{rounded:{'+' if signed and rounded else ''},.{digits}f} %"


def with_unit(value: float, unit: str) -> str:
    """A figure and its unit, where it has one.

    Examples
    --------
    >>> with_unit(3.5, "km"), with_unit(3.5, "")
    ('3.5000 km', '3.5000')
    """
    return f"{figure(value)} {unit}".rstrip()


def duration(seconds: float) -> str:
    """A time in its two largest units.

    Examples
    --------
    >>> duration(0.42), duration(8.4), duration(83.0), duration(7265.0)
    ('0.4 s', '8 s', '1 min 23 s', '2 h 1 min')
    """
    if seconds < 1.0:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def size(count: int) -> str:
    """Bytes in kB, or in MB from one of them on.

    Examples
    --------
    >>> size(512), size(47_771), size(5_600_000)
    ('0.5 kB', '48 kB', '5.6 MB')
    """
    if count >= 1_000_000:
        return f"{count / 1e6:,.1f} MB"
    return f"{count / 1e3:.0f} kB" if count >= 10_000 else f"{count / 1e3:.1f} kB"


def table(rows: Sequence[Sequence[str]], indent: str = "") -> str:
    """Rows of cells in aligned columns: the first column to the left, the others to the right.

    Examples
    --------
    >>> print(table([["measure", "total"], ["visits", "1,200"]]))
    measure  total
    visits   1,200
    """
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for first, *others in rows:
        cells = [first.ljust(widths[0]), *(cell.rjust(wide) for cell, wide in zip(others, widths[1:], strict=True))]
        lines.append((indent + "  ".join(cells)).rstrip())
    return "\n".join(lines)
