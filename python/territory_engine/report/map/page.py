"""The map's page: a plan's numbers, its words and the program that draws them, in one document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ... import arguments
from ...errors import DataError
from ..before import Before, before_of
from ..colors import PALETTE
from ..geometry.areas import needs_shapely
from ..geometry.land import attribution
from ..html import Page, data_block, page, text
from .accounts import Shown, add_accounts
from .assets import Assets, assets
from .columns import Columns
from .frame import Frame, fit
from .ground import add_ground
from .outlines import add_areas, areas_before
from .printable import printable
from .territories import add_before, add_territories, names
from .words import facts, headline, notes

if TYPE_CHECKING:
    from ...plan import Plan

LARGEST = 7_000_000  # characters of a page that has ids; without them it is as large as it must be
SKELETON = 16_000  # characters of a page beside its data, its program and the names of its territories

NO_SCRIPT = "This map is drawn by a script inside this file, and scripts are switched off here."


class Map(Page):
    """An interactive map of a plan: one HTML document that needs no network."""


def what_it_needs() -> Assets:
    """The script of the page, where maps can be drawn at all; for whoever wants to know before a long solve.

    Raises
    ------
    MissingExtraError
        shapely is not installed.
    TerritoryEngineError
        The package was built without the script.
    """
    needs_shapely("plan.map")
    return assets()


def draw_map(
    plan: Plan,
    *,
    measure: str | None = None,
    before: Plan | None = None,
    ids: bool = True,
    title: str | None = None,
    max_accounts: int = 1_000_000,
) -> Map:
    """Draw the map of a plan; see :meth:`territory_engine.plan.Plan.map`."""
    if plan.problem.columns.places is None:
        raise DataError("plan.map: this problem has a matrix of travel and no places; there is nothing to draw.")
    built = what_it_needs()
    chosen = _measure(plan, measure)
    limit = arguments.whole("plan.map", "max_accounts", max_accounts, minimum=1)
    earlier = before_of(plan, before)

    used = plan.evaluation.counts > 0
    frame = fit(plan.problem.instance, plan.solution, used, spherical=plan.problem.columns.x is None)
    columns = Columns()
    columns.add("licences", np.frombuffer(built.licences.encode(), np.uint8))
    add_territories(columns, plan, frame)
    add_areas(columns, "area", plan.areas.shapes, frame)
    if earlier is not None:
        add_before(columns, earlier, frame)
        add_areas(columns, "before_area", areas_before(plan, before, earlier), frame)
    if frame.spherical:
        add_ground(columns, frame)

    program = printable(built.program)
    territory_names = names(plan.problem.territory_ids.to_pylist())
    room = LARGEST - SKELETON - len(program) - sum(map(len, territory_names)) * (1 if earlier is None else 2)
    shown = add_accounts(columns, plan, frame, earlier, limit, ids, room * 13 // 16)
    head = headline(plan) if title is None else str(title)
    said = facts(plan, earlier) if title is None else [headline(plan), *facts(plan, earlier)]
    description = {
        "title": head,
        "names": territory_names,
        "colors": [PALETTE[index] for index in plan.areas.colors],
        "measure": chosen,
        "notes": notes(plan, shown, frame, ids),
        "ground": attribution() if frame.spherical else None,
        **_numbers(plan, shown, frame, earlier),
        "columns": columns.listed,
    }
    return Map(_document(head, said, description, printable(columns.data()), program, built), head)


def _measure(plan: Plan, wanted: str | None) -> int | None:
    """Index of the measure that accounts are sized by at first; None: all alike."""
    known = [measure.name for measure in plan.problem.instance.measures]
    if wanted is not None:
        if wanted not in known:
            expected = f"one of {', '.join(map(repr, known))}" if known else "None: the problem has no measures"
            raise arguments.wrong("plan.map", "measure", wanted, expected)
        return known.index(wanted)
    sizes = (measure.values for measure in plan.problem.instance.measures)
    return next((index for index, values in enumerate(sizes) if (values != values[0]).any()), None)


def _numbers(plan: Plan, shown: Shown, frame: Frame, before: Before | None) -> dict[str, Any]:
    """What the program computes with, beside the columns."""
    instance, metric = plan.problem.instance, plan.problem.instance.metric
    return {
        "accounts": {"exact": shown.exact, "step": shown.step, "named": shown.names},
        "measures": [
            {"name": measure.name, "balanced": measure.balanced, "hard": measure.hard, "values": values}
            for measure, values in zip(instance.measures, shown.amounts, strict=True)
        ],
        "weight": shown.weight,
        "metric": {
            "kind": metric.kind if metric.kind in ("sphere", "plane") else "given",
            "power": metric.power,
            "floor": metric.floor,
            "unit": metric.unit,
        },
        "frame": {
            "spherical": frame.spherical,
            "origin": frame.origin,
            "left": frame.left,
            "top": frame.top,
            "unit": frame.unit,
        },
        "objective": {"travel": instance.travel, "disruption": plan.evaluation.penalties.disruption},
        "before": None
        if before is None
        else {"name": before.name, "names": names(before.ids), "moved": int(np.count_nonzero(before.moved))},
    }


def _document(
    head: str, said: list[str], description: dict[str, Any], numbers: str, program: str, built: Assets
) -> str:
    listed = "".join(f"<li>{text(fact)}</li>" for fact in said)
    body = "\n".join(
        [
            '<main id="app">',
            f'<header id="head"><h1>{text(head)}</h1><ul id="facts">{listed}</ul></header>',
            f'<p id="note" role="alert" hidden></p><noscript><p class="note">{NO_SCRIPT}</p></noscript>',
            "</main>",
            data_block("plan", description),
            f'<script type="text/plain" id="numbers">{numbers}</script>',
            f'<script type="text/plain" id="program" data-bytes="{len(built.program)}">{program}</script>',
        ]
    )
    return page(head, body, built.style, built.loader, [built.script])
