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


def percent(share: float, signed: bool = False) -> str:
    """A share in per cent with two digits.

    Examples
    --------
    >>> percent(0.0498), percent(0.0498, signed=True), percent(1234.5)
    ('4.98 %', '+4.98 %', '123,450 %')
    """
    if math.isnan(share):
        return "unknown"
    sign = "+" if signed else ""
    return f"{100.0 * share:{sign},.0f} %" if abs(share) >= 100.0 else f"{100.0 * share:{sign}.2f} %"


def with_unit(value: float, unit: str) -> str:
    """A figure and its unit, where it has one.

    Examples
    --------
    >>> with_unit(3.5, "km"), with_unit(3.5, "")
    ('3.5000 km', '3.5000')
    """
    return f"{figure(value)} {unit}".rstrip()


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
