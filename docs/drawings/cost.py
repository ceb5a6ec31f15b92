"""What a solve costs: CPU seconds and memory against accounts, CPU seconds against territories."""

from __future__ import annotations

from typing import Any

from .axes import Log
from .lines import COLORS, Line, panel
from .results import results
from .style import document


def draw() -> dict[str, str]:
    """``cost_accounts.svg`` and ``cost_territories.svg``."""
    return {"cost_accounts": _accounts(), "cost_territories": _territories()}


def _accounts() -> str:
    runs = results("scale_accounts")
    big = results("scale_ten_million")
    numbers = sorted({run["territories"] for run in runs})
    time, memory = [], []
    for index, k in enumerate(numbers):
        own = [run for run in runs if run["territories"] == k]
        time.append(Line(f"K = {k:,}", [(run["n"], cpu(run)) for run in own], COLORS[index]))
        memory.append(Line(f"K = {k:,}", [(run["n"], peak(run)) for run in own], COLORS[index]))
    color = COLORS[len(numbers)]
    time.append(Line("K = 1,000", [(run["n"], cpu(run)) for run in big], color))
    memory.append(Line("K = 1,000", [(run["n"], peak(run)) for run in big], color))
    left, right = Log(1e3, 1e7, 66, 340), Log(1e3, 1e7, 466, 730)
    parts = [
        panel("CPU seconds of te.solve", time, (left, Log(0.05, 20, 250, 76)), ("", " s"), "accounts"),
        panel("Memory above the accounts", memory, (right, Log(1, 1000, 250, 76)), ("", " MiB"), "accounts"),
    ]
    description = (
        "Two charts on logarithmic axes, from a thousand to ten million accounts. CPU seconds hardly grow up to some "
        "hundred thousand accounts and then in proportion; ten million take some fourteen seconds. Memory grows in "
        "proportion, to some 780 MiB."
    )
    return document(760, 306, "Cost against accounts", description, *parts)


def _territories() -> str:
    time, gap = [], []
    runs = results("scale_territories")
    for index, n in enumerate(sorted({run["n"] for run in runs})):
        own = [run for run in runs if run["n"] == n]
        time.append(Line("", [(run["territories"], cpu(run)) for run in own], COLORS[index]))
        gap.append(Line("", [(run["territories"], 100.0 * run["gap"]) for run in own], COLORS[index]))
    left, right = Log(10, 1000, 66, 340), Log(10, 1000, 466, 730)
    parts = [
        panel("CPU seconds of te.solve", time, (left, Log(0.1, 10, 250, 76)), ("", " s"), "territories"),
        panel("Gap to the proven bound", gap, (right, Log(0.001, 1, 250, 76)), ("", " %"), "territories"),
    ]
    description = (
        "Two charts on logarithmic axes, for 200,000 accounts in ten to a thousand territories. CPU seconds grow "
        "from a quarter to four; the gap to the bound grows from 0.008 to 0.37 %, as territories get fewer accounts "
        "to even out."
    )
    return document(760, 306, "Cost against territories", description, *parts)


def cpu(run: dict[str, Any]) -> float:
    """CPU seconds of the solve."""
    return float(run["steps"]["solve"]["cpu_s"])


def peak(run: dict[str, Any]) -> float:
    """Largest memory of the solve above the accounts, MiB."""
    return float(run["steps"]["solve"]["peak_mib"])
