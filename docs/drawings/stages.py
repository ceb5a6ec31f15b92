"""What the stages of a solve cost, at two sizes."""

from __future__ import annotations

from .bars import STEP, Column, Row, group
from .results import results
from .style import document

WORDS = {
    "order": "order: curve, block tree, coarse level",
    "start": "start: first plans race, coarse",
    "refine": "refine: a few rounds on all units",
    "prices": "prices: settled exactly",
    "exchange": "exchange: moves near borders",
    "centers": "centers: to their best places",
    "bound": "bound: the proof",
}
SIZES = (10_000, 1_000_000)


def draw() -> dict[str, str]:
    """``stages.svg``."""
    runs = {run["n"]: run for run in results("scale_accounts") if run["territories"] == 100 and run["n"] in SIZES}
    spent = {n: {stage: runs[n]["stages"][stage]["cpu_seconds"] for stage in WORDS} for n in SIZES}
    rows = [Row(told, [_figure(spent[n], stage) for n in SIZES]) for stage, told in WORDS.items()]
    columns = [
        Column(f"{n:,} × 100: {sum(spent[n].values()):.2f} CPU s", left, 130, max(spent[n].values()))
        for n, left in zip(SIZES, (296, 532), strict=True)
    ]
    description = (
        "CPU seconds of each stage of a solve with 100 territories. At ten thousand accounts the first plans and the "
        "exchange take nearly all of the time; at a million the first plans take as long as before, and the passes "
        "over all accounts come to them."
    )
    chart = group(32, "Stage", rows, columns)
    return {"stages": document(760, 32 + STEP * (len(rows) + 1) + 4, "What the stages cost", description, chart)}


def _figure(spent: dict[str, float], stage: str) -> tuple[float, str]:
    return spent[stage], f"{spent[stage]:.2f} s, {spent[stage] / sum(spent.values()):.0%}"
