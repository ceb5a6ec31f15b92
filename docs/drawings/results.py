"""What the charts are drawn from: bench/results/*.json, each with the command, commit and machine that made it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "bench" / "results"


def results(name: str) -> list[dict[str, Any]]:
    """The measurements of one file that came to an end."""
    found = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))["results"]
    return [each for each in found if "error" not in each]
