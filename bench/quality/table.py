"""Results as a table: ``python -m bench.quality.table results.json --into bench/quality/README.md``."""

from __future__ import annotations

import argparse
import math
import re
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ..report import markdown, number
from .runs import Run, load

NEAR = 0.001  # a plan this close to the best known one is near it
START, END = "<!-- table: written by bench.quality.table -->", "<!-- end of the table -->"
HEADER = ["instance", "n", "p", "best known", "mean", "best", "worst", "gap %", "worst %", "to bound %"]
HEADER += ["seeds", "reached", "s to 0.1 %", "s to best", "wall s", "CPU s"]


def text(about: dict[str, Any], runs: Sequence[Run]) -> str:
    """How the runs were made, a line for each instance, a line for each class, and what failed."""
    groups = by(runs, lambda run: run["instance"])
    classes = by(runs, lambda run: family(run["instance"]))
    budget = f"{about['seconds']:g} {'CPU s' if about['clock'] == 'cpu' else 's'}" if about["seconds"] else "no budget"
    budget = f"{about['iterations']} iterations" if about["iterations"] else budget
    ends = ", ended at the best known value" if about["stop_at_best_known"] else ""
    seeds = len({run["seed"] for run in runs})
    parts = [
        f"{about['method']} at {about['commit']}; {seeds} seeds, {budget}{ends}, {about['threads']} threads; "
        f"{about['machine']}",
        markdown(HEADER, [row(name, group) for name, group in groups.items()]),
        markdown(
            ["class", "instances", "mean gap %", "worst instance %", "worst run %"],
            [class_row(name, group) for name, group in classes.items()],
        ),
    ]
    failed = [f"- {run['instance']}, seed {run['seed']}: {run['error']}" for run in runs if "error" in run]
    return "\n\n".join([*parts, *(["Failed:", "\n".join(failed)] if failed else [])])


def row(name: str, runs: Sequence[Run]) -> list[str]:
    """Figures of one instance over its valid runs."""
    valid = [run for run in runs if "error" not in run]
    if not valid:
        return [name, *[""] * 9, f"0/{len(runs)}", *[""] * 5]
    first, objectives = valid[0], [run["objective"] for run in valid]
    best = first["best_known"]
    gaps = [gap for gap in map(gap_of, valid) if gap is not None]
    bounds = [1.0 - run["bound"] / run["objective"] for run in valid if proves(run)]
    reached = "" if best is None else f"{sum(time_to(run, 0.0) < math.inf for run in valid)}/{len(valid)}"
    return [
        name,
        str(first["n"]),
        str(first["p"]),
        number(best),
        *(number(f(objectives)) for f in (statistics.fmean, min, max)),
        percent(statistics.fmean(gaps) if gaps else None),
        percent(max(gaps, default=None)),
        percent(statistics.fmean(bounds) if bounds else None),
        f"{len(valid)}/{len(runs)}",
        reached,
        *(seconds([time_to(run, far) for run in valid]) for far in (NEAR, 0.0)),
        *(number(statistics.fmean(run[cost] for run in valid), 1) for cost in ("wall_s", "cpu_s")),
    ]


def class_row(name: str, runs: Sequence[Run]) -> list[str]:
    """Mean of the instances' mean gaps, the worst of these, and the worst run."""
    gaps: dict[str, list[float]] = {}
    for run in runs:
        gap = None if "error" in run else gap_of(run)
        if gap is not None:
            gaps.setdefault(run["instance"], []).append(gap)
    count = str(len({run["instance"] for run in runs}))
    if not gaps:
        return [name, count, "", "", ""]
    means = [statistics.fmean(each) for each in gaps.values()]
    return [name, count, *map(percent, (statistics.fmean(means), max(means), max(map(max, gaps.values()))))]


def by(runs: Sequence[Run], key: Callable[[Run], str]) -> dict[str, list[Run]]:
    """Runs in groups, in order of first appearance."""
    groups: dict[str, list[Run]] = {}
    for run in runs:
        groups.setdefault(key(run), []).append(run)
    return groups


def family(instance: str) -> str:
    """The class of an instance: ``cpmp/SJC4a`` is of ``cpmp/SJC``, ``cpmp/p3038_600`` of ``cpmp/p3038``."""
    folder, _, stem = instance.partition("/")
    name = stem.split("_")[0] if "_" in stem else re.split(r"\d", stem)[0]
    return f"{folder}/{name or stem}"


def gap_of(run: Run) -> float | None:
    """How far above the best known value, as a share of it; None where nothing is known."""
    return None if run.get("best_known") is None else run["objective"] / run["best_known"] - 1.0


def time_to(run: Run, far: float) -> float:
    """Seconds until a plan was within ``far`` of the best known value, inf where none was."""
    if run.get("best_known") is None:
        return math.inf
    wanted = max(run["target"], run["best_known"] * (1.0 + far))
    return next((seconds for seconds, objective in run["trajectory"] if objective <= wanted), math.inf)


def proves(run: Run) -> bool:
    """Whether the bound holds for any centres, not only for those of the plan."""
    scope = run["bound_scope"]  # "any units as centres", "this problem: every centre is fixed", "these centres", ...
    return run["bound"] is not None and ("as centres" in scope or scope.startswith("this problem"))


def percent(share: float | None) -> str:
    """A share in percent, three digits, no minus before zero."""
    return "" if share is None else f"{round(100.0 * share, 3) + 0.0:.3f}"


def seconds(times: Sequence[float]) -> str:
    """The median, nothing where fewer than half of the runs got there."""
    middle = statistics.median(times)
    return number(middle, 1) if math.isfinite(middle) else ""


def main() -> None:
    """Print the table of each file, or write all of them into a page between its two marks."""
    parser = argparse.ArgumentParser(prog="python -m bench.quality.table", description=__doc__)
    parser.add_argument("results", nargs="+")
    parser.add_argument("--into", metavar="PAGE", help="replace what is between the marks of this page")
    options = parser.parse_args()
    tables = "\n\n".join(text(*load(Path(path))) for path in options.results)
    if not options.into:
        print(tables)
        return
    page = Path(options.into)
    before, mark, rest = page.read_text().partition(START)
    _, end, after = rest.partition(END)
    if not (mark and end):
        raise SystemExit(f"{page} has no lines {START!r} and {END!r} to write between")
    page.write_text(f"{before}{START}\n\n{tables}\n\n{END}{after}")


if __name__ == "__main__":
    main()
