"""Plans side by side on one page."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ..html import Page, page, text
from ..words import percent
from .compare_figures import figures, tradeoff
from .compare_moves import moved_between
from .compare_parts import balances, maps, travels
from .markup import name, paragraph
from .scenarios import Scenarios, scenarios
from .style import PAGE_STYLE, SORT_SCRIPT

if TYPE_CHECKING:
    from ...plan import Plan


class ComparePage(Page):
    """Plans side by side as one HTML file: see :func:`territory_engine.compare_plans`."""


def compare_page(
    plans: Mapping[str, Plan], path: str | os.PathLike[str] | None = None, *, title: str | None = None
) -> ComparePage:
    """Write the page: see :func:`territory_engine.compare_plans`."""
    found = scenarios(plans)
    names = found.names
    title = (" and ".join(names) if len(names) == 2 else f"{len(names)} plans side by side") if title is None else title
    sections = (figures, tradeoff, balances, travels, maps, moved_between)
    head = f'<header><p class="kind">Plans compared</p><h1>{text(title)}</h1>{_lead(found)}</header>'
    foot = "<footer>Made by territory_engine. This page is one file and asks no network for anything.</footer>"
    body = "\n".join([head, *filter(None, (write(found) for write in sections)), foot])
    made = ComparePage(page(title, f"<main>\n{body}\n</main>", PAGE_STYLE, SORT_SCRIPT), title, height=900)
    if path is not None:
        made.save(path)
    return made


def _lead(found: Scenarios) -> str:
    first = next(iter(found.plans.values()))
    said = [f"{len(found.names)} ways to divide the same {first.problem.instance.n:,} accounts."]
    if found.measures:
        measure = found.measures[0]
        off = {plan: found.plans[plan].summary["measures"][measure]["max_deviation"] for plan in found.names}
        evenly = f"shares {name(measure)} most evenly: every territory is within"
        said.append(_best(off, lambda share: f"{text(percent(share))} of its target", evenly))
    if len({subject.unit for subject in found.subjects.values()}) == 1:
        travel = {plan: found.plans[plan].summary["travel"]["per_visit"] for plan in found.names}
        show = next(iter(found.subjects.values())).travel
        said.append(_best(travel, lambda value: text(show(value)), "travels least: a visit takes"))
    return paragraph(*said, kind="lead")


def _best(values: dict[str, float], show: Callable[[float], str], said: str) -> str:
    finite = {plan: value for plan, value in values.items() if math.isfinite(value)}
    if len(finite) < 2 or max(finite.values()) <= min(finite.values()) * (1.0 + 1e-9):
        return ""
    best = min(finite, key=lambda plan: finite[plan])
    return f"<b>{name(best)}</b> {said} {show(finite[best])}."
