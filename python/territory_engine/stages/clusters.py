"""The search for territories of up to some hundreds of units: annealing at the exact cost of whole territories.

Each unit moved changes two territories and may change both their centres. That is judged exactly
(:meth:`..kernels.interface.Kernels.cluster_search`), so layouts change that no exchange between fixed centres would
change. Two ways of using it alternate:

- *Anneal*: all territories, cut into parts that are annealed side by side for one temperature, then cut anew along
  other lines, so that every border lies inside a part most of the time.
- *Improve*: disjoint regions of some neighbouring territories are heated up to a random temperature and cooled down
  again, half of them after one territory was given up and another one split; a region that did not improve is left as
  it was. Large neighbourhood search (Shaw 1998, doi:10.1007/3-540-49481-2_30; Pisinger and Ropke 2019,
  doi:10.1007/978-3-319-91086-4_4) with annealing (Kirkpatrick, Gelatt, Vecchi 1983) as its repair.

The best plan is improved a little. Then, again and again, it is annealed, what came out is improved as long, and all
are combined (:mod:`.cluster_cross`); annealings grow longer after some rounds. No step depends on the time that is
left: more time continues the same walk.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from ..kernels.interface import F64, I32, Array
from .cluster_cross import Side, interchangeable, recombined
from .cluster_data import ClusterData, Regions
from .cluster_regions import Rows, parts, regions, territory_places
from .search import GOLDEN_ANGLE

FIRST_EFFORT = 1_000  # tries a unit of the first annealing
STEEP = 4_000, 64_000  # up to where they grow fourfold: with many territories, and with few; beyond that twofold
APART = 75  # territories among which two plans differ in a part or two: so many annealings are worth combining
MOST_REPEATS = 3  # annealings of one length before it grows
BOUND_AFTER = 4_000  # cycle after which the plan is good enough for the bound with free centres to start from
MOST_TRIES = 1_000_000_000  # of one annealing in all
EPOCHS = 64  # temperatures of an annealing
PART = 60  # territories of a part, about
ROUND_TRIES = 6_000_000  # of one improving round: some tenths of a second
LANES = 2  # rounds tried side by side where there are too few territories for regions side by side
FEW_TERRITORIES = 100

# Temperatures are shares of the typical detour of a border unit: mean travel of a unit x sqrt(territories / units).
HOT, COLD = 1.5, 0.18  # of an annealing; hot enough that each of those combined is a plan of its own
WARM, LUKEWARM, FROZEN = 1.5, 0.5, 0.09  # of improving: highest and lowest start, end
SMALL, LARGE = 8, 80  # territories of a region
BRIEF, LONG = 2_000, 16_000  # tries a unit of a region
PICK = 4  # territories that may be given up or split


@dataclass
class Clusters:
    """The walk of one search. ``labels`` is always the best plan so far, in the order of the instance's units."""

    data: ClusterData
    costs: Callable[[I32], F64]  # what each territory of a plan costs (K,), exactly
    labels: I32
    value: float  # of that plan, up to the rounding of float32
    excess: float
    seed: int
    rounds: int = 0

    def walk(self) -> Iterator[str]:
        """Work for a fraction of a second, then yield what was done; goes on for ever.

        ``"bound"`` asks the caller to compute the bound with free centres now.
        """
        n = self.data.n
        yield from self._improve_for(300 * n, self._best())
        last = MOST_TRIES // n
        if last < FIRST_EFFORT:
            yield "bound"
            yield from self._improve_for(None, self._best())
        for effort in _efforts(self.data.territories):
            yield from self._cycle(min(effort, last))
            if effort == BOUND_AFTER:
                yield "bound"

    def _cycle(self, effort: int) -> Iterator[str]:
        """Anneal the best plan, improve what came out as long, and combine both with the best plan."""
        trials = yield from self._anneal(effort)
        for trial in trials:
            self._combine(trial)
        trial = min(trials, key=lambda trial: (trial.excess, trial.value))
        yield from self._improve_for(effort * self.data.n, trial)
        self._combine(trial)

    def _combine(self, trial: _Trial) -> None:
        """The best parts of the best plan and the trial, where both keep all limits; else the better one."""
        if self.excess > 0.0 or trial.excess > 0.0:
            self._keep(trial)
            return
        first, second = (Side(labels, self.costs(labels)) for labels in (self.labels, trial.labels))
        labels, gain = recombined(first, second, interchangeable(self.data))
        if gain > 0.0:
            self.labels, self.value = labels, float(first.cost.sum()) - gain

    def polish(self, tries: int) -> Iterator[str]:
        """Only the short improvement that every plan gets."""
        yield from self._improve_for(tries, self._best())

    def _keep(self, trial: _Trial) -> None:
        if (trial.excess, trial.value) < (self.excess, self.value):
            self.labels, self.value, self.excess = trial.labels.copy(), trial.value, trial.excess

    def _unit_cost(self, value: float) -> float:
        """The scale of temperatures."""
        return value / self.data.n * float(np.sqrt(self.data.territories / self.data.n))

    def _random(self) -> np.random.Generator:
        self.rounds += 1
        return np.random.Generator(np.random.PCG64([self.seed, self.rounds]))

    def _anneal(self, effort: int) -> Generator[str, None, list[_Trial]]:
        """Anneal all territories of the best plan, ``effort`` tries a unit."""
        data, k = self.data, self.data.territories
        scale = self._unit_cost(self.value)
        count = max(1, min(64, k // PART))
        lanes = LANES if k < FEW_TERRITORIES else 1
        labels = [self.labels.copy() for _ in range(lanes)]
        value = [self.value] * lanes
        for epoch in range(EPOCHS):
            heat = scale * HOT * (COLD / HOT) ** (epoch / (EPOCHS - 1))
            rng = self._random()
            orders = []
            for lane in range(lanes):
                place, counts = territory_places(data.place, labels[lane], k)
                chosen = parts(place, count, GOLDEN_ANGLE * epoch)
                tries = [effort * int(counts[part].sum()) // EPOCHS for part in chosen]
                orders.append(_regions(chosen, [(heat, heat)] * count, tries, [0] * count, rng))
            for lane, gains in enumerate(self._side_by_side(labels, orders, keep_best=False)):
                value[lane] -= float(gains[0].sum())
            yield "anneal"
        return [_Trial(labels[lane], value[lane], data.excess(labels[lane])) for lane in range(lanes)]

    def _improve_for(self, tries: int | None, trial: _Trial) -> Iterator[str]:
        """Improve the trial for that many tries, or for ever; every improvement on the best plan is kept."""
        spent = 0
        while tries is None or spent < tries:
            spent += self._improve(trial)
            self._keep(trial)
            yield "regions"

    def _best(self) -> _Trial:
        return _Trial(self.labels.copy(), self.value, self.excess)

    def _improve(self, trial: _Trial) -> int:
        """One round; tries spent, counting those side by side once."""
        data, k = self.data, self.data.territories
        rng = self._random()
        scale = self._unit_cost(trial.value)
        lanes = LANES if k < FEW_TERRITORIES else 1
        labels = [trial.labels.copy() if lane else trial.labels for lane in range(lanes)]
        place, counts = territory_places(data.place, trial.labels, k)
        orders = []
        for _ in range(lanes):
            size = min(k, round(SMALL * (LARGE / SMALL) ** rng.random()))
            heat = scale * LUKEWARM * (WARM / LUKEWARM) ** rng.random()
            effort = BRIEF * (LONG / BRIEF) ** rng.random()
            most = max(1, min(k // size, round(ROUND_TRIES / (effort * size * data.n / k))))
            chosen = regions(place, size, most if lanes == 1 else 1, rng)
            tries = [min(int(effort * counts[region].sum()), ROUND_TRIES) for region in chosen]
            reshape = np.where(rng.random(len(chosen)) < 0.5, PICK, 0).tolist()
            heats = [(heat, FROZEN * scale)] * len(chosen)
            orders.append(_regions(chosen, heats, tries, reshape, rng))
        results = self._side_by_side(labels, orders, keep_best=True)
        gains = [float(gain[counts[:, 3] > 0].sum()) for gain, counts in results]
        if any(counts[:, 3].any() for _, counts in results):
            ends = [(data.excess(labels[lane]), trial.value - gains[lane], lane) for lane in range(lanes)]
            trial.excess, trial.value, best = min(ends)
            trial.labels = labels[best]
        return int(sum(orders[0].tries))

    def _side_by_side(self, labels: list[I32], orders: list[Regions], keep_best: bool) -> list[tuple[F64, Array]]:
        """Kernel calls on separate labels; their results do not depend on who ran first."""
        data = self.data
        if len(orders) == 1 or data.threads == 1:
            return [data.search(mine, order, keep_best) for mine, order in zip(labels, orders, strict=True)]
        with ThreadPoolExecutor(len(orders)) as pool:
            calls = [pool.submit(data.search, *job, keep_best, 1) for job in zip(labels, orders, strict=True)]
            return [call.result() for call in calls]


@dataclass
class _Trial:
    """A plan on its way; the best one stays untouched meanwhile."""

    labels: I32
    value: float
    excess: float


def _efforts(territories: int) -> Iterator[int]:
    """Tries a unit of one annealing after the other.

    With many territories, short annealings that are combined beat a long one; with few there is little to combine.
    """
    repeats = max(1, min(MOST_REPEATS, territories // APART))
    steep = STEEP[0] if repeats > 1 else STEEP[1]
    effort = FIRST_EFFORT
    while True:
        yield from [effort] * (repeats if effort > STEEP[0] else 1)
        effort *= 4 if effort < steep else 2


def _regions(
    chosen: list[Rows],
    heats: list[tuple[float, float]],
    tries: list[int],
    reshape: list[int],
    rng: np.random.Generator,
) -> Regions:
    return Regions(
        territories=chosen,
        temperature=np.array(heats, np.float64),
        tries=np.array(tries, np.int64),
        reshape=np.array(reshape, np.int32),
        seed=rng.integers(0, 2**63, len(chosen), dtype=np.uint64),
    )
