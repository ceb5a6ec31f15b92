"""Figures as plain text for people: three digits that matter, thousands apart, real minus signs."""

from __future__ import annotations

import math

MINUS, SPACE = "\u2212", "\u00a0"  # a figure and its unit stay on one line
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def amount(value: float) -> str:
    """A figure with at least three digits that matter.

    Examples
    --------
    >>> amount(1234567.8), amount(51.7342), amount(0.0), amount(-2.5), amount(3e-9)
    ('1,234,568', '51.7', '0', '−2.50', '3.00\\xa0×\\xa010⁻⁹')
    """
    if not math.isfinite(value):
        return "unknown" if math.isnan(value) else "no limit" if value > 0 else "no minimum"
    size = abs(value)
    sign = MINUS if value < 0.0 else ""
    if size == 0.0:
        return "0"
    if size >= 1e12 or size < 1e-4:
        power = math.floor(math.log10(size))
        scaled = f"{size / 10.0**power if power > -300 else size * 1e300 / 10.0 ** (power + 300):.2f}"
        if scaled == "10.00":
            scaled, power = "1.00", power + 1
        return f"{sign}{scaled}{SPACE}×{SPACE}10{str(power).translate(_RAISED)}"
    if size == int(size):
        return f"{sign}{size:,.0f}"
    digits = max(0, 2 - math.floor(math.log10(size)))
    return f"{sign}{size:,.{digits}f}"


def round_amount(value: float) -> str:
    """A round value at an axis, with all the digits that it has.

    Examples
    --------
    >>> round_amount(137.5), round_amount(-2000.0), round_amount(0.30000000000000004)
    ('137.5', '−2,000', '0.3')
    """
    size = abs(value)
    if size >= 1e12 or 0.0 < size < 1e-4 or not math.isfinite(value):
        return amount(value)
    return f"{MINUS if value < 0.0 else ''}{size:,.10g}"


def length(value: float, unit: str) -> str:
    """Travel with its unit, where it has a name.

    Examples
    --------
    >>> length(51.7342, "km"), length(3.0, "")
    ('51.7\\xa0km', '3')
    """
    if math.isinf(value):
        return "no way"
    return f"{amount(value)}{SPACE}{unit}" if unit and not math.isnan(value) else amount(value)


def percent(share: float, signed: bool = False) -> str:
    """A share in per cent, to two decimals where it is small.

    Examples
    --------
    >>> percent(0.0498), percent(0.1563, signed=True), percent(-0.5, signed=True), percent(12.3), percent(0.00001)
    ('4.98\\xa0%', '+15.6\\xa0%', '−50.0\\xa0%', '1,230\\xa0%', '<\\xa00.01\\xa0%')
    """
    if not math.isfinite(share):
        return "unknown"
    size = abs(100.0 * share)
    sign = MINUS if share < 0.0 else "+" if signed and share > 0.0 else ""
    if size == 0.0:
        return f"0{SPACE}%"
    if size < 0.005:
        return f"{'' if not sign else sign + SPACE}<{SPACE}0.01{SPACE}%" if not signed else f"0.00{SPACE}%"
    if size >= 1e12:
        return f"{sign}{amount(size)}{SPACE}%"
    digits = 2 if size < 9.995 else 1 if size < 99.95 else 0
    return f"{sign}{size:,.{digits}f}{SPACE}%"


def asked(share: float) -> str:
    """A share that somebody typed, with the digits that they gave it.

    Examples
    --------
    >>> asked(0.05), asked(0.0125)
    ('5\\xa0%', '1.25\\xa0%')
    """
    return f"{100.0 * share:,.6g}{SPACE}%"


def count(number: int, one: str, many: str = "") -> str:
    """A number of things.

    Examples
    --------
    >>> count(1, "account"), count(1200, "account"), count(2, "territory", "territories")
    ('1\\xa0account', '1,200\\xa0accounts', '2\\xa0territories')
    """
    return f"{number:,}{SPACE}{one if number == 1 else many or one + 's'}"
