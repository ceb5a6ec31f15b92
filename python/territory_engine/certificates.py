"""Cheap proofs that no plan exists, looked for before any search: each names the limits in conflict and by how much."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .errors import InfeasibleError
from .instance import Instance, Measure
from .measures import Limits

if TYPE_CHECKING:
    from .problem import Problem

Float = NDArray[np.float64]

SLACK = 1e-9  # relative: as far as a limit may be missed in a plan that counts as keeping it
NAMED = 5  # so many units or territories are named in a message


def certificates(instance: Instance, problem: Problem) -> None:
    """Raise if some sum or some single unit shows that the hard limits cannot all be kept.

    Passing proves nothing: packing loads into limits is NP-hard.

    Raises
    ------
    InfeasibleError
        ``proven`` is True, ``conflict`` names the limits.
    """
    for measure, limits in zip(instance.measures, problem.limits, strict=True):
        check = _MeasureCheck(instance, problem, measure, limits)
        check.contradicting_limits()
        check.heavy_unit()
        check.overloading_pins()
        check.sums()
        check.steps()
        check.large_units()


class _MeasureCheck:
    """The proofs for one measure."""

    def __init__(self, instance: Instance, problem: Problem, measure: Measure, limits: Limits) -> None:
        self.problem, self.measure, self.limits = problem, measure, limits
        self.pins = instance.pinned
        self.total = float(measure.values.sum())
        self.minimum = measure.minimum - SLACK * np.abs(measure.minimum)
        self.maximum = measure.maximum + SLACK * np.abs(measure.maximum)
        self.pinned_load: Float = np.zeros(len(measure.target))
        rows = np.flatnonzero(self.pins >= 0)
        if len(rows):
            loads = np.bincount(self.pins[rows], measure.values[rows], minlength=len(measure.target))
            self.pinned_load = loads.astype(np.float64)

    def contradicting_limits(self) -> None:
        """A territory whose minimum lies above its maximum."""
        bad = np.flatnonzero(self.minimum > self.maximum)
        if not len(bad):
            return
        t = int(bad[0])
        low, high = float(self.measure.minimum[t]), float(self.measure.maximum[t])
        self._fail(
            f"territory {self._territory(t)!r} must have at least {_number(low)} ({self.limits.minimum_by(t)}) and at "
            f"most {_number(high)} ({self.limits.maximum_by(t)}){_more(len(bad), 'territories')}.",
            [self._entry(side, t, needed=low, available=high) for side in ("minimum", "maximum")],
        )

    def heavy_unit(self) -> None:
        """A unit that fits into no territory."""
        t = int(np.argmax(self.measure.maximum))
        largest, heaviest = float(self.maximum[t]), float(self.measure.values.max())
        if heaviest <= largest:
            return
        rows = np.flatnonzero(self.measure.values > largest)
        row = int(rows[np.argmax(self.measure.values[rows])])
        self._fail(
            f"account {self._unit(row)!r} has {_number(heaviest)}, but no territory may have more than "
            f"{_number(float(self.measure.maximum[t]))} ({self.limits.maximum_by(t)})"
            f"{_more(len(rows), 'accounts')}.{self._admitting_tolerance(heaviest)}",
            [self._entry("maximum", t, units=self._units(rows), needed=heaviest, available=largest)],
        )

    def large_units(self) -> None:
        """More units than territories of which no two fit together."""
        t = int(np.argmax(self.measure.maximum))
        largest, count = float(self.maximum[t]), len(self.measure.target)
        rows = np.flatnonzero(self.measure.values > largest / 2.0)
        if len(rows) > count:
            self._fail(
                f"{len(rows):,} accounts each have more than half of {_number(largest)}, the most that any territory "
                f"may have ({self.limits.maximum_by(t)}): no two fit together, and there are {count:,} territories.",
                [self._entry("maximum", t, units=self._units(rows), needed=float(len(rows)), available=float(count))],
            )

    def overloading_pins(self) -> None:
        """A territory whose pinned units alone exceed its maximum."""
        bad = np.flatnonzero(self.pinned_load > self.maximum)
        if not len(bad):
            return
        t = int(bad[0])
        rows = np.flatnonzero(self.pins == t)
        load, high = float(self.pinned_load[t]), float(self.measure.maximum[t])
        entry = self._entry("maximum", t, units=self._units(rows), needed=load, available=high)
        named = ", ".join(repr(unit) for unit in self._units(rows)[:NAMED]) + (", ..." if len(rows) > NAMED else "")
        self._fail(
            f"te.Pin puts {len(rows):,} accounts with {_number(load)} into territory {self._territory(t)!r} ({named}), "
            f"which may have at most {_number(high)} ({self.limits.maximum_by(t)}){_more(len(bad), 'territories')}.",
            [
                entry,
                {**entry, "constraint": "te.Pin"},
            ],
        )

    def sums(self) -> None:
        """Minimums, with what is pinned above them, that sum to more than there is; maximums that sum to less."""
        needed = float(np.maximum(self.minimum, self.pinned_load).sum())
        if needed > self.total * (1.0 + SLACK):
            with_pins = " together with te.Pin" if (self.pinned_load > np.maximum(self.minimum, 0.0)).any() else ""
            self._fail(
                f"the minimums of the territories{with_pins} need {_number(needed)}, but all accounts have "
                f"{_number(self.total)} ({self._largest('minimum')}).",
                [self._entry("minimum", None, needed=needed, available=self.total)],
            )
        room = float(self.maximum.sum())
        if room < self.total * (1.0 - SLACK):
            self._fail(
                f"all accounts have {_number(self.total)}, but the maximums of the territories leave room for "
                f"{_number(room)} ({self._largest('maximum')}).",
                [self._entry("maximum", None, needed=self.total, available=room)],
            )

    def steps(self) -> None:
        """Where all units weigh the same, loads are multiples of it: round the limits and sum them again."""
        values = self.measure.values
        unit = float(values[0])
        if unit == 0.0 or not (values == unit).all():
            return
        fewest = np.ceil(np.maximum(self.minimum, 0.0) / unit)
        most = np.floor(self.maximum / unit)
        n = len(values)
        if (fewest <= most).all() and fewest.sum() <= n <= most.sum():
            return
        limits = " and ".join(dict.fromkeys(name for name, _ in (*self.limits.minimum, *self.limits.maximum)))
        self._fail(
            f"every account has {_number(unit)}, so loads come in steps of it, and {n:,} of them cannot be divided "
            f"among {len(fewest):,} territories within {limits}.{self._tolerance_for_steps(unit)}",
            [_entry(limits, measure=self.measure.name, needed=n * unit, available=float(most.sum()) * unit)],
        )

    def _tolerance_for_steps(self, unit: float) -> str:
        target = self.measure.target / unit
        balance = self.problem.asks[self.measure.name].hard
        if balance is None or balance.tolerance == "smallest" or not (target > 0.0).all():
            return ""
        step = np.maximum(np.ceil(target) - target, target - np.floor(target)) / target
        return f" A tolerance of {_rounded_up(float(step.max()))} would do."

    def _admitting_tolerance(self, heaviest: float) -> str:
        balance = self.problem.asks[self.measure.name].hard
        target = float(self.measure.target.max())
        if balance is None or isinstance(balance.tolerance, str) or target <= 0.0:
            return ""
        if heaviest <= target * (1.0 + balance.tolerance):
            return ""
        return f" A tolerance of {_rounded_up(heaviest / target - 1.0)} would admit it; or split the account."

    def _largest(self, side: str) -> str:
        limits = self.limits.minimum if side == "minimum" else self.limits.maximum
        return " and ".join(name for name, _ in limits)

    def _territory(self, t: int) -> Any:
        return self.problem.territory_ids[t].as_py()

    def _unit(self, row: int) -> Any:
        return self.problem.unit_ids[row].as_py()

    def _units(self, rows: NDArray[np.intp]) -> list[Any]:
        return [self._unit(int(row)) for row in rows]

    def _entry(self, side: str, t: int | None, *, needed: float, available: float, units: list[Any] | None = None,
               ) -> dict[str, Any]:  # fmt: skip
        name = self._largest(side) if t is None else getattr(self.limits, f"{side}_by")(t)
        territory = None if t is None else self._territory(t)
        return _entry(name, needed=needed, available=available, territory=territory, units=units,
                      measure=self.measure.name)  # fmt: skip

    def _fail(self, message: str, conflict: list[dict[str, Any]]) -> None:
        raise InfeasibleError(f"No plan exists. {self.measure.name}: {message}", conflict, proven=True)


def _entry(constraint: str, *, needed: float, available: float, measure: str | None = None, territory: Any = None,
           units: list[Any] | None = None) -> dict[str, Any]:  # fmt: skip
    return {
        "constraint": constraint,
        "measure": measure,
        "territory": territory,
        "units": units or [],
        "needed": needed,
        "available": available,
        "by": needed - available,
    }


def _more(count: int, what: str) -> str:
    return f", and {count - 1:,} more {what} are like it" if count > 1 else ""


def _rounded_up(value: float) -> str:
    """Four digits, never less than the value but for its own rounding."""
    digits = 3 - math.floor(math.log10(value)) if value > 0.0 else 0
    return f"{math.ceil(value * (1.0 - 0.1 * SLACK) * 10.0**digits) / 10.0**digits:.{max(digits, 0)}f}"


def _number(value: float) -> str:
    return f"{value:,.6g}"
