"""SIGINT at different moments of a solve: a valid plan, soon, and no signal handler of ours."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

GUARD_SECONDS = 20  # generous: no test asserts a time

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals to child processes need POSIX")


def interrupted(delay, units=100_000, iterations=1000):
    """Solve in a subprocess, signal it so many seconds after it began, and return what it printed."""
    script = Path(__file__).with_name("interrupted_solve.py")
    with subprocess.Popen(
        [sys.executable, "-u", str(script), str(units), str(iterations)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            assert process.stdout.readline() == "solving\n"
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(delay)
            began = time.perf_counter()
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=GUARD_SECONDS)
        finally:
            process.kill()
    print(f"signal after {delay} s: ended {time.perf_counter() - began:.2f} s later")
    assert (process.returncode, err) == (0, "")
    return json.loads(out)


@pytest.mark.parametrize("delay", [0.01, 0.05, 0.15, 0.4, 0.8, 1.5])
def test_interrupt_returns_the_best_plan(delay):
    found = interrupted(delay)
    print(found)
    assert found["status"] == "interrupted"
    assert found["findings"] == []
    assert found["handler"], "a signal handler was installed"
