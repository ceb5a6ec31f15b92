"""Pages of a plan: its map and its report, beside its tables or where asked."""

from __future__ import annotations

import argparse
import webbrowser
from collections.abc import Callable
from pathlib import Path

from ..errors import DataError, TerritoryEngineError
from ..plan import Plan
from ..problem import Problem
from ..terminal.progress import doing
from ..terminal.screen import Screen
from ..text import size
from . import exits
from .saved import saved_plan
from .show import Written, show_files

MAP, REPORT = "map.html", "report.html"
DEFAULT = {"demo": ("map", "report")}  # what is written without being asked for


def check_page(path: str | Path) -> Path:
    """The path of a page that is going to be written.

    Raises
    ------
    DataError
        The name does not end in ``.html``, or there is no such folder.
    """
    page = Path(path)
    if page.suffix.lower() != ".html":
        raise DataError(f"{str(path)!r}: a page needs a name that ends in .html", found=str(path), expected=".html")
    if not page.parent.is_dir():
        raise DataError(f"{str(path)!r}: there is no folder {str(page.parent)!r}", found=str(path))
    return page


def check_pages(problem: Problem, options: argparse.Namespace) -> None:
    """Refuse before the work a map that could not be drawn after it.

    Raises
    ------
    MissingExtraError, TerritoryEngineError
        Something that ``--map`` needs is not installed.
    DataError
        The accounts have no places.
    """
    if not options.map:  # where it comes by default it may be missing
        return
    if problem.columns.places is None:
        raise DataError("--map needs places, which these accounts do not have")
    from ..report.map.page import what_it_needs

    what_it_needs()


def plan_pages(plan: Plan, out: Path, options: argparse.Namespace) -> tuple[Written, list[str]]:
    """The pages that ``--map`` and ``--report`` ask for, in the plan's folder.

    What was not asked for by name but comes by default is left out where it cannot be made; the notes say why.
    """
    written: Written = []
    notes: list[str] = []

    def write(name: str, asked: bool | None, page: Callable[[Path], object], what: str) -> None:
        try:
            page(out / name)
        except TerritoryEngineError as error:
            if asked:
                raise
            notes.append(f"no {name}: {error}")
        else:
            written.append((out / name, f"{what}, {size((out / name).stat().st_size)}"))

    if wants(options, "map") and (options.map or plan.problem.columns.places is not None):
        write(MAP, options.map, plan.map, "interactive map")
    if wants(options, "report"):
        write(REPORT, options.report, plan.report, "report")
    return written, notes


def wants(options: argparse.Namespace, page: str) -> bool:
    """Whether this page is to be written: as asked, else as the command does by default."""
    asked: bool | None = getattr(options, page)
    return page in DEFAULT.get(options.command, ()) if asked is None else asked


def write_page(
    options: argparse.Namespace, screen: Screen, name: str, page: Callable[[Plan, Path, Plan | None], object]
) -> int:
    """A page of a saved plan, as the commands ``map`` and ``report`` write it; returns the exit code."""
    if options.out is not None:
        check_page(options.out)
    plan = saved_plan(options.plan, options.network, options.command)
    before = None if options.before is None else saved_plan(options.before, options.network)
    out = Path(options.out or Path(options.plan) / name)
    with doing(f"drawing the {options.command}", silent=screen.quiet):
        page(plan, out, before)
    show_files(screen, [(out, f"{size(out.stat().st_size)}, opens in a browser, offline")])
    if options.open:
        webbrowser.open(out.resolve().as_uri())
    return exits.FINE
