"""The territories of a page: centres, homes, loads, limits and prices, from which its script computes reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ..before import Before
from .columns import Columns
from .frame import Frame

if TYPE_CHECKING:
    from ...plan import Plan


def add_territories(columns: Columns, plan: Plan, frame: Frame) -> None:
    """Add the columns of the territories, each (K,) float64."""
    instance, found, solution = plan.problem.instance, plan.evaluation, plan.solution
    columns.add("center_y", solution.center_y)
    columns.add("center_x", solution.center_x)
    columns.add("center_u", frame.u(solution.center_x))
    columns.add("center_v", frame.v(solution.center_y))
    if np.isfinite(instance.center_y).any():
        columns.add("home_u", frame.u(instance.center_x))
        columns.add("home_v", frame.v(instance.center_y))
        columns.add("fixed", instance.fixed.astype(np.uint8))
    columns.add("count", found.counts.astype(np.float64))
    columns.add("travel_sum", found.travel)
    columns.add("visits_sum", found.visits)
    for number, measure in enumerate(instance.measures):
        prices = found.penalties
        columns.add(f"load_{number}", found.loads[:, number].copy())
        for name in ("target", "lower", "upper", "minimum", "maximum"):
            columns.add(f"{name}_{number}", np.asarray(getattr(measure, name), np.float64))
        columns.add(f"outside_{number}", prices.outside[:, number].copy())
        columns.add(f"inside_{number}", prices.inside[:, number].copy())


def add_before(columns: Columns, before: Before, frame: Frame) -> None:
    """Add the columns of the territories before, each (B,)."""
    columns.add("before_became", before.became.astype(np.int32))
    columns.add("before_count", before.counts.astype(np.float64))
    columns.add("before_travel_sum", before.travel)
    columns.add("before_visits_sum", before.visits)
    columns.add("before_center_u", frame.u(before.center_x))
    columns.add("before_center_v", frame.v(before.center_y))
    for number, name in enumerate(before.loads):
        columns.add(f"before_load_{number}", before.loads[name])
        columns.add(f"before_target_{number}", before.targets[name])


def names(ids: list[Any]) -> list[str]:
    """Ids as the page writes them."""
    return [str(name) for name in ids]
