"""Moves a second of the cluster search's kernel on one core: ``python -m bench.quality.moves``.

A made-up p-median (bench.quality.generate) as one region, annealed from slices of the spatial order; no data folder.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from territory_engine import kernels

from ..report import machine, markdown, number
from .generate import FILLED, points

RULES = {"medoid": 0, "centroid": 1}  # codes of cpp/search/cluster.h
CHORD = 0
HEADER = ["points x clusters", "centres", "kernels", "M tried/s", "M evaluated/s", "ns a try", "made", "shorter"]
NEIGHBORS = 16
HOT, COLD = 0.3, 0.003  # temperatures, as shares of the mean travel of the start


@dataclass(frozen=True)
class Work:
    """Arguments of the kernel, and the travel it starts from."""

    arguments: dict[str, Any]
    labels: NDArray[np.int32]
    travel: float


def work(n: int, p: int, rule: str, tries: int) -> Work:
    """A p-median under capacity whose clusters are slices of equal demand of a walk along the map."""
    from scipy.spatial import cKDTree

    rng = np.random.default_rng(0)
    place, demand = points(n, rng) / 1000.0, rng.integers(1, 100, n).astype(np.float64)
    capacity = np.ceil(demand.sum() / (FILLED * p))
    walk = _walk(place)
    labels = np.empty(n, np.int32)
    labels[walk] = np.minimum(p - 1, (np.cumsum(demand[walk]) - 0.5) * p / demand.sum())
    position = np.zeros((3, n), np.float32)
    position[:2] = place.T
    limits = np.zeros((7, p, 1))
    limits[0], limits[[2, 4]] = demand.sum() / p, capacity
    near = cKDTree(place).query(place, NEIGHBORS + 1)[1]
    others = near[near != np.arange(n)[:, None]]  # of points at one place any may come first
    travel = _travel(place, labels, p)
    arguments = {
        "travel": CHORD,
        "rule": RULES[rule],
        "position": position,
        "matrix": np.empty((0, 0), np.float32),
        "weight": np.ones(n, np.float32),
        "load": demand[:, None],
        "limits": limits,
        "size": np.array([capacity]),
        "base": np.empty(0, np.int32),
        "disruption": 0.0,
        "movable": np.ones(n, np.uint8),
        "neighbors": np.ascontiguousarray(others.reshape(n, -1)[:, :NEIGHBORS], np.int32),
        "first": np.array([0, p], np.int64),
        "territory": np.arange(p, dtype=np.int32),
        "temperature": np.array([[HOT, COLD]]) * travel / n,
        "tries": np.array([tries], np.int64),
        "reshape": np.zeros(1, np.int32),
        "seed": np.array([1], np.uint64),
        "keep_best": True,
        "negative_log": -np.log((rng.permutation(4096) + 0.5) / 4096.0),
        "threads": 1,
    }
    return Work(arguments, labels, travel)


def measure(name: str, given: Work, repeats: int) -> tuple[float, NDArray[np.int64], float]:
    """CPU seconds of the fastest repeat, its counts (tried, evaluated, made, improved) and its gain."""
    search = kernels.get(name).cluster_search
    few = {**given.arguments, "tries": np.array([1000], np.int64)}
    search(**few, labels=given.labels.copy())  # warm: compiles, touches memory
    best: tuple[float, NDArray[np.int64], float] | None = None
    for _ in range(repeats):
        labels, started = given.labels.copy(), time.process_time()
        gains, counts = search(**given.arguments, labels=labels)
        seconds = time.process_time() - started
        if best is None or seconds < best[0]:
            best = seconds, counts[0], float(gains[0])
    assert best is not None
    return best


def _walk(place: NDArray[np.float64]) -> NDArray[np.int64]:
    """Rows of cells there and back again, so that neighbours in the order are near."""
    side = max(1, round(np.sqrt(len(place)) / 4))
    row = np.minimum(side - 1, place[:, 1] / (place[:, 1].max() + 1e-9) * side).astype(np.int64)
    along = np.where(row % 2 == 0, place[:, 0], -place[:, 0])
    return np.lexsort((along, row))


def _travel(place: NDArray[np.float64], labels: NDArray[np.int32], p: int) -> float:
    """To the means of the clusters."""
    count = np.maximum(1, np.bincount(labels, minlength=p))
    mean = np.stack([np.bincount(labels, column, p) / count for column in place.T], axis=1)
    return float(np.sqrt(((place - mean[labels]) ** 2).sum(axis=1)).sum())


def main() -> None:
    """Print."""
    options = _options()
    print(f"{machine()}; one thread, fastest of {options.repeats}, {options.tries:,} tries\n")
    rows = []
    for p in options.clusters:
        for rule in RULES:
            given = work(options.points, p, rule, options.tries)
            for name in options.sets:
                start = [f"{options.points:,} x {p:,}", rule, name]
                try:
                    seconds, counts, gain = measure(name, given, options.repeats)
                except (ImportError, AttributeError, NotImplementedError) as error:
                    rows.append([*start, f"not there: {error}", *[""] * (len(HEADER) - 4)])
                    continue
                tried, evaluated, made, _ = (int(count) for count in counts)
                speed = [number(count / seconds / 1e6, 1) for count in (tried, evaluated)]
                share = f"{made / max(1, tried):.1%}"
                rows.append(
                    [*start, *speed, number(1e9 * seconds / max(1, tried), 0), share, f"{gain / given.travel:.1%}"]
                )
    print(markdown(HEADER, rows))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.quality.moves", description=__doc__)
    parser.add_argument("--points", type=int, default=3000)
    parser.add_argument("--clusters", type=int, nargs="+", default=[600, 100, 20])
    parser.add_argument("--tries", type=int, default=5_000_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--sets", nargs="+", default=["native", "numba"])
    return parser.parse_args()


if __name__ == "__main__":
    main()
