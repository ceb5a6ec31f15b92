"""What a page says about its plan: the title, the facts below it, and notes on what it leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...instance import Instance, Measure
from ...text import figure, percent
from ..before import Before
from .accounts import Shown
from .frame import Frame, cell_size

if TYPE_CHECKING:
    from ...plan import Plan

MEASURES = 3  # that the facts name


def headline(plan: Plan) -> str:
    """Accounts and territories, counted."""
    instance = plan.problem.instance
    return f"{counted(instance.n, 'account')} in {counted(instance.territory_count, 'territory', 'territories')}"


def facts(plan: Plan, before: Before | None) -> list[str]:
    """Balance per measure, travel, the proven gap, and what moved; a few words each."""
    instance, summary = plan.problem.instance, plan.summary
    found = [_balance(measure, summary["measures"][measure.name]) for measure in instance.measures[:MEASURES]]
    rest = len(instance.measures) - MEASURES
    if rest > 0:
        found.append(f"{counted(rest, 'more measure')}")
    per_visit, unit = summary["travel"]["per_visit"], summary["travel"]["unit"]
    if not np.isnan(per_visit):
        found.append(f"{_three(per_visit)} {unit} a visit" if unit else f"travel {_three(per_visit)} a visit")
    if not np.isnan(plan.gap):
        found.append(f"within {percent(plan.gap)} of the proven bound")
    if before is not None:
        moved = int(np.count_nonzero(before.moved))
        found.append(f"{counted(moved, 'account')} moved ({percent(before.share)})")
    return found


def notes(plan: Plan, shown: Shown, frame: Frame, wanted_ids: bool) -> list[str]:
    """What the page leaves out or rounds, in whole sentences."""
    instance = plan.problem.instance
    said = []
    if len(shown.rows) < instance.n:
        said.append(
            f"Shows {len(shown.rows):,} of {instance.n:,} accounts: an even sample of every territory. Loads, travel "
            "and counts are those of all accounts."
        )
    if not shown.exact:
        length = f" to {_length(frame, instance, shown.step)}" if frame.spherical else ""
        amounts = f" and amounts to {percent(shown.error)}" if shown.error > 0.0 else ""
        said.append(f"With this many accounts places are rounded{length}{amounts}; so are figures of single accounts.")
    outside = len(plan.areas.outside)
    if outside:
        are = "account lies" if outside == 1 else "accounts lie"
        said.append(
            f"{outside:,} {are} in the area of another territory: where territories overlap, most accounts decide."
        )
    if wanted_ids and shown.names != "ids":
        instead = (
            "their rows in the table (from 0) stand for them" if shown.names == "rows" else "places stand for them"
        )
        said.append(f"The ids of the accounts would make this file larger than 7 MB; {instead}.")
    return said


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number and its noun.

    Examples
    --------
    >>> counted(1, "account"), counted(1200, "account"), counted(2, "territory", "territories")
    ('1 account', '1,200 accounts', '2 territories')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _balance(measure: Measure, figures: dict[str, float]) -> str:
    off = percent(figures["max_deviation"])
    if not measure.balanced:
        return f"{measure.name} up to {off} from even"
    aimed = measure.target > 0.0
    tolerance = np.median(measure.upper[aimed] / measure.target[aimed]) - 1.0 if aimed.any() else np.nan
    asked = f" (tolerance {percent(float(tolerance)).replace('.00', '')})" if np.isfinite(tolerance) else ""
    return f"{measure.name} within {off} of target{asked}"


def _three(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def _two(value: float) -> float:
    return float(f"{value:.2g}")


def _length(frame: Frame, instance: Instance, step: int) -> str:
    size = step * cell_size(frame, instance.y)
    return f"{_two(1000.0 * size):g} m" if size < 1.0 else f"{figure(_two(size))} km"
