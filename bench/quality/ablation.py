"""What each part of the search for whole territories brings: the same solves with one part switched off.

``python -m bench.quality.ablation [--seconds 20] [--seeds 2]`` on made-up p-medians (bench.quality.generate); no data
folder. ``longer`` is the mean travel against the whole search with the same seeds and the same CPU seconds.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any
from unittest import mock

import numpy as np
import pyarrow as pa

import territory_engine as te
from territory_engine.stages import clusters

from ..report import machine, markdown, number
from .child import MaxCpu
from .generate import FILLED, points
from .table import percent
from .trajectory import Trajectory

SIZES = [(400, 40), (3_000, 100), (3_000, 600)]  # points x medians
Switch = Callable[[], AbstractContextManager[Any]]
usual_parts = clusters.parts


def _nothing(*_: Any) -> Iterator[str]:
    yield from ()


def _as_it_is(search: clusters.Clusters, _: int) -> Generator[str, None, list[clusters._Trial]]:
    yield from ()
    return [search._best()]


def _module(**values: Any) -> Switch:
    return lambda: mock.patch.multiple(clusters, **values)


PARTS: dict[str, Switch] = {
    "nothing": nullcontext,
    "annealing of all territories": lambda: mock.patch.object(clusters.Clusters, "_anneal", _as_it_is),
    "combining of plans": lambda: mock.patch.object(clusters.Clusters, "_combine", clusters.Clusters._keep),
    "improving of regions": lambda: mock.patch.object(clusters.Clusters, "_improve_for", _nothing),
    "giving up and splitting": _module(PICK=0),
    "other cuts in every round": _module(parts=lambda place, count, angle: usual_parts(place, count, 0.0)),
    "heat of regions": _module(WARM=clusters.FROZEN, LUKEWARM=clusters.FROZEN),
}


def p_median(n: int, p: int) -> te.Problem:
    """Points and demands as bench.quality.generate draws them."""
    rng = np.random.default_rng(0)
    place, demand = points(n, rng), rng.integers(1, 100, n)
    table = pa.table({"id": np.arange(n), "x": place[:, 0], "y": place[:, 1], "demand": demand})
    capacity = float(np.ceil(demand.sum() / (FILLED * p)))
    limits = {"demand": te.Bounds(maximum=capacity)}
    how = {"travel": te.Planar(), "centers": "medoid", "activities": limits}
    return te.Problem(table, p, id="id", x="x", y="y", **how)


def travels(problem: te.Problem, seconds: float, seeds: int, **how: Any) -> list[float]:
    """The objective of each seed."""
    return [
        te.solve(problem, MaxCpu(Trajectory("cpu"), seconds), seed=seed, threads=1, **how).objective
        for seed in range(seeds)
    ]


def rows(problem: te.Problem, seconds: float, seeds: int) -> Iterator[list[str]]:
    """A line of the table for each part, and one for the search at prices alone."""
    whole: list[float] = []
    for name, switched_off in PARTS.items():
        with switched_off():
            found = travels(problem, seconds, seeds)
        whole = whole or found
        yield _row(name, found, whole)
    yield _row('all of it: preset="prices"', travels(problem, seconds, seeds, preset="prices"), whole)


def _row(name: str, found: list[float], whole: list[float]) -> list[str]:
    changes = [each / other - 1.0 for each, other in zip(found, whole, strict=True)]
    return [name, number(statistics.fmean(found), 1), percent(statistics.fmean(changes)), percent(max(changes))]


def main() -> None:
    """A table for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=20.0, help="CPU seconds of each solve, one thread")
    parser.add_argument("--seeds", type=int, default=2)
    options = parser.parse_args()
    print(f"{machine()}; {options.seeds} seeds, {options.seconds:g} CPU s each")
    for n, p in SIZES:
        print(f"\n{n:,} points, {p} medians\n")
        found = list(rows(p_median(n, p), options.seconds, options.seeds))
        print(markdown(["switched off", "mean travel", "longer %", "worst seed %"], found), flush=True)


if __name__ == "__main__":
    main()
