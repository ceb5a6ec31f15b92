"""``te.solve`` with centres that are units or mean places: a quick plan, then annealing of whole territories."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .best_centers import best_centers
from .centers import Centers
from .evaluate import Evaluation, evaluate, territory_costs
from .instance import Instance
from .kernels.interface import F64, I32, Kernels
from .objective import Penalties, penalties
from .quick import QuickSearch
from .solution import Solution
from .stages.cluster_data import ClusterData
from .stages.cluster_start import start_from_matrix
from .stages.clusters import Clusters
from .stages.control import Control, Stopped
from .stages.free_bound import Effort, FreeBound, free_center_bound, labels_of, reason_against
from .stages.scaling import load_limits
from .stages.search import Draft

LARGEST_TERRITORY = 1_000  # units of a territory on the average: beyond that every move costs too much
LATE_SHARE, LATE_UNITS, LATE_GAP = 0.45, 1_000, 0.02
REPAIR_ROUNDS = 20
BOUND, BOUND_SHARE = Effort(evaluations=1_000, nodes=2_000), 0.15  # without a time limit; of the time limit
POLISH_TRIES, MOST_POLISH_TRIES = 300, 20_000_000  # a unit and in all, of the plan that returns at once


def reason_against_clusters(instance: Instance) -> str:
    """Why territories cannot be searched at their exact cost; empty where they can."""
    rule = instance.center_rule
    if rule == "candidates" or (rule == "anywhere" and instance.metric.power == 1):
        return f"centers={rule!r}: the best centre of a changed territory has no formula"
    if instance.metric.ways is not None:
        return f"travel is {instance.metric.ways.describe()}"
    if instance.fixed.any():
        return "some centres are fixed at homes"
    if any(measure.smallest > 0.0 for measure in instance.measures):
        return 'te.Balance("smallest"): the tolerance is still to be found'
    if instance.n > LARGEST_TERRITORY * instance.territory_count:
        return f"more than {LARGEST_TERRITORY:,} units a territory"
    return ""


@dataclass(frozen=True)
class Exact:
    """What plans cost, in float64."""

    instance: Instance
    prices: Penalties

    def figures(self, labels: I32, centers: Centers) -> Evaluation:
        """With the centres given."""
        return evaluate(self.instance, labels, centers.y, centers.x, self.prices, centers.index)

    def costs(self, labels: I32) -> F64:
        """Of each territory (K,), with the best centres."""
        return territory_costs(self.instance, labels, self.figures(labels, best_centers(self.instance, labels)))

    def value(self, labels: I32) -> float:
        """Of the whole plan, with the best centres."""
        return self.figures(labels, best_centers(self.instance, labels)).objective


@dataclass
class ClusterSearch:
    """One search: made from first labels, run until the control says stop, then turned into a solution."""

    instance: Instance
    control: Control
    exact: Exact
    clusters: Clusters
    free_bound: FreeBound | None = None
    proofs: int = 0

    @classmethod
    def start(
        cls, instance: Instance, control: Control, kernels: Kernels, threads: int, seed: int, labels: I32 | None
    ) -> ClusterSearch:
        """From the labels of a quick plan, or from scratch where there is none."""
        prices = penalties(instance)
        limits = load_limits(instance, prices)
        if labels is None:
            labels = start_from_matrix(instance, limits, seed)
        data = ClusterData.of(instance, kernels, threads, limits, prices.disruption)
        exact = Exact(instance, prices)
        value, excess = exact.value(labels), data.excess(labels)
        return cls(instance, control, exact, Clusters(data, exact.costs, labels, value, excess, seed))

    @property
    def valid(self) -> bool:
        """Whether the best plan so far keeps every hard limit."""
        return self.clusters.excess <= 0.0

    def run(self) -> None:
        """Walk until the control stops it; without a criterion only polish the quick plan."""
        control, clusters = self.control, self.clusters
        n = clusters.data.n
        steps = (
            clusters.walk() if control.stop is not None else clusters.polish(min(POLISH_TRIES * n, MOST_POLISH_TRIES))
        )
        seen = np.inf
        while True:
            if (self.valid and clusters.value < seen) or control.iteration == 1:
                seen = clusters.value = self.exact.value(clusters.labels)
                control.found(seen if self.valid else np.inf, control.bound)
            if control.stop is not None and control.wants_to_stop():
                return
            with control.stage("clusters"):
                step = next(steps, None)
            if step is None:
                return
            if step == "bound":
                if self.prove(BOUND_SHARE):
                    return
                continue
            if self.late() and self.prove(LATE_SHARE):
                return
            control.check(step, control.iteration)
            control.next_iteration()

    def late(self) -> bool:
        """Whether it is time to prove the plan with what time is left: once, for small problems nearly closed."""
        limit = None if self.control.stop is None else self.control.stop.time_limit
        if self.proofs != 1 or limit is None or self.control.seconds < (1.0 - LATE_SHARE - BOUND_SHARE) * limit:
            return False
        gap = 1.0 - self.control.bound / self.clusters.value if self.clusters.value > 0.0 else 0.0
        return self.clusters.data.n <= LATE_UNITS and gap < LATE_GAP

    def prove(self, share: float) -> bool:
        """The bound with free centres, where there is one; True when the best plan is proven.

        ``share`` of the time limit may be spent.
        """
        self.proofs += 1
        control, clusters, data = self.control, self.clusters, self.clusters.data
        if not self.valid or reason_against(self.instance):
            return False
        limit = None if control.stop is None else control.stop.time_limit
        with control.stage("bound"):
            found = free_center_bound(
                self.instance,
                clusters.value,
                control,
                data.kernels,
                data.threads,
                BOUND if limit is None else None,
                None if limit is None else share * limit,
            )
        if self.free_bound is None or found.optimal or found.value > self.free_bound.value:
            self.free_bound = found
        if found.served is not None:
            self._take(found.served)
        control.found(clusters.value, max(control.bound, found.value))
        if found.interrupted:
            raise KeyboardInterrupt
        # where the bound drops a limit, what it met may be no plan
        return found.optimal and clusters.value <= found.value * (1.0 + 1e-9)

    def _take(self, served: I32) -> None:
        """A plan met by the bound, (n,) the unit that serves each unit: kept where it is better and valid."""
        clusters, labels = self.clusters, labels_of(self.instance, served)
        if clusters.data.excess(labels) > 0.0:
            return
        value = self.exact.value(labels)
        if value < clusters.value:
            clusters.labels, clusters.value = labels, value

    def repair(self) -> None:
        """Where a limit is still missed: a little more, whatever the clock says."""
        for _ in range(REPAIR_ROUNDS):
            next(self.clusters.polish(1))
            if self.valid:
                return

    def solution(self, quick: _Quick | None) -> Solution:
        """Exact figures of the best plan, and its bound: with free centres where there is one, else for its own."""
        instance, labels, free = self.instance, self.clusters.labels, self.free_bound
        centers = best_centers(instance, labels)
        exact = self.exact.figures(labels, centers)
        bound, scope = np.nan, "nothing: no bound was computed"
        prices = np.zeros((instance.territory_count, len(instance.measures)))
        if quick is not None:
            bound, scope, prices = quick.bound(labels, centers)
        status, run = "feasible", {}
        if free is not None and free.value > 0.0:
            bound, scope = free.value, free.scope
            proven = free.optimal and exact.objective <= free.value * (1.0 + 1e-9)
            status = "optimal" if proven else status
            run = {"bound": {"proof": free.proof, **free.figures}}
        return Solution(
            labels=labels,
            center_y=centers.y,
            center_x=centers.x,
            prices=prices,
            loads=exact.loads,
            travel=exact.travel,
            objective=exact.objective,
            lower_bound=float(np.clip(bound, 0.0, exact.objective)),
            bound_scope=scope,
            status=status,
            run=run,
            center_index=centers.index,
        )


def cluster_solve(
    instance: Instance, control: Control, kernels: Kernels, threads: int, seed: int
) -> tuple[Solution, bool]:
    """The best solution, and whether it keeps every hard limit."""
    quick = None if instance.metric.kind == "matrix" else _Quick(instance, control, kernels, threads, seed)
    search, interrupted = None, False
    try:
        labels = None if quick is None else quick.labels()
        search = ClusterSearch.start(instance, control, kernels, threads, seed, labels)
        control.next_iteration()
        search.run()
    except KeyboardInterrupt:
        interrupted = True
        if search is None:
            raise
    except Stopped:
        interrupted = control.cancelled
    control.finishing = True
    if search is None:
        search = ClusterSearch.start(
            instance, control, kernels, threads, seed, None if quick is None else quick.completed()
        )
    if not search.valid:
        search.repair()
    solution = search.solution(quick)
    if interrupted:
        solution = replace(solution, status="interrupted")
    return solution, search.valid


class _Quick:
    """The quick plan: the labels to start from, and the bound for fixed centres."""

    def __init__(self, instance: Instance, control: Control, kernels: Kernels, threads: int, seed: int) -> None:
        self.search = QuickSearch(instance, control, seed, threads, kernels)
        self.draft = Draft()

    def labels(self) -> I32:
        """One complete search."""
        self.search.prepare()
        self.search.run(0, self.draft)
        return self._labels()

    def completed(self) -> I32:
        """After an interrupt."""
        self.search.prepare()
        self.search.complete(self.draft)
        return self._labels()

    def _labels(self) -> I32:
        assert self.draft.labels is not None
        self.search.fine.labels[:] = self.draft.labels
        return self.search.rule.labels(self.search.fine)

    def bound(self, labels: I32, centers: Centers) -> tuple[float, str, F64]:
        """The bound for the centres of a plan, its scope, and the prices that prove it."""
        search, draft = self.search, self.draft
        assert draft.state is not None
        fine = search.fine
        fine.labels[: fine.count] = labels[search.rows]
        fine.labels[fine.count :] = fine.labels[fine.count - 1]
        state = replace(draft.state, centers=search.space.vectors(centers.y, centers.x), site=centers.index)
        proven = search.finish(Draft(state, fine.labels.copy(), 0.0, True))
        return proven.lower_bound, proven.bound_scope, proven.prices
