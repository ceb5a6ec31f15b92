"""Ours against the peers: CPU seconds, travel, and how well the balance is kept."""

from __future__ import annotations

from typing import Any

from .bars import STEP, Column, Row, group
from .results import results
from .style import document

LEFT_OUT = ("ours-numba", "metis-near")  # the same plan; longer than with unit edges


def draw() -> dict[str, str]:
    """``peers.svg``."""
    runs = [run for run in results("peers") if run["method"] not in LEFT_OUT]
    sizes = list(dict.fromkeys((run["n"], run["territories"]) for run in runs))
    parts, top = [], 32.0
    for n, territories in sizes:
        own = [run for run in runs if (run["n"], run["territories"]) == (n, territories)]
        far = max(run["mean_km"] for run in own)
        columns = [
            Column("CPU seconds, log", 236, 130, 30.0, 0.01, log=True),
            Column("mean km, shorter is better", 440, 130, far),
            Column("off (1 % allowed)", 644, 46, 0.2),
        ]
        parts.append(group(top, f"{n:,} × {territories:,}", [_row(run) for run in own], columns))
        top += STEP * (len(own) + 2)
    description = (
        "For each size the methods as rows: CPU seconds, mean distance of an account to its centre, and the largest "
        "deviation of a load. territory_engine keeps 1 % everywhere with the shortest travel of those that balance, in "
        "a fraction of the seconds of min-cost flow, and at a million accounts of METIS."
    )
    return {"peers": document(760, top - 14, "Ours against the peers", description, *parts)}


def _row(run: dict[str, Any]) -> Row:
    name = run["title"].replace("scikit-learn KMeans (no balance)", "KMeans, no balance").replace(" (counts)", "")
    off = f"{100 * run['off']:,.1f} %" if run["off"] < 0.1 else f"{100 * run['off']:,.0f} %"
    figures = [(run["cpu_s"], f"{run['cpu_s']:.2f} s"), (run["mean_km"], f"{run['mean_km']:.1f}"), (run["off"], off)]
    return Row(name, figures, ours=run["method"] == "ours")
