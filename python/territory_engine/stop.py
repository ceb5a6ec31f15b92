"""When to stop: small criteria that look at the state of a search.

>>> stop = MaxRuntime(30) | GapBelow(0.001)
>>> stop(SearchState(iteration=7, seconds=2.0, objective=100.0, bound=99.95, since_improvement=0))
True
>>> stop.time_limit, stop.iteration_limit
(30.0, None)
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass

from . import arguments


@dataclass(frozen=True)
class SearchState:
    """Where a search stands, as its driver sees it between two slices of work."""

    iteration: int  # iterations done
    seconds: float  # wall time since the solve began
    objective: float  # best valid objective so far, +inf before there is one
    bound: float  # best proven lower bound so far, -inf before there is one
    since_improvement: int  # iterations since the objective last fell

    @property
    def gap(self) -> float:
        """(objective - bound) / objective; 0 for an objective of 0, +inf where nothing is proven."""
        if not (math.isfinite(self.objective) and math.isfinite(self.bound)):
            return math.inf
        if self.objective <= 0.0:
            return 0.0 if self.bound >= self.objective else math.inf
        return max(0.0, (self.objective - self.bound) / self.objective)


class StopCriterion(ABC):
    """A criterion: call it with a :class:`~territory_engine.stop.SearchState`; True means stop.

    ``a | b`` stops at the first of both.
    """

    @abstractmethod
    def __call__(self, state: SearchState) -> bool:
        """Whether the search should stop now."""

    @property
    def time_limit(self) -> float | None:
        """Seconds after which this surely stops, for a driver that sizes its slices; None where there is no limit."""
        return None

    @property
    def iteration_limit(self) -> int | None:
        """Iterations after which this surely stops; None where there is no limit."""
        return None

    def __or__(self, other: StopCriterion) -> FirstOf:
        if not isinstance(other, StopCriterion):
            return NotImplemented
        return FirstOf((*_parts(self), *_parts(other)))


@dataclass(frozen=True)
class MaxRuntime(StopCriterion):
    """Stop after this many seconds of wall time. Plans under a time budget are not reproducible.

    Parameters
    ----------
    seconds : float
        At least 0; 0 returns the first valid plan.
    """

    seconds: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "seconds", arguments.number("te.MaxRuntime", "seconds", self.seconds, minimum=0.0))

    def __call__(self, state: SearchState) -> bool:
        return state.seconds >= self.seconds

    @property
    def time_limit(self) -> float:
        """The seconds."""
        return self.seconds


@dataclass(frozen=True)
class MaxIterations(StopCriterion):
    """Stop after ``n`` iterations: reproducible, bit for bit, for any number of threads.

    Parameters
    ----------
    n : int
        At least 0.
    """

    n: int

    def __post_init__(self) -> None:
        object.__setattr__(self, "n", arguments.whole("te.MaxIterations", "n", self.n, minimum=0))

    def __call__(self, state: SearchState) -> bool:
        return state.iteration >= self.n

    @property
    def iteration_limit(self) -> int:
        """The iterations."""
        return self.n


@dataclass(frozen=True)
class NoImprovement(StopCriterion):
    """Stop when ``n`` iterations in a row have not lowered the objective.

    Parameters
    ----------
    n : int
        At least 1.
    """

    n: int

    def __post_init__(self) -> None:
        object.__setattr__(self, "n", arguments.whole("te.NoImprovement", "n", self.n, minimum=1))

    def __call__(self, state: SearchState) -> bool:
        return state.since_improvement >= self.n


@dataclass(frozen=True)
class GapBelow(StopCriterion):
    """Stop when (objective - bound) / objective is at most ``gap``.

    Parameters
    ----------
    gap : float
        At least 0; 0.001 stops within 0.1 % of what is provable.
    """

    gap: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "gap", arguments.number("te.GapBelow", "gap", self.gap, minimum=0.0))

    def __call__(self, state: SearchState) -> bool:
        return state.gap <= self.gap


@dataclass(frozen=True)
class FirstOf(StopCriterion):
    """Stops as soon as any of its criteria does; what ``a | b`` makes."""

    criteria: tuple[StopCriterion, ...]

    def __call__(self, state: SearchState) -> bool:
        return any(criterion(state) for criterion in self.criteria)

    @property
    def time_limit(self) -> float | None:
        """The smallest of its criteria's."""
        return min((c.time_limit for c in self.criteria if c.time_limit is not None), default=None)

    @property
    def iteration_limit(self) -> int | None:
        """The smallest of its criteria's."""
        return min((c.iteration_limit for c in self.criteria if c.iteration_limit is not None), default=None)


def _parts(criterion: StopCriterion) -> tuple[StopCriterion, ...]:
    return criterion.criteria if isinstance(criterion, FirstOf) else (criterion,)
