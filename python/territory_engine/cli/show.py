"""What is said about a plan: its figures and charts, what is proven, what it took, and where its files lie."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping
from pathlib import Path

from ..plan import Plan
from ..terminal.cells import padded, width
from ..terminal.screen import Line, Screen
from ..text import duration, percent
from .deviation import deviations
from .figures import figures
from .spread import spread
from .territory_bars import territory_bars

STRIPS = 3  # measures whose spread is drawn
LABEL = 8  # cells of the word before a fact
Written = list[tuple[Path, str]]  # files, and what they are


def show_plans(screen: Screen, plans: Mapping[str, Plan], *, every: bool = False) -> None:
    """Figures and charts of plans by their names, side by side; territories are those of the last one."""
    if screen.quiet:
        return
    screen.say(*figures(screen, plans))
    found = {name: deviations(plan) for name, plan in plans.items()}
    *_, last = plans
    if len(found[last][0].load) < 2:
        return  # nothing to compare with each other
    head: list[Line] = [[(last, "bold"), (" by territory", "dim")]] if len(plans) > 2 else []
    screen.say("", *head, *territory_bars(screen, plans[last], found[last], every=every))
    for measure in found[last][:STRIPS]:
        same = {name: one for name, many in found.items() for one in many if one.name == measure.name}
        if strips := spread(screen, same):
            screen.say("", *strips)


def show_run(screen: Screen, plan: Plan, seconds: float) -> None:
    """What is proven, and what it took."""
    run = plan.run
    proven = f"proven within {percent(plan.gap)} of the best possible plan ({plan.bound_scope})"
    took = f"{duration(seconds)} on {run.get('threads')} threads with the {run.get('kernels')} kernels"
    show_fact(screen, "status", plan.status if math.isnan(plan.gap) else f"{plan.status}, {proven}")
    show_fact(screen, "time", f"{took}, seed {run.get('seed')}")


def show_fact(screen: Screen, label: str, text: str) -> None:
    """A word and what it says, in as many lines as that takes."""
    lines: list[Line] = []
    for part in textwrap.wrap(text, screen.columns - LABEL) or [""]:
        lines.append([(("" if lines else label).ljust(LABEL), "dim"), (part, "")])
    screen.say(*lines)


def show_files(screen: Screen, written: Written) -> None:
    """Where files lie; pages also as links, which most terminals open on a click."""
    if not written:
        return
    widest = max(width(screen.harmless(path)) for path, _ in written)
    lines: list[Line] = [[("files", "dim")]]
    for path, what in written:
        lines.append([("  " + padded(screen.harmless(path), widest), ""), ("  " + what, "dim")])
    pages = [path for path, _ in written if path.suffix in (".html", ".svg")]
    if screen.terminal and pages:
        lines += [[("open", "dim")], *([("  ", ""), (path.resolve().as_uri(), "link")] for path in pages)]
    screen.say(*lines)
