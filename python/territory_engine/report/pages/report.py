"""The report of a plan: one page for people who have to live with it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ..before import before_of
from ..html import Page, page, text
from .balance import balance
from .binding import binding
from .glossary import glossary
from .headline import default_title, headline
from .made import made, rejected
from .moves import moves
from .overview import overview
from .style import PAGE_STYLE, SORT_SCRIPT
from .subject import Subject
from .territories import territories
from .travel import travel
from .worth_a_look import worth_a_look

if TYPE_CHECKING:
    from ...plan import Plan


SHORT = 40  # territories


class Report(Page):
    """A report as one HTML file to open anywhere, print or send: see :meth:`territory_engine.Plan.report`."""


def report(
    plan: Plan,
    path: str | os.PathLike[str] | None = None,
    *,
    before: Plan | None = None,
    title: str | None = None,
) -> Report:
    """Write the report: see :meth:`territory_engine.Plan.report`."""
    subject = Subject(plan, before_of(plan, before))
    title = default_title(subject) if title is None else title
    # a long table would part what belongs together
    early, late = ((territories,), ()) if len(subject.ids) <= SHORT else ((), (territories,))
    sections = (overview, balance, travel, *early, moves, binding, worth_a_look, *late, rejected, made, glossary)
    body = "\n".join([headline(subject, title), *filter(None, (write(subject) for write in sections)), _foot(plan)])
    made_page = Report(page(title, f"<main>\n{body}\n</main>", PAGE_STYLE, SORT_SCRIPT), title, height=900)
    if path is not None:
        made_page.save(path)
    return made_page


def _foot(plan: Plan) -> str:
    version = plan.run.get("version")
    by = f"territory_engine {text(version)}" if version else "territory_engine"
    return f"<footer>Made by {by}. This page is one file and asks no network for anything.</footer>"
