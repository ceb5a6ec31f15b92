"""The methods by name, and the sizes by name."""

from __future__ import annotations

import importlib
from dataclasses import dataclass

from .task import Run, Task


@dataclass(frozen=True)
class Method:
    """One way to divide accounts: the functions of a module beside this file."""

    title: str
    module: str
    run: str = "run"
    prepare: str = "prepare"
    package: str | None = None  # what pip calls it
    largest: int = 10**9  # accounts; beyond that it takes minutes or hours
    most_pairs: int = 10**18  # accounts x territories; beyond that too

    def functions(self) -> tuple[Run, Run]:
        """``prepare`` (not measured) and ``run``."""
        module = importlib.import_module(f"bench.peers.{self.module}")
        return getattr(module, self.prepare), getattr(module, self.run)


METHODS = {
    "ours": Method("territory_engine", "ours"),
    "ours-numba": Method("territory_engine, Numba", "ours", "run_numba", "prepare_numba", "numba", 1_000_000),
    "bisection": Method("recursive bisection", "bisection"),
    "kmeans": Method("scikit-learn KMeans (no balance)", "kmeans", package="scikit-learn", largest=1_000_000),
    "counts": Method("k-means-constrained (counts)", "counts", package="k-means-constrained", most_pairs=10**6),
    "metis": Method("METIS on Delaunay", "metis", package="pymetis", largest=1_000_000),
    "metis-near": Method("METIS, edges 1/km", "metis", "run_by_distance", package="pymetis", largest=1_000_000),
    "flow": Method("OR-Tools min-cost flow", "flow", package="ortools", largest=20_000),
}


@dataclass(frozen=True)
class Size:
    """Accounts, territories, tolerance."""

    n: int
    territories: int
    tolerance: float = 0.01


SIZES = {
    "toy": [Size(400, 4, 0.05)],
    "small": [Size(20_000, 50), Size(20_000, 200)],
    "middle": [Size(200_000, 1000)],
    "large": [Size(1_000_000, 200)],
    "huge": [Size(10_000_000, 1000)],
}


def applies(method: Method, task_size: Size) -> bool:
    """Whether it is worth trying a method at a size."""
    return task_size.n <= method.largest and task_size.n * task_size.territories <= method.most_pairs


__all__ = ["METHODS", "SIZES", "Method", "Size", "Task", "applies"]
