"""What is asked of an activity measure: a balance around a target, or plain bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from . import arguments

MOST = 2.0  # a load of three times the target; whoever writes more means per cent


@dataclass(frozen=True)
class Balance:
    """Each territory's load stays near its target.

    The target is the measure's total over the number of territories, or the total shared in proportion to the
    ``target`` columns of a territories table.

    Parameters
    ----------
    tolerance : float or "smallest"
        Allowed distance from the target, as a share of it: 0.05 is 5 %. From 0 to 2. ``"smallest"``: as fair as
        possible, then as short as possible. The search makes the largest distance from a target as small as it can, to
        0.1 % of the target, and then the objective as small as it can at that tolerance. Units heavier than a
        territory's share get a territory each, and the others share the rest evenly. ``plan.summary`` gives the largest
        deviation reached and the least that is proven possible.
    hard : bool
        True: a plan beyond the tolerance is no plan. False: distance beyond it costs (see ``te.Objective``).
    weight : float
        Weight of this measure's cost among the measures, above 0. Of several measures with ``"smallest"`` the largest
        product of deviation and weight is made small.

    Examples
    --------
    >>> Balance(0.05)
    Balance(tolerance=0.05, hard=True, weight=1.0)
    >>> Balance("smallest")
    Balance(tolerance='smallest', hard=True, weight=1.0)
    """

    tolerance: float | Literal["smallest"]
    hard: bool = True
    weight: float = 1.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "hard", arguments.flag("te.Balance", "hard", self.hard))
        if self.tolerance == "smallest":
            if not self.hard:
                raise arguments.wrong("te.Balance", "hard", self.hard, "True with tolerance='smallest'")
        else:
            if isinstance(self.tolerance, str):
                raise arguments.wrong("te.Balance", "tolerance", self.tolerance, "a share: 0.05 for 5 %")
            tolerance = arguments.number("te.Balance", "tolerance", self.tolerance, minimum=0.0)
            if tolerance > MOST:
                raise arguments.wrong("te.Balance", "tolerance", self.tolerance, _share(tolerance))
            object.__setattr__(self, "tolerance", tolerance)
        object.__setattr__(self, "weight", arguments.number("te.Balance", "weight", self.weight, above=0.0))


def _share(tolerance: float) -> str:
    return f"a share of the target, at most {MOST:g} ({tolerance / 100.0:g} is {tolerance:g} %; te.Bounds limits wider)"


@dataclass(frozen=True)
class Bounds:
    """Each territory's load stays between two values, in the measure's own unit. Always hard.

    Parameters
    ----------
    minimum, maximum : float, optional
        At least 0; None asks nothing on that side, but one of both is needed.

    Examples
    --------
    >>> Bounds(minimum=50)
    Bounds(minimum=50.0, maximum=None)
    """

    minimum: float | None = None
    maximum: float | None = None

    def __post_init__(self) -> None:
        for side in ("minimum", "maximum"):
            value = getattr(self, side)
            if value is not None:
                object.__setattr__(self, side, arguments.number("te.Bounds", side, value, minimum=0.0))
        if self.minimum is None and self.maximum is None:
            raise arguments.wrong("te.Bounds", "minimum and maximum", None, "given, at least one of them")
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise arguments.wrong("te.Bounds", "minimum", self.minimum, f"at most the maximum, {self.maximum:g}")
