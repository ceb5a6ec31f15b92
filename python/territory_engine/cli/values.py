"""Option values that say several things at once: ``potential=5%``, ``accounts=50:``, ``30s,gap=0.1%``."""

from __future__ import annotations

import argparse
import functools
import re
from collections.abc import Callable
from typing import Any

from ..balance import Balance, Bounds
from ..errors import DataError
from ..objective import Objective
from ..stop import GapBelow, MaxIterations, MaxRuntime, NoImprovement, StopCriterion
from ..travel_spec import GreatCircle, Planar, Travel

_SECONDS = {"s": 1.0, "min": 60.0, "h": 3600.0}
_PRESETS = ("fair", "short", "balanced", "stable")


def _option(function: Callable[[str], Any]) -> Callable[[str], Any]:
    """For argparse, which keeps only the messages of its own error."""

    @functools.wraps(function)
    def convert(text: str) -> Any:
        try:
            return function(text)
        except DataError as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    return convert


def _number(text: str, expected: str) -> float:
    """A number, or a share written in per cent."""
    bare = text.strip()
    try:
        return float(bare[:-1]) / 100.0 if bare.endswith("%") else float(bare)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no number; expected {expected}") from None


def _named(text: str, expected: str) -> tuple[str, str]:
    name, equals, value = text.rpartition("=")
    if not (equals and name.strip()):
        raise argparse.ArgumentTypeError(f"{text!r}: expected {expected}")
    return name.strip(), value.strip()


def _balance(text: str, *, hard: bool) -> tuple[str, Balance]:
    expected = "NAME=TOLERANCE or NAME=TOLERANCE:WEIGHT, for example visits=10%:2"
    name, value = _named(text, expected)
    tolerance, colon, weight = value.partition(":")
    factor = _number(weight, expected) if colon else 1.0
    if tolerance == "smallest":
        return name, Balance("smallest", hard=hard, weight=factor)
    return name, Balance(_number(tolerance, expected), hard=hard, weight=factor)


@_option
def hard_balance(text: str) -> tuple[str, Balance]:
    """``potential=5%``: never further than that from the target; ``potential=smallest``: as near as can be."""
    return _balance(text, hard=True)


@_option
def soft_balance(text: str) -> tuple[str, Balance]:
    """``visits=10%:2``: further than that costs, twice as much as usual."""
    return _balance(text, hard=False)


@_option
def bounds(text: str) -> tuple[str, Bounds]:
    """``accounts=50:`` or ``accounts=:200`` or ``accounts=50:200``."""
    expected = "NAME=MINIMUM:MAXIMUM, where one of both may be left out, for example accounts=50:"
    name, value = _named(text, expected)
    least, colon, most = value.partition(":")
    if not colon:
        raise argparse.ArgumentTypeError(f"{text!r}: expected {expected}")
    return name, Bounds(*(_number(side, expected) if side.strip() else None for side in (least, most)))


@_option
def stop(text: str) -> StopCriterion:
    """``30s``, ``5min``, ``iterations=100``, ``stalled=20``, ``gap=0.1%``, or several with commas: the first stops."""
    criteria = [_criterion(part.strip()) for part in text.split(",")]
    return functools.reduce(lambda one, other: one | other, criteria)


def _criterion(text: str) -> StopCriterion:
    expected = "30s, 5min, 1h, iterations=100, stalled=20 or gap=0.1%"
    if duration := re.fullmatch(r"([0-9]*\.?[0-9]+) *(s|min|h)", text):
        return MaxRuntime(float(duration[1]) * _SECONDS[duration[2]])
    name, value = _named(text, expected)
    if name == "gap":
        return GapBelow(_number(value, expected))
    if name in ("iterations", "stalled") and value.isdecimal():
        return MaxIterations(int(value)) if name == "iterations" else NoImprovement(int(value))
    raise argparse.ArgumentTypeError(f"{text!r}: expected {expected}")


@_option
def objective(text: str) -> Objective:
    """``fair``, ``short``, ``balanced``, ``stable``, or weights: ``travel=1,fairness=2,disruption=0.5,inside=0``."""
    if text in _PRESETS:
        return getattr(Objective, text)()  # type: ignore[no-any-return]
    expected = f"one of {', '.join(_PRESETS)}, or weights such as travel=1,fairness=2"
    weights = {}
    for part in text.split(","):
        name, value = _named(part, expected)
        if name not in ("travel", "fairness", "disruption", "inside"):
            raise argparse.ArgumentTypeError(f"{part!r}: expected {expected} (also disruption and inside)")
        weights[name] = _number(value, expected)
    return Objective(**weights)


_TRAVEL: dict[str, Travel] = {
    "great-circle": GreatCircle(),
    "great-circle:squared": GreatCircle(power=2),
    "planar": Planar(),
    "planar:squared": Planar(power=2),
    "planar:floor": Planar(rounding="floor"),
}


def travel(text: str) -> Travel:
    """``great-circle``, ``planar:floor``, ..."""
    if text not in _TRAVEL:
        raise argparse.ArgumentTypeError(f"{text!r}: expected one of {', '.join(_TRAVEL)}")
    return _TRAVEL[text]


def territories(text: str) -> int | str:
    """A count, or the path of a table."""
    return int(text) if re.fullmatch(r"[+-]?[0-9]+", text.strip()) else text


def words(text: str) -> tuple[str, ...]:
    """``DE,FR``."""
    return tuple(word.strip() for word in text.split(",") if word.strip())
