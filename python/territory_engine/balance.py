"""What is asked of an activity measure: a balance around a target, or plain bounds."""

from __future__ import annotations

from dataclasses import dataclass

from . import arguments


@dataclass(frozen=True)
class Balance:
    """Each territory's load stays near its target.

    The target is the measure's total over the number of territories, or the total shared in proportion to the
    ``target`` columns of a territories table.

    Parameters
    ----------
    tolerance : float
        Allowed distance from the target, as a share of it: 0.05 is 5 %. At least 0.
    hard : bool
        True: a plan beyond the tolerance is no plan. False: distance beyond it costs (see ``te.Objective``).
    weight : float
        Weight of this measure's cost among the measures, above 0.

    Examples
    --------
    >>> Balance(0.05)
    Balance(tolerance=0.05, hard=True, weight=1.0)
    """

    tolerance: float
    hard: bool = True
    weight: float = 1.0

    def __post_init__(self) -> None:
        tolerance = arguments.number("te.Balance", "tolerance", self.tolerance, minimum=0.0)
        object.__setattr__(self, "tolerance", tolerance)
        object.__setattr__(self, "hard", arguments.flag("te.Balance", "hard", self.hard))
        object.__setattr__(self, "weight", arguments.number("te.Balance", "weight", self.weight, above=0.0))


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
