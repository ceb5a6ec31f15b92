"""Gap to the best known value against time, a panel for each class of instances.

``python -m bench.quality.plot results.json [peer.json ...] --out plot.svg``; with ``--labels ours HiGHS`` as names.
"""

from __future__ import annotations

import argparse
import math
import statistics
from collections.abc import Sequence
from pathlib import Path

from docs.drawings.style import document, line, words

from territory_engine.picture.svg import element

from .known import published
from .panel import HEIGHT, WIDTH, Curve, panel
from .runs import Run, load
from .table import by, family

COLUMNS, LEGEND = 2, 44.0
COLORS = ("accent", "alert", "good", "plum", "sand")


def curve(label: str, color: str, runs: Sequence[Run], best: dict[str, float]) -> Curve | None:
    """Mean gap over the runs of a class from when all of them have a plan; None without valid runs."""
    valid = [run for run in runs if "error" not in run]
    if not valid:
        return None
    times = sorted({seconds for run in valid for seconds, _ in run["trajectory"]})
    start = max(run["trajectory"][0][0] for run in valid)
    end = max(run["cpu_s" if run["clock"] == "cpu" else "wall_s"] for run in valid)
    times = [start, *(t for t in times if start < t < end), max(start, end)]
    points = [(t, statistics.fmean(_gap_at(run, t, best) for run in valid)) for t in times]
    return Curve(label, color, points)


def best_values(runs: Sequence[Run]) -> dict[str, float]:
    """The lowest value of each instance: the best known, or what a run here found below it."""
    best: dict[str, float] = {}
    for run in runs:
        if "error" not in run:
            candidates = [run["objective"], run["best_known"] or math.inf, best.get(run["instance"], math.inf)]
            best[run["instance"]] = min(candidates)
    return best


def reported(kind: str, best: dict[str, float]) -> list[Curve]:
    """Published results on the instances of a class, one point each: mean time (NaN unknown) and mean gap."""
    every = [name for name in best if family(name) == kind]
    rows = [row for row in published() if row.instance in every and row.kind != "bound"]
    curves = []
    for method in dict.fromkeys(row.method for row in rows):
        own = [row for row in rows if row.method == method]
        gap = statistics.fmean(row.objective / best[row.instance] - 1.0 for row in own)
        times = [row.seconds for row in own if row.seconds is not None]
        label = method + (" (other demands)" if own[0].kind == "other" else "")
        label += f" ({len(own)} of {len(every)})" if len(own) < len(every) else ""
        curves.append(Curve(label, "", [(statistics.fmean(times) if times else math.nan, gap)]))
    return curves


def draw(series: Sequence[tuple[str, Sequence[Run]]]) -> str:
    """The whole picture as SVG text."""
    best = best_values([run for _, runs in series for run in runs])
    kinds = list(by([run for _, runs in series for run in runs if run["instance"] in best], _family))
    shapes = []
    for place, kind in enumerate(kinds):
        own = [
            curve(label, COLORS[i % len(COLORS)], [run for run in runs if _family(run) == kind], best)
            for i, (label, runs) in enumerate(series)
        ]
        x, y = WIDTH * (place % COLUMNS), LEGEND + HEIGHT * (place // COLUMNS)
        content = panel(kind, [each for each in own if each is not None], reported(kind, best))
        shapes.append(element("g", content, transform=f"translate({x:g} {y:g})"))
    legend = "".join(
        line(20 + 170 * i, 16, 38 + 170 * i, 16, f"stroke-{COLORS[i % len(COLORS)]} thick")
        + words(46 + 170 * i, 20, label, "start bold")
        for i, (label, _) in enumerate(series)
    )
    height = LEGEND + HEIGHT * math.ceil(len(kinds) / COLUMNS)
    description = (
        "A panel for each class of instances, both axes logarithmic: the mean gap to the best value known or found "
        f"here falls with the seconds spent, for {' and '.join(label for label, _ in series)}. Dots and dashed "
        "lines are published results."
    )
    return document(WIDTH * COLUMNS, height, "Quality against time", description, legend, *shapes)


def _gap_at(run: Run, t: float, best: dict[str, float]) -> float:
    objective = min(value for seconds, value in run["trajectory"] if seconds <= t)
    return float(objective / best[run["instance"]] - 1.0)


def _family(run: Run) -> str:
    return family(run["instance"])


def main() -> None:
    """Draw the files in the order given."""
    parser = argparse.ArgumentParser(prog="python -m bench.quality.plot", description=__doc__)
    parser.add_argument("results", nargs="+")
    parser.add_argument("--labels", nargs="+", help="one for each file; else what solved")
    parser.add_argument("--out", required=True, metavar="FILE")
    options = parser.parse_args()
    loaded = [load(Path(path)) for path in options.results]
    labels = options.labels or [about["method"] for about, _ in loaded]
    if len(labels) != len(loaded):
        parser.error(f"--labels: found {len(labels)}, expected one for each of the {len(loaded)} files")
    series = [(label, runs) for label, (_, runs) in zip(labels, loaded, strict=True)]
    Path(options.out).write_text(draw(series), encoding="utf-8")


if __name__ == "__main__":
    main()
