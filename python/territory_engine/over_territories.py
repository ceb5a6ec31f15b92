"""The same accounts and wishes over other territories: today's, where a problem has only a count of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa

from .accounts import Accounts
from .measures import build_measure
from .named import Named
from .problem import Problem
from .territories import Territories


def over_territories(problem: Problem, ids: pa.Array) -> Named:
    """A problem with a count of territories, as if it had been given these, all alike and free.

    Targets and tolerances follow the new count; limits per territory stay what they are; pins and baseline, which
    speak of the problem's own territories, fall away.
    """
    instance, size = problem.instance, len(ids)
    nowhere = np.full(size, np.nan)
    areas = Territories(ids, nowhere, nowhere, np.zeros(size, np.bool_), invented=False)
    accounts = Accounts(
        unit_ids=problem.unit_ids,
        y=instance.y,
        x=instance.x,
        travel_weight=instance.travel_weight,
        activities={measure.name: measure.values for measure in instance.measures},
        totals={measure.name: float(measure.target.sum()) for measure in instance.measures},
        baseline_ids=None,
        rejected=problem.rejected,
    )
    nobody = np.full(instance.n, -1, np.int32)
    changed = replace(
        instance,
        measures=tuple(build_measure(name, ask, accounts, areas)[0] for name, ask in problem.asks.items()),
        center_y=nowhere,
        center_x=nowhere,
        fixed=areas.fixed,
        pinned=nobody,
        baseline=nobody,
    )
    return Named(changed, problem.columns, problem.unit_ids, ids, False, problem.rejected, problem.candidate_ids)
