"""Tables as Markdown and as files, and what says on what machine they were made."""

from __future__ import annotations

import datetime
import json
import os
import platform
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .measure import ROOT


def markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table with aligned columns."""
    widths = [max(len(cell) for cell in column) for column in zip(header, *rows, strict=True)]
    lines = [header, ["-" * width for width in widths], *rows]
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines
    )


def machine() -> str:
    """Processor, cores that this process may use, system, Python and date."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        model = names[0] if names else model
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return (
        f"{model}, {len(os.sched_getaffinity(0))} cores (load {load}), {platform.system()}, "
        f"Python {platform.python_version()}, {datetime.date.today().isoformat()}"
    )


def commit() -> str:
    """The commit that is measured; empty outside of a clone."""
    command = ["git", "describe", "--always", "--dirty"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return done.stdout.strip()


def save(path: Path, command: str, threads: int, results: Sequence[dict[str, Any]]) -> None:
    """Write measurements with where they come from, one a line; docs/performance.md draws such files.

    Figures are rounded to five digits: none is measured better.
    """
    about = {"command": command, "commit": commit(), "machine": machine(), "threads": threads}
    rounded = json.loads(json.dumps(list(results)), parse_float=lambda figure: float(f"{float(figure):.5g}"))
    lines = ",\n".join(json.dumps(result) for result in rounded)
    path.write_text(f'{{"about": {json.dumps(about, indent=1)},\n"results": [\n{lines}\n]}}\n', encoding="utf-8")


def number(value: float | None, digits: int = 2) -> str:
    """A figure, or nothing where there is none."""
    return "" if value is None or value != value else f"{value:,.{digits}f}"
