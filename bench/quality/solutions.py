"""Solutions better than the best known ones: an assignment, one label a line, and what the checker says of it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .case import Case
from .checker import Verdict
from .known import Known


def stored(folder: Path, name: str) -> float | None:
    """Objective of the solution kept of an instance, None without one."""
    record = folder / f"{name}.json"
    return float(json.loads(record.read_text())["verdict"]["objective"]) if record.is_file() else None


def keep(
    folder: Path, case: Case, labels: NDArray[np.int64], verdict: Verdict, known: Known, run: dict[str, Any]
) -> bool:
    """Store a valid solution, unless the one stored already is as good; whether it was."""
    path = folder / f"{case.name}.txt"
    record, before = path.with_suffix(".json"), stored(folder, case.name)
    if before is not None and verdict.objective >= before * (1.0 - 1e-12):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savetxt(path, labels, fmt="%d")
    beaten = {"value": known.value, "source": known.source}
    record.write_text(json.dumps({"verdict": asdict(verdict), "beats": beaten, "run": run}, indent=1) + "\n")
    return True
