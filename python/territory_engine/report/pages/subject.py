"""What a report is about: the plan, what it is compared with, and how its figures are said."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...finding import Finding
from ...instance import Instance, Measure
from ...summary import Summary
from ..before import Before
from ..words import amount, length
from .markup import name

if TYPE_CHECKING:
    from ...plan import Plan

Float = NDArray[np.float64]


@dataclass(frozen=True)
class Load:
    """One measure in every territory, now and before. Deviations are NaN where the target is 0."""

    measure: Measure
    load: Float  # (K,)
    deviation: Float  # (K,) load / target - 1
    earlier: Float | None  # (B,) the deviations then
    band: tuple[float, float] | None  # what was asked, as deviations; of most territories

    @property
    def name(self) -> str:
        """The user's name of the measure."""
        return self.measure.name


@dataclass(frozen=True)
class Subject:
    """A plan to report on, with what is known of it, each thing computed once."""

    plan: Plan
    before: Before | None

    @property
    def instance(self) -> Instance:
        """The numbers behind the plan."""
        return self.plan.problem.instance

    @property
    def summary(self) -> Summary:
        """The plan's own summary, from which all main figures are taken."""
        return self.plan.summary

    @property
    def unit(self) -> str:
        """Unit of travel, or ""."""
        return self.instance.metric.unit

    def travel(self, value: float) -> str:
        """Travel of a visit as text."""
        return length(value, self.unit)

    @cached_property
    def ids(self) -> list[Any]:
        """The user's ids of the territories, (K,)."""
        return self.plan.problem.territory_ids.to_pylist()  # type: ignore[no-any-return]

    def territory(self, index: int) -> str:
        """A territory's id as markup."""
        return name(self.ids[index])

    def account(self, row: int) -> str:
        """An account's id as markup."""
        return name(self.plan.unit_name(row))

    def figure(self, value: float) -> str:
        """A figure in a table whose heading has the unit."""
        return "–" if np.isnan(value) else "no way" if np.isinf(value) else amount(value)

    @property
    def visits_given(self) -> bool:
        """Whether accounts count by their visits; otherwise each counts once."""
        return self.plan.problem.columns.visits is not None

    @property
    def way(self) -> str:
        """How travel is measured, as it stands after a figure."""
        metric = self.instance.metric
        if metric.kind == "sphere":
            return "as the crow flies" if metric.power == 1 else "squared distance as the crow flies"
        if metric.kind == "plane":
            return "in a straight line" + (", squared" if metric.power == 2 else "") + ", in the unit of the data"
        return "on roads" if metric.kind == "road" else "in the unit of the given table"

    @property
    def before_word(self) -> str:
        """When it was that the plan is compared with."""
        return "today" if self.before is None else self.before.name

    @property
    def moved(self) -> tuple[int, float]:
        """Accounts that change territory, and their share of those that had one."""
        assert self.before is not None
        return int(np.count_nonzero(self.before.moved)), self.before.share

    @cached_property
    def came_and_went(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Accounts that came into and left each territory, (K,) each."""
        assert self.before is not None
        moved, size = self.before.moved, len(self.ids)
        left = self.before.became[self.before.labels[moved]]
        came = np.bincount(self.plan.solution.labels[moved], minlength=size)
        return came, np.bincount(left[left >= 0], minlength=size)

    @cached_property
    def findings(self) -> list[Finding]:
        """What the independent checker says."""
        return self.plan.check()

    @cached_property
    def loads(self) -> list[Load]:
        """Every measure, in the order of the problem."""
        loads = self.plan.evaluation.loads
        return [_load(measure, loads[:, column], self.before) for column, measure in enumerate(self.instance.measures)]

    @cached_property
    def main(self) -> Load | None:
        """The measure that fairness is first of all about: the first balanced one with targets."""
        aimed = [load for load in self.loads if np.isfinite(load.deviation).any()]
        return next((load for load in aimed if load.measure.balanced), aimed[0] if aimed else None)

    @cached_property
    def mean_travel(self) -> Float:
        """Travel per visit of each territory, NaN without visits, (K,)."""
        found = self.plan.evaluation
        return _ratio(found.travel, found.visits)

    @cached_property
    def mean_travel_before(self) -> Float | None:
        """The same of the earlier territories, (B,)."""
        return None if self.before is None else _ratio(self.before.travel, self.before.visits)

    @cached_property
    def per_visit_before(self) -> float:
        """Travel per visit over all accounts, then; NaN where unknown."""
        if self.before is None or not self.before.visits.sum() > 0.0:
            return np.nan
        return float(self.before.travel.sum() / self.before.visits.sum())

    @cached_property
    def renamed(self) -> bool:
        """Whether some territory has another id than the one it was."""
        if self.before is None:
            return False
        origin = self._origin.tolist()
        return any(was < 0 or self.before.ids[was] != self.ids[t] for t, was in enumerate(origin))

    @cached_property
    def _origin(self) -> NDArray[np.int64]:
        assert self.before is not None
        return self.before.origin(len(self.ids))

    def was(self, index: int) -> str:
        """The earlier territory that one of the plan's was, as markup."""
        assert self.before is not None
        then = int(self._origin[index])
        return name(self.before.ids[then]) if then >= 0 else "new"


def _load(measure: Measure, load: Float, before: Before | None) -> Load:
    earlier = None
    if before is not None and measure.name in before.loads:
        earlier = _ratio(before.loads[measure.name], before.targets[measure.name]) - 1.0
    return Load(measure, load, _ratio(load, measure.target) - 1.0, earlier, _band(measure))


def _band(measure: Measure) -> tuple[float, float] | None:
    """The tolerance of most territories: users' own limits may cut it for some."""
    aimed = measure.target > 0.0
    if not measure.balanced or not aimed.any() or measure.smallest > 0.0:
        return None
    lower, upper = (float(np.median(edge[aimed] / measure.target[aimed])) for edge in (measure.lower, measure.upper))
    return (lower - 1.0, upper - 1.0) if np.isfinite(lower + upper) else None


def _ratio(part: Float, whole: Float) -> Float:
    share = np.full(len(part), np.nan)
    np.divide(part, whole, out=share, where=whole > 0.0)
    return share
