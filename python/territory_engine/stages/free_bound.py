"""The proven lower bound with the centres free: any units, or any candidate sites, may be centres."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np

from ..instance import Instance
from ..kernels.interface import I32, Kernels
from .candidates import Candidates
from .control import Control, Stopped
from .dual_ascent import GOES_ON, Ascent, Steps
from .fixing import usable
from .offers import Offers, build
from .tree import Tree

PAIRS = 5_000 * 5_000  # units times candidates
SECONDS = 0.05  # between looks at the clock and reports of progress
SMALL = 200_000  # entries: fewer are evaluated by one thread
SLICE = 4_000_000  # entries looked at per call: some hundredths of a second
WIDEST, WIDE = 1.2, 0.05  # the known plan may be poor: how far above the bound steps aim at most, and in the tree
FIXED_ENTRIES = 4_000_000  # entries whose reduced costs are looked at, at most: 100 bytes each
TREE_ENTRIES = 20_000  # entries left open at the root that branch and bound begins with at most
OPEN_ENTRIES = 30_000_000  # in all open nodes: 12 bytes each


@dataclass(frozen=True)
class Effort:
    """How much is done at most, apart from time: the same figures give the same bound, bit for bit."""

    evaluations: int = 3_000  # of the dual at the root
    nodes: int = 20_000  # of the tree
    pairs: float = 1.5e10  # looked at in all evaluations at the root: some 20 s of one processor


@dataclass
class FreeBound:
    """What is proven, in the units of the objective."""

    value: float = 0.0  # no plan costs less, and nothing less than 0
    scope: str = ""
    proof: str = ""  # "Lagrangian dual" or "branch and bound"
    # the least cost is proven: of ``upper_value``'s plan, or of ``served`` if that keeps what the bound drops
    optimal: bool = False
    interrupted: bool = False
    served: I32 | None = None  # (n,) a cheaper assignment that was met: see labels_of
    figures: dict[str, float] = field(default_factory=dict)  # evaluations, nodes, root bound, what was left open


def reason_against(instance: Instance) -> str:
    """Why there is no bound with free centres for this instance; empty where there is one."""
    if instance.center_rule not in ("medoid", "candidates"):
        return f"centers={instance.center_rule!r}: only units or candidate sites as centres can be listed"
    if instance.fixed.all():
        return "every centre is fixed: the bound of the fixed centres holds for the problem"
    if instance.fixed.any() and instance.metric.kind == "matrix":
        return "fixed homes together with a travel matrix"
    if instance.travel <= 0.0:
        return "the objective has no travel"
    sites = len(instance.candidate_y) if instance.center_rule == "candidates" else instance.n
    if instance.n * sites > PAIRS:
        return f"{instance.n:,} units x {sites:,} candidates are more than {PAIRS:,} pairs"
    return ""


def free_center_bound(
    instance: Instance,
    upper_value: float,
    control: Control,
    kernels: Kernels,
    threads: int,
    effort: Effort | None = None,
    seconds: float | None = None,
) -> FreeBound:
    """Prove how much any plan costs at least, wherever its centres are.

    The dual of "every unit is served once" splits the problem into a knapsack for each candidate centre. It drops
    minimum limits, all measures but the one that binds most, pins, and the costs of fairness and disruption, none of
    which can make a plan cheaper. Where few enough pairs of unit and candidate are left open by reduced costs, branch
    and bound goes on until the time is over or the best plan is proven.

    Parameters
    ----------
    upper_value : float
        The objective of a valid plan. Parts of the problem that cannot hold a better one are left out.
    effort : Effort, optional
        Limits by count, for results that can be reproduced.
    seconds : float, optional
        Wall time at most. The control's own limits end the work, too: what is proven until then is returned.

    Raises
    ------
    NotImplementedError
        There is no such bound for this problem: see :func:`reason_against`.
    LimitError
        The pairs do not fit into memory.
    """
    reason = reason_against(instance)
    if reason:
        raise NotImplementedError(f"bound with free centres: {reason}")
    effort = Effort() if effort is None else effort
    sites = "any candidate sites" if instance.center_rule == "candidates" else "any units"
    result = FreeBound(scope=f"{sites} as centres" + (", homes fixed" if instance.fixed.any() else ""))
    work = _Work(instance, upper_value, control, kernels, threads, effort, seconds)
    try:
        work.run()
    except Stopped:
        pass
    except KeyboardInterrupt:
        result.interrupted = True
    work.report(result)
    return result


class _Work:
    """Root, then tree. Costs are travel costs: the objective divided by its weight of travel."""

    def __init__(
        self,
        instance: Instance,
        upper_value: float,
        control: Control,
        kernels: Kernels,
        threads: int,
        effort: Effort,
        seconds: float | None,
    ) -> None:
        self.candidates = Candidates(instance)
        self.instance, self.control, self.kernels, self.threads = instance, control, kernels, threads
        self.effort, self.upper_value = effort, upper_value
        self.end = np.inf if seconds is None else time.perf_counter() + seconds
        self.next_check = 0.0
        self.upper = upper_value / instance.travel
        self.whole = whole_costs(instance)
        # lengths on the sphere are exact to some nanometres
        self.error = 1e-9 * float(instance.travel_weight.sum()) if instance.metric.kind == "sphere" else 0.0
        self.ascent: Ascent | None = None
        self.tree: Tree | None = None

    def check(self) -> None:
        """Between evaluations, which may take microseconds: look up from time to time."""
        now = time.perf_counter()
        if now < self.next_check:
            return
        self.next_check = now + SECONDS
        self.control.check("bound")
        if now >= self.end:
            raise Stopped

    def run(self) -> None:
        per_center = self.instance.n // self.instance.territory_count + 1
        least = 1e-9 * self.instance.travel_weight
        reach = 1.5 * self.candidates.nearest_cost(2 * per_center) + least
        offers = build(self.candidates, reach)
        first = np.minimum(self.candidates.nearest_cost(per_center), reach)
        self.ascent = Ascent(self.kernels, offers, first, self._threads(offers), step=1.0)
        tree = Tree(self.kernels, 1, self.upper, self.whole, 0.0)
        self._climb(self.ascent, tree.cutoff)
        if self.ascent.bound >= tree.cutoff:
            self.tree = tree  # nothing is left open: finished
            return
        if not self._complete(self.ascent, tree.cutoff):
            return
        tree.spread = min(self.upper - self.ascent.bound, WIDE * self.ascent.bound)
        tree.begin(self.ascent)
        if tree.entries <= TREE_ENTRIES:
            self.tree = tree
            while not tree.finished and tree.nodes < self.effort.nodes and tree.entries <= OPEN_ENTRIES:
                self.check()
                tree.step()

    def _climb(self, ascent: Ascent, cutoff: float) -> None:
        """The dual at the root, until steps are a thousandth of the first."""
        steps = Steps(self.upper, WIDEST, cutoff, 40 if len(ascent.offers.unit) > SMALL else 100, 0.7, 1e-3)
        end, pairs = GOES_ON, 0.0
        while end == GOES_ON and ascent.evaluations < self.effort.evaluations and pairs < self.effort.pairs:
            self.check()
            step, left, before = ascent.step, self.effort.evaluations - ascent.evaluations, ascent.evaluations
            entries = max(1, len(ascent.offers.unit))
            end = ascent.climb(steps, min(left, 1 + SLICE // entries))
            pairs += float(entries) * (ascent.evaluations - before)
            if ascent.step < step:
                self._fit(ascent)

    def _fit(self, ascent: Ascent) -> None:
        """Rows as long as the multipliers need: longer where some are held down, shorter where entries cannot pay."""
        offers, best = ascent.offers, ascent.best
        held = best >= offers.reach
        if np.count_nonzero(held) > len(best) // 500:
            ascent.take(build(self.candidates, np.where(held, 2.0 * offers.reach, offers.reach)), ascent.rate)
            return
        if len(offers.unit) <= SMALL:
            return
        reach = np.minimum(offers.reach, 1.25 * best + 0.1 * best.mean())
        entries = offers.cost < reach[offers.unit]
        if np.count_nonzero(entries) < 0.7 * len(entries):
            rows = np.arange(len(offers.site))
            ascent.take(offers.select(rows, entries, offers.given, reach), ascent.rate)

    def _complete(self, ascent: Ascent, cutoff: float) -> bool:
        """Rows with every pair that a better plan could use: the multipliers of the tree are not held down.

        False where these are too many for branch and bound.
        """
        if len(ascent.offers.unit) > FIXED_ENTRIES:
            return False
        ascent.evaluate_best()
        left = usable(ascent, cutoff)
        if np.count_nonzero(left.entries & left.rows[ascent.offers.row]) > TREE_ENTRIES:
            return False
        ascent.take(build(self.candidates, ascent.best + left.slack * (1.0 + 1e-9)), ascent.rate)
        ascent.evaluate_best()
        return True

    def _threads(self, offers: Offers) -> int:
        return 1 if len(offers.unit) <= SMALL else self.threads

    def report(self, result: FreeBound) -> None:
        """What is proven so far."""
        tree, ascent = self.tree, self.ascent
        if ascent is None:
            return
        bound = ascent.bound
        result.figures = {"evaluations": ascent.evaluations, "root_bound": bound * self.instance.travel}
        result.proof = "Lagrangian dual"
        if tree is not None:
            bound = max(bound, tree.bound)
            result.optimal = tree.finished
            result.served = tree.served
            if tree.nodes:
                result.proof = "branch and bound"
                result.figures |= {"nodes": tree.nodes, "open_nodes": len(tree.open)}
                result.figures["evaluations"] += tree.evaluations
        elif self.whole:
            bound = float(np.ceil(bound))
        value = (min(bound, self.upper) - self.error) * self.instance.travel
        result.value = max(0.0, min(value, self.upper_value))


def whole_costs(instance: Instance) -> bool:
    """Whether every travel cost is a whole number, so that plans differ by 1 at least."""
    metric = instance.metric
    weights = bool((instance.travel_weight == np.floor(instance.travel_weight)).all())
    if metric.kind == "matrix" and metric.matrix is not None and not metric.floor:
        finite = metric.matrix[np.isfinite(metric.matrix)]
        return weights and bool((finite == np.floor(finite)).all())
    return weights and metric.floor


def labels_of(instance: Instance, served: I32) -> I32:
    """Territories (n,) of an assignment to candidates (``FreeBound.served``).

    Fixed homes keep their territories; the other candidates get the remaining ones in the order of their index. Whether
    the plan keeps what the bound drops (minimum limits, other measures, pins) is for the checker to say.
    """
    sites = np.unique(served[served >= 0])
    free = np.flatnonzero(~instance.fixed)
    labels = np.where(served < 0, -1 - served, free[np.searchsorted(sites, np.maximum(served, 0)) % len(free)])
    return labels.astype(np.int32)
