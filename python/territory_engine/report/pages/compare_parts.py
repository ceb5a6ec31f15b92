"""Plans side by side: how evenly each shares the work, how far its territories travel, and where they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..charts import Lane, strip_chart
from ..words import percent, round_amount
from .balance import LIMITS, axis_share
from .markup import name, paragraph, section
from .plan_map import has_places, map_colors, plan_map
from .scenarios import Scenarios

Float = NDArray[np.float64]

MEASURES = 3  # that are drawn
MAPS = 6
NAMED = 30  # territories of a small map that are named


def balances(found: Scenarios) -> str:
    """A chart for each measure: a line of dots for each plan."""
    parts = []
    for measure in found.measures[:MEASURES]:
        loads = [found.load(plan, measure) for plan in found.names]
        lanes = _lanes(found, [load.deviation for load in loads], lambda share: percent(share, signed=True))
        bands = {load.band for load in loads}
        band = bands.pop() if len(bands) == 1 else None
        title, said = f"{measure}: territories against their targets", _ends(lanes, lambda s: percent(s, signed=True))
        drawn = strip_chart(title, said, lanes, axis_share, target=0.0, band=band, limits=LIMITS)
        parts.append(f"<h3>{name(measure)}</h3>{drawn}")
    intro = paragraph("Each dot is a territory. On the line it carries exactly its target; to the right, more.")
    return section("balance", "How fairly the work is shared", intro, *parts) if parts else ""


def travels(found: Scenarios) -> str:
    """Travel of a visit in each territory of each plan; nothing where plans measure it differently."""
    subjects = list(found.subjects.values())
    if len({subject.unit for subject in subjects}) != 1:
        return ""
    if not all(np.isfinite(subject.mean_travel).any() for subject in subjects):
        return ""
    show, unit = subjects[0].travel, subjects[0].unit
    lanes = _lanes(found, [subject.mean_travel for subject in subjects], show)
    title = "Travel of a visit in each territory"
    drawn = strip_chart(title, _ends(lanes, show), lanes, lambda value: f"{round_amount(value)} {unit}".strip())
    intro = paragraph("Each dot is a territory, at the average travel of a visit.")
    return section("travel", "How far there is to travel", intro, drawn)


def maps(found: Scenarios) -> str:
    """Small maps of the first plans; what is one territory in several has one colour."""
    shown = [plan for plan in found.names[:MAPS] if has_places(found.plans[plan])]
    if not shown:
        return ""
    first = found.plans[shown[0]]
    drawn = []
    for plan in shown:
        wanted = None if plan == shown[0] else _inherited(found, shown[0], plan, map_colors(first))
        few = len(found.subjects[plan].ids) <= NAMED
        picture = plan_map(found.plans[plan], f"Map of {plan}", width=480.0, names=few, colors=wanted)
        drawn.append(f"<figure><figcaption>{name(plan)}</figcaption>{picture}</figure>")
    rest = len(found.names) - len(shown)
    more = f"Not drawn: {rest} more." if rest else ""
    legend = paragraph(
        "Territories that are the same in two plans have one colour where neighbours allow.", more, kind="quiet"
    )
    return section("maps", "Where the territories are", f'<div class="maps">{"".join(drawn)}</div>', legend)


def _inherited(found: Scenarios, first: str, plan: str, colors: list[int]) -> list[int]:
    """The colour of the first plan's territory that each is, -1 for new ones."""
    became = found.became(first, plan)
    wanted = [-1] * found.plans[plan].problem.instance.territory_count
    for was, now in enumerate(became.tolist()):
        if now >= 0:
            wanted[now] = colors[was]
    return wanted


def _lanes(found: Scenarios, values: Sequence[Float], show: Callable[[float], str]) -> list[Lane]:
    """A lane for each plan, the first as what was there before."""
    lanes = []
    for place, (plan, figures) in enumerate(zip(found.names, values, strict=True)):
        ids: list[Any] = found.subjects[plan].ids
        said = [f"{id}: {show(figure)}" for id, figure in zip(ids, figures.tolist(), strict=True)]
        lanes.append(Lane(plan, figures, said, earlier=place == 0))
    return lanes


def _ends(lanes: Sequence[Lane], show: Callable[[float], str]) -> str:
    ends = [(lane.name, float(np.nanmin(lane.values)), float(np.nanmax(lane.values))) for lane in lanes]
    return " ".join(f"{plan}: from {show(least)} to {show(most)}." for plan, least, most in ends)
