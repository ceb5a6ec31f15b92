"""What a solve does with time beyond the quick plan: it recombines plans and brings the best one to all units."""

from __future__ import annotations

from dataclasses import replace

from ..kernels.interface import F64
from .control import Stopped
from .level import Level
from .off_places import brought_to_roads, is_given
from .pool import Member, Pool, advance
from .relax import TIGHT, relax
from .rule import Rule
from .search import Draft, Effort, round_off
from .state import Context

LEAST_UNITS, LEAST_TERRITORIES = 2_000, 8  # below these, searches from new starts cover more
GENERATIONS = 3  # on a coarse level, between two times that a plan is brought to all units
FINE_ROUNDS = 12
WORTH = 1e-4  # relative gain on the coarse level from which that is done
PATIENCE, PATIENT_UNITS = 4.0, 50_000  # a longer exchange where units are few enough that rounding them matters
SLACK = 1.3  # on the seconds that completing a plan took


def recombines(context: Context, fine: Level) -> bool:
    """Whether plans of these units can be recombined to some purpose."""
    if is_given(fine):
        return False
    near_baseline = len(fine.base) > 0 and bool((fine.base >= 0).any())
    return fine.count >= LEAST_UNITS and int(context.movable.sum()) >= LEAST_TERRITORIES and not near_baseline


def improve(
    context: Context, rule: Rule, fine: Level, coarse: Level, homes: F64, effort: Effort, pool: Pool, draft: Draft
) -> None:
    """One iteration: some generations of the pool; its best plan, where it got better, is offered to the draft.

    Under a time limit enough of it is kept to complete a plan; then the search is stopped.
    """
    control = context.control
    if not control.reserve:
        control.reserve = SLACK * sum(entry["seconds"] for name, entry in control.stages.items() if name != "order")
    for _ in range(GENERATIONS if fine is not coarse and pool.generation else 1):
        if control.has_time():
            with control.stage("pool"):
                advance(context, coarse, homes, pool, draft.state)
    best, late = pool.best, not control.has_time()
    if best is not None and best.value < pool.brought * (1.0 - WORTH):
        control.finishing = late  # what was found must not be lost for the last tenths of a second
        started = control.seconds
        _bring(context, rule, fine, coarse, effort, pool, best, draft)
        bound = control.stages["bound"]["seconds"] / control.iteration
        control.reserve = max(control.reserve, SLACK * (control.seconds - started + bound))
    if late:
        raise Stopped


def _bring(
    context: Context, rule: Rule, fine: Level, coarse: Level, effort: Effort, pool: Pool, best: Member, draft: Draft
) -> None:
    state = best.state
    if fine is not coarse:
        with context.control.stage("refine"):
            state = relax(context, fine, state, FINE_ROUNDS, tuning=TIGHT)
    if fine.listed is not None:
        with context.control.stage("roads"):
            fine, state = brought_to_roads(context, rule, fine, state)
    if fine.count <= PATIENT_UNITS:
        effort = replace(effort, patience=PATIENCE)
    round_off(context, rule, fine, state, effort, pool.generation, draft)
    pool.brought = best.value
