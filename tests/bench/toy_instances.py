"""Instances of a few points, as files of a data folder, and figures of runs, for the tests of bench.quality."""

from __future__ import annotations

from pathlib import Path
from typing import Any

# two pairs of points, 3 and 4 apart, far from each other
PAIRS = """ 4   2
 0  0  10  4
 3  0  10  5
 100 0 10  6
 100 4 10  4
"""
KNOWN = "instance,n,p,best_known,source\n"


def data_folder(root: Path) -> Path:
    """One instance of each kind, with best known values for two."""
    for kind, name, text in (
        ("cpmp", "PAIRS.txt", PAIRS),
        ("cpmp", "cpmp01.txt", PAIRS.replace("3  0", "3.9 0")),
        ("cccp", "PAIRS.dat", PAIRS.replace("\n", "\r\n")),
        ("large", "gen4_2_s0.txt", PAIRS),
    ):
        (root / kind).mkdir(parents=True, exist_ok=True)
        (root / kind / name).write_text(text)
    (root / "cpmp" / "best_known.csv").write_text(KNOWN + "PAIRS,4,2,7.25,by hand\ncpmp01,4,2,7,by hand\n")
    return root


def figures(instance: str, seed: int, objective: float, **other: Any) -> dict[str, Any]:
    """A run as the runner writes it."""
    run = {"instance": instance, "seed": seed, "n": 4, "p": 2, "best_known": 100.0, "target": 100.005, "clock": "wall"}
    run |= {"objective": objective, "cpu_s": 2.0, "wall_s": 1.0, "bound": None, "bound_scope": ""}
    return {**run, "trajectory": [[0.1, 2.0 * objective], [0.5, objective]], **other}
