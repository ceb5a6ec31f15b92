"""What one piece of work costs in this process, and how such a process is started."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).resolve().parent.parent
THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")

Result = TypeVar("Result")


def cpu_seconds() -> float:
    """User and system time of this process, all its threads, and the children it waited for."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def resident_bytes() -> int:
    """Memory of this process in use now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


def forget_peak() -> None:
    """Let the peak of the memory in use begin anew (Linux)."""
    Path("/proc/self/clear_refs").write_text("5")


def peak_bytes() -> int:
    """Largest memory in use since :func:`forget_peak`."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def measured(work: Callable[[], Result]) -> tuple[Result, dict[str, float]]:
    """Do the work once; its result, CPU and wall seconds, and peak memory above what was in use before."""
    forget_peak()
    before, cpu, wall = resident_bytes(), cpu_seconds(), time.perf_counter()
    result = work()
    seconds = {"wall_s": time.perf_counter() - wall, "cpu_s": cpu_seconds() - cpu}
    return result, {**seconds, "peak_mib": (peak_bytes() - before) / 2**20}


def in_new_process(module: str, options: dict[str, Any], threads: int, limit_s: float) -> dict[str, Any]:
    """Run ``python -m module`` with the options as JSON; the JSON object that is its last line.

    Libraries are held to the number of threads. Where the process fails or takes longer than the limit, the object
    has ``error`` instead.
    """
    environment = {**os.environ, **dict.fromkeys(THREAD_VARIABLES, str(threads))}
    command = [sys.executable, "-m", module, json.dumps(options)]
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            text=True,
            capture_output=True,
            timeout=limit_s,
        )
    except subprocess.TimeoutExpired:
        return {"error": f"not finished in {limit_s:.0f} s"}
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        return {"error": lines[-1][:200]}
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))
