"""Checks of scalar arguments: one precise message for every wrong kind or range."""

from __future__ import annotations

import math
from numbers import Integral, Real

from .errors import DataError


def number(
    owner: str, name: str, value: object, *, minimum: float = -math.inf, above: float = -math.inf, finite: bool = True
) -> float:
    """``value`` as a float, or a DataError that names the argument as ``owner(name=...)``."""
    expected = "a finite number" if finite else "a number"
    if math.isfinite(above):
        expected += f" above {above:g}"
    elif math.isfinite(minimum):
        expected += f" of at least {minimum:g}"
    # bool is an int to Python, but True as a tolerance is a slip
    if isinstance(value, bool) or not isinstance(value, Real):
        raise wrong(owner, name, value, expected)
    result = float(value)
    if not (result >= minimum and (result > above or above == -math.inf)) or (finite and not math.isfinite(result)):
        raise wrong(owner, name, value, expected)
    return result


def whole(owner: str, name: str, value: object, *, minimum: int) -> int:
    """``value`` as an int (2.0 is refused: a count is not a measurement)."""
    if isinstance(value, bool) or not isinstance(value, Integral) or int(value) < minimum:
        raise wrong(owner, name, value, f"a whole number of at least {minimum}")
    return int(value)


def flag(owner: str, name: str, value: object) -> bool:
    """``value`` if it is True or False."""
    if not isinstance(value, bool):
        raise wrong(owner, name, value, "True or False")
    return value


def wrong(owner: str, name: str, value: object, expected: str) -> DataError:
    """The error for an argument that is not what was expected."""
    return DataError(f"{owner}: {name} must be {expected}, found {value!r}.", found=value, expected=expected)
