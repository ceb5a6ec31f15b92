"""One run of one instance in a process of its own, judged by the checker, and the file that keeps all runs."""

from __future__ import annotations

import json
import math
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ..measure import in_new_process
from ..report import commit, machine
from . import folder, solutions
from .checker import check
from .known import Known

Run = dict[str, Any]


@dataclass(frozen=True)
class Effort:
    """What every run is given."""

    seconds: float | None
    iterations: int | None
    threads: int
    kernels: str | None
    clock: str = "wall"
    module: str = "bench.quality.child"  # what solves
    stop_at_best_known: bool = False
    keep: Path | None = None  # folder for solutions better than the best known


def run(name: str, path: Path, known: Known | None, seed: int, effort: Effort) -> Run:
    """Solve once; the figures of the process, and the objective that the checker finds."""
    with tempfile.TemporaryDirectory() as scratch:
        labels = Path(scratch) / "labels.npy"
        options = {
            "instance": name,
            "path": str(path.resolve()),
            "labels": str(labels),
            "seed": seed,
            "seconds": effort.seconds,
            "clock": effort.clock,
            "iterations": effort.iterations,
            "threads": effort.threads,
            "kernels": effort.kernels,
            "target": _enough(name, known, effort) if effort.stop_at_best_known else None,
        }
        patience = 300.0 + (20.0 if effort.clock == "cpu" else 3.0) * (effort.seconds or 3600.0)
        found = in_new_process(effort.module, options, effort.threads, patience)
        about = {
            "instance": name,
            "seed": seed,
            "seconds": effort.seconds,
            "clock": effort.clock,
            "threads": effort.threads,
        }
        if "error" in found:
            return {**about, **found}
        case = folder.read(name, path)
        found_labels = np.load(labels)
        verdict = check(case, found_labels)
    best, target = (known.value, known.target) if known else (None, None)
    if effort.keep is not None and known is not None and not verdict.findings and known.beaten(verdict.objective):
        solutions.keep(effort.keep, case, found_labels, verdict, known, {**about, "commit": commit()})
    judged = {"n": case.n, "p": case.p, "best_known": best, "target": target, "objective": verdict.objective}
    if verdict.findings:
        return {**about, **judged, "error": "not valid: " + "; ".join(verdict.findings[:3])}
    told = found.get("told", verdict.objective)
    if not math.isclose(told, verdict.objective, rel_tol=1e-9):
        return {**about, **judged, "error": f"the solver told {told!r}, the checker finds {verdict.objective!r}"}
    return {**about, **judged, **found}


def _enough(name: str, known: Known | None, effort: Effort) -> float | None:
    """The objective that ends a run: the best known one, or our own where that is better."""
    own = None if effort.keep is None else solutions.stored(effort.keep, name)
    values = [*([known.target] if known else []), *([own * (1.0 + 1e-9)] if own else [])]
    return min(values, default=None)


def save(path: Path, runs: Iterable[Run], about: dict[str, Any]) -> None:
    """Write all runs; the file is whole at any time."""
    text = json.dumps({"about": about, "runs": list(runs)}, indent=None, separators=(",", ":"))
    part = path.with_suffix(path.suffix + ".part")
    part.write_text(text.replace('{"instance"', '\n{"instance"') + "\n")
    part.replace(path)


def load(path: Path) -> tuple[dict[str, Any], list[Run]]:
    """What a file of runs says about itself, and its runs.

    Raises
    ------
    SystemExit
        There is no such file, or it is none of ours.
    """
    try:
        found = json.loads(path.read_text())
        return dict(found["about"]), list(found["runs"])
    except FileNotFoundError as error:
        raise SystemExit(f"there is no {path}; python -m bench.quality writes such a file") from error
    except (ValueError, KeyError, TypeError) as error:
        raise SystemExit(f"{path} is no file of python -m bench.quality --out: {error!r}") from error


def describe(effort: Effort) -> dict[str, Any]:
    """Where and how runs were made, for the head of a table."""
    return {
        "method": effort.module,
        "commit": commit(),
        "machine": machine(),
        "seconds": effort.seconds,
        "clock": effort.clock,
        "iterations": effort.iterations,
        "threads": effort.threads,
        "stop_at_best_known": effort.stop_at_best_known,
    }
