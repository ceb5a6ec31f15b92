"""Large instances by the rule of GB21-MH's set: ``python -m bench.quality.generate OUT --points 100000``.

Demands are uniform on 1 to 99 and the capacity is ceil(sum of demands / (0.9 p)), so that nine tenths of it are used.
Half of the points lie in towns of very unequal size, half anywhere in a square.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SIDE = 1_000_000  # coordinates are whole numbers, 0 to here
FILLED = 0.9


def points(n: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Places (n, 2): half uniform, half in towns whose sizes fall like 1 / rank."""
    scattered = rng.integers(0, SIDE, (n - n // 2, 2))
    towns = max(1, round(math.sqrt(n)))
    middle, share = rng.integers(0, SIDE, (towns, 2)), 1.0 / np.arange(1, towns + 1)
    town = np.searchsorted(np.cumsum(share), rng.random(n // 2) * share.sum())
    town = np.minimum(town, towns - 1)
    # the sum of three uniforms, centred: a bell by integers alone, the same on every machine
    width = (SIDE * 0.03 * np.sqrt(share)).astype(np.int64) + 1
    offset = rng.integers(-width[town], width[town] + 1, (3, 2, n // 2)).sum(axis=0).T
    placed = np.clip(middle[town] + offset, 0, SIDE)
    everyone: NDArray[np.int64] = np.concatenate([scattered, placed])
    return everyone[rng.permutation(n)]


def write(path: Path, n: int, p: int, seed: int) -> None:
    """One file, ``n p`` and ``x y Q q`` a line."""
    rng = np.random.default_rng(seed)
    place, demand = points(n, rng), rng.integers(1, 100, n)
    capacity = math.ceil(int(demand.sum()) / (FILLED * p))
    table = np.column_stack([place, np.full(n, capacity), demand])
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savetxt(path, table, fmt="%d", header=f"{n} {p}", comments="")


def main() -> None:
    """Write the files and say where."""
    options = _options()
    for n in options.points:
        for p in options.clusters:
            if not 1 <= p <= n:
                raise SystemExit(f"--clusters {p}: expected 1 to the {n} points")
            kind = "large-cccp" if options.centroid else "large"
            path = Path(options.out) / kind / f"gen{n}_{p}_s{options.seed}.txt"
            write(path, n, p, options.seed)
            print(path)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.quality.generate", description=__doc__)
    parser.add_argument("out", help="folder; files go to OUT/large or OUT/large-cccp")
    parser.add_argument("--points", type=int, nargs="+", default=[10_000, 100_000, 500_000], help="10,000 to 1,000,000")
    parser.add_argument("--clusters", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--centroid", action="store_true", help="centred clustering instead of p-medians")
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


if __name__ == "__main__":
    main()
