"""From what is asked of a measure to its targets, bands and limits in each territory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import arguments
from .accounts import Accounts
from .balance import Balance, Bounds
from .content import read_only
from .errors import DataError
from .instance import Measure
from .territories import Territories

Float = NDArray[np.float64]

# Without activities= the territories should still be of like size, where that costs little.
DEFAULT = {"accounts": Balance(0.05, hard=False)}


@dataclass(frozen=True)
class Ask:
    """What the user asks of one measure."""

    hard: Balance | None = None
    soft: Balance | None = None
    bounds: tuple[Bounds, ...] = ()


@dataclass(frozen=True)
class Limits:
    """Every hard limit of one measure with the words that name it, each (K,) float64."""

    minimum: tuple[tuple[str, Float], ...]
    maximum: tuple[tuple[str, Float], ...]

    def minimum_by(self, territory: int) -> str:
        """Which of the limits is the highest minimum of a territory, as the user wrote it; "" where none is."""
        return max(((values[territory], name) for name, values in self.minimum), default=(0.0, ""))[1]

    def maximum_by(self, territory: int) -> str:
        """Which of the limits is the lowest maximum of a territory, as the user wrote it; "" where none is."""
        return min(((values[territory], name) for name, values in self.maximum), default=(0.0, ""))[1]


def asks(activities: Mapping[str, Any] | None) -> dict[str, Ask]:
    """``activities=`` sorted out. None balances the number of accounts softly; an empty mapping asks nothing.

    Raises
    ------
    DataError
        It is no mapping of names to Balance or Bounds, or asks twice for the same kind of balance.
    """
    activities = DEFAULT if activities is None else activities
    if not isinstance(activities, Mapping):
        raise arguments.wrong("te.Problem", "activities", activities, "a mapping from column names to te.Balance(...)")
    return {_name(name): _ask(name, asked) for name, asked in activities.items()}


def build_measure(name: str, ask: Ask, accounts: Accounts, territories: Territories) -> tuple[Measure, Limits]:
    """The dense measure and the names of its limits.

    Raises
    ------
    DataError
        Targets of a table that sum to nothing.
    """
    target = _targets(name, accounts.totals[name], territories)
    limits = _limits(name, ask, target, territories)
    minimum = np.maximum.reduce([np.full(len(target), -np.inf), *(values for _, values in limits.minimum)])
    maximum = np.minimum.reduce([np.full(len(target), np.inf), *(values for _, values in limits.maximum)])
    lower, upper = (minimum, maximum) if ask.soft is None else _band(ask.soft, target)
    balance = ask.soft or ask.hard
    measure = Measure(
        name=name,
        values=read_only(accounts.activities[name]),
        target=read_only(target),
        lower=read_only(lower),
        upper=read_only(upper),
        minimum=read_only(minimum),
        maximum=read_only(maximum),
        balanced=balance is not None,
        hard=ask.soft is None,
        weight=1.0 if balance is None else balance.weight,
        smallest=ask.hard.weight if ask.hard is not None and ask.hard.tolerance == "smallest" else 0.0,
    )
    return measure, limits


def _targets(name: str, total: float, territories: Territories) -> Float:
    count = len(territories.ids)
    if name not in territories.target:
        return np.full(count, total / count)
    given = territories.target[name]
    largest = float(given.max())
    if largest == 0.0 and total > 0.0:
        raise DataError(
            f"territories: the targets of {name!r} are all 0, but the accounts sum to {total:g}; expected proportions "
            "with at least one above 0.",
            table="territories",
            column=f"target_{name}",
            found=0.0,
        )
    proportion = given / largest if largest > 0.0 else np.ones(count)
    return np.asarray(proportion * (total / proportion.sum()), np.float64)


def _limits(name: str, ask: Ask, target: Float, territories: Territories) -> Limits:
    minimum: list[tuple[str, Float]] = []
    maximum: list[tuple[str, Float]] = []
    if ask.hard is not None and ask.hard.tolerance != "smallest":
        lower, upper = _band(ask.hard, target)
        label = f"te.Balance(tolerance={ask.hard.tolerance:g}) of {name!r}"
        minimum.append((label, lower))
        maximum.append((label, upper))
    for bounds in ask.bounds:
        if bounds.minimum is not None:
            label = f"te.Bounds(minimum={bounds.minimum:g}) of {name!r}"
            minimum.append((label, np.full(len(target), bounds.minimum)))
        if bounds.maximum is not None:
            label = f"te.Bounds(maximum={bounds.maximum:g}) of {name!r}"
            maximum.append((label, np.full(len(target), bounds.maximum)))
    if name in territories.minimum:
        minimum.append((f"the territories table's minimum of {name!r}", territories.minimum[name]))
    if name in territories.maximum:
        maximum.append((f"the territories table's maximum of {name!r}", territories.maximum[name]))
    return Limits(tuple(minimum), tuple(maximum))


def _band(balance: Balance, target: Float) -> tuple[Float, Float]:
    assert not isinstance(balance.tolerance, str)
    return target * max(0.0, 1.0 - balance.tolerance), target * (1.0 + balance.tolerance)


def _name(name: object) -> str:
    if not isinstance(name, str):
        raise arguments.wrong("te.Problem", "activities", name, "keyed by column names")
    return name


def _ask(name: str, asked: object) -> Ask:
    several = asked if isinstance(asked, Sequence) else (asked,)
    balances: dict[bool, Balance] = {}
    bounds: list[Bounds] = []
    for one in several:
        if isinstance(one, Bounds):
            bounds.append(one)
        elif isinstance(one, Balance) and one.hard not in balances:
            balances[one.hard] = one
        else:
            expected = "a te.Balance such as te.Balance(0.05), a te.Bounds, or several (one balance hard, one soft)"
            raise arguments.wrong("te.Problem", f"activities[{name!r}]", asked, expected)
    if not several:
        raise arguments.wrong("te.Problem", f"activities[{name!r}]", asked, "a te.Balance or a te.Bounds")
    return Ask(hard=balances.get(True), soft=balances.get(False), bounds=tuple(bounds))
