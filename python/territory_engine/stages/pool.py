"""A pool of settled plans on the coarse level, recombined: what a solve does with time beyond the quick plan.

Settled plans from different starts are alike in most places and differ here and there; each is better than the
others somewhere. A child takes the centres around some place from one parent and all others from a second one, settles,
and replaces the worse parent if it is better than that (recombination of centres: Gribel and Vidal,
doi:10.1016/j.patcog.2018.12.022). With every generation comes a new start, so that the pool does not run dry.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from ..kernels.interface import F64
from .construct import start_from_bisection
from .crossover import cross
from .level import Level
from .relax import relax, settled
from .search import GOLDEN_ANGLE
from .state import Context, State
from .workers import in_parallel

FIRST_STARTS, CHILDREN = 5, 8
START_ROUNDS, CHILD_ROUNDS = 100, 40
NOISE, CHILD_NOISE = 0.2, 0.0  # of a territory's radius
LARGEST = 32  # plans in the pool
SAME = 1e-6  # relative difference in value below which two plans count as one
ANGLES = 500  # bisections of the pool are at angles that the quick plan's do not have


@dataclass(frozen=True, eq=False)
class Member:
    """A settled plan. Two are equal only where they are one."""

    state: State
    value: float


def _value(member: Member) -> float:
    return member.value


@dataclass
class Pool:
    """The plans, and how many generations made them."""

    members: list[Member] = field(default_factory=list)
    generation: int = 0
    starts: int = 0
    brought: float = math.inf  # value of the plan that was last brought to all units

    @property
    def best(self) -> Member | None:
        """The plan of least value."""
        return min(self.members, key=_value, default=None)

    def add(self, member: Member) -> None:
        """One more plan; the worst one leaves a full pool."""
        self.members.append(member)
        if len(self.members) > LARGEST:
            self.members.remove(max(self.members, key=_value))

    def parents(self, random: np.random.Generator) -> tuple[Member, Member]:
        """Two different plans, each the better of two drawn at random."""
        a, b, c, d = (self.members[i] for i in random.choice(len(self.members), 4, replace=False))
        return min(a, b, key=_value), min(c, d, key=_value)

    def replace(self, parent: Member, child: Member) -> None:
        """Put the child in its parent's place if it is better and unlike all others."""
        if parent not in self.members or child.value >= parent.value:
            return
        if all(abs(child.value - one.value) > SAME * abs(one.value) for one in self.members):
            self.members[self.members.index(parent)] = child


def advance(context: Context, level: Level, homes: F64, pool: Pool, quick: State | None) -> None:
    """One generation: several starts and the quick plan's state in the first, later one start and some children.

    Its members are made side by side and taken up in a fixed order, each with a random generator of its own.
    """
    first = pool.generation == 0
    tasks: list[Callable[[Context, Level], Member]] = []
    parents: list[Member | None] = []
    if first and quick is not None:
        tasks.append(_settling(quick, None))
        parents.append(None)
    for _ in range(FIRST_STARTS if first else 1):
        tasks.append(_starting(homes, pool.starts, _generator(context, pool, len(tasks))))
        parents.append(None)
        pool.starts += 1
    for _ in range(0 if first or len(pool.members) < 4 else CHILDREN):
        random = _generator(context, pool, len(tasks))
        one, other = pool.parents(random)
        tasks.append(_settling(cross(context, one.state, other.state, random), random))
        parents.append(one if one.value > other.value else other)
    for parent, made in zip(parents, in_parallel(context, level, tasks), strict=True):
        if made is None or not math.isfinite(made.value):
            continue
        if parent is None:
            pool.add(made)
        else:
            pool.replace(parent, made)
    pool.generation += 1


def _generator(context: Context, pool: Pool, task: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64([context.seed, pool.generation, task]))


def _starting(homes: F64, number: int, random: np.random.Generator) -> Callable[[Context, Level], Member]:
    def start(context: Context, level: Level) -> Member:
        angle = (ANGLES + 1000 * context.seed + number) * GOLDEN_ANGLE
        state = start_from_bisection(context, level, angle, homes)
        return Member(*settled(context, level, relax(context, level, state, START_ROUNDS, NOISE, random)))

    return start


def _settling(state: State, random: np.random.Generator | None) -> Callable[[Context, Level], Member]:
    def settle(context: Context, level: Level) -> Member:
        return Member(*settled(context, level, relax(context, level, state, CHILD_ROUNDS, CHILD_NOISE, random)))

    return settle
