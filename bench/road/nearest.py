"""The 8 nearest of 1,000 centres for 100,000 accounts: the process that is measured."""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from ..measure import cpu_seconds
from .graphs import read
from .methods import at_nodes, searched

K = 8


def measure(folder: Path, name: str, repeats: int) -> dict[str, Any]:
    """CPU seconds of the nearest one way and there and back, of 1,000 single sweeps, and of all pairs; differences."""
    graph = read(folder, name)
    kernels, search = searched(graph)
    rng = np.random.default_rng(42)
    accounts, centers = (
        at_nodes(rng.integers(0, graph.node_count, count).astype(np.int32)) for count in (100_000, 1_000)
    )
    none = np.zeros(100_001, np.int64), np.zeros(0, np.int32), np.zeros(0, np.uint32)
    column, whole = np.empty((100_000, 1), np.float32), np.empty((100_000, 1_000), np.float32)

    def single_sweeps() -> None:
        for c in range(len(centers[0])):
            one = centers[0][c : c + 1], centers[1][c : c + 1]
            kernels.road_table(search, accounts, one, column, 1.0, 1)

    both = (accounts, accounts), (centers, centers), (none, none)
    works: dict[str, Callable[[], Any]] = {
        "nearest": lambda: kernels.road_nearest(search, accounts, centers, False, none, K, 1.0, 1),
        "round trip": lambda: kernels.road_nearest_round_trip(search, *both, K, 1.0, 1),
        "all pairs": lambda: kernels.road_table(search, accounts, centers, whole, 1.0, 1),
        "single sweeps": single_sweeps,
    }
    result = {name: _median(work, 1 if name == "single sweeps" else repeats) for name, work in works.items()}
    index, travel = works["nearest"]()
    order = np.argsort(whole, axis=1, kind="stable")[:, :K]
    wrong = (index != order) | (travel != np.take_along_axis(whole, order, axis=1))
    return {**result, "wrong": int(wrong.sum())}


def _median(work: Callable[[], Any], repeats: int) -> float:
    seconds = []
    for _ in range(repeats):
        begin = cpu_seconds()
        work()
        seconds.append(cpu_seconds() - begin)
    return statistics.median(seconds)


if __name__ == "__main__":
    asked = json.loads(sys.argv[1])
    print(json.dumps(measure(Path(asked["folder"]), asked["graph"], asked["repeats"])))
