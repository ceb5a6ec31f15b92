"""Several plans of the same accounts, lined up for a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ...compare import aligned, matched
from ...errors import DataError
from ...plan import Plan
from .subject import Load, Subject

Label = NDArray[np.int32]


@dataclass(frozen=True)
class Scenarios:
    """Named plans; the first is what the others are compared with."""

    plans: Mapping[str, Plan]

    @property
    def names(self) -> list[str]:
        """In the order they were given."""
        return list(self.plans)

    @cached_property
    def subjects(self) -> dict[str, Subject]:
        """Each plan by itself."""
        return {name: Subject(plan, None) for name, plan in self.plans.items()}

    @cached_property
    def labels(self) -> dict[str, Label]:
        """The territory of every account in each plan, rows as in the first plan."""
        first = next(iter(self.plans.values()))
        return {name: aligned(plan, first) for name, plan in self.plans.items()}

    @cached_property
    def measures(self) -> list[str]:
        """Measures with targets that all plans have, those that are balanced first."""
        found = []
        for name in self.plans:
            aimed = [load for load in self.subjects[name].loads if np.isfinite(load.deviation).any()]
            found.append([load.name for load in sorted(aimed, key=lambda load: not load.measure.balanced)])
        return [measure for measure in found[0] if all(measure in others for others in found[1:])]

    def load(self, name: str, measure: str) -> Load:
        """A measure of a plan."""
        return next(load for load in self.subjects[name].loads if load.name == measure)

    @cached_property
    def same_wishes(self) -> bool:
        """Whether all objectives mean the same, so that their values may be compared."""
        return len({repr(_wishes(plan)) for plan in self.plans.values()}) == 1

    def became(self, earlier: str, later: str) -> NDArray[np.int64]:
        """For each territory of one plan the one of another that it is, -1 where it is none, (K,)."""
        ids = self.plans[earlier].problem.territory_ids.to_pylist()
        after = self.plans[later]
        return matched(ids, after, self.labels[earlier], self.labels[later])

    def moved(self, earlier: str, later: str) -> NDArray[np.bool_]:
        """Accounts whose territory in one plan is not theirs in another, (n,), rows as in the first plan."""
        if earlier == later:
            return np.zeros(len(self.labels[earlier]), np.bool_)
        moved: NDArray[np.bool_] = self.became(earlier, later)[self.labels[earlier]] != self.labels[later]
        return moved


def scenarios(plans: Mapping[str, Plan]) -> Scenarios:
    """Check what was given.

    Raises
    ------
    DataError
        Fewer than two plans, something else than plans, or plans of other accounts than the first.
    """
    if not isinstance(plans, Mapping) or len(plans) < 2:
        found = len(plans) if isinstance(plans, Mapping) else type(plans).__name__
        raise DataError(
            f"te.compare_plans: found {found!r}, expected a mapping of at least two names to plans, for example "
            "{'today': before, 'proposal': plan}.",
            found=found,
            expected="a mapping of at least two names to plans",
        )
    for name, plan in plans.items():
        if not isinstance(plan, Plan):
            kind = type(plan).__name__
            raise DataError(f"te.compare_plans: {name!r} is a {kind}, no plan.", found=kind, expected="a te.Plan")
    found_ones = Scenarios({str(name): plan for name, plan in plans.items()})
    _ = found_ones.labels  # plans of other accounts are refused here
    return found_ones


def _wishes(plan: Plan) -> tuple[object, ...]:
    instance = plan.problem.instance
    weights = instance.travel, instance.fairness, instance.disruption, instance.inside, instance.metric.kind
    return *weights, instance.metric.power, tuple((m.name, m.weight, m.hard, m.balanced) for m in instance.measures)
