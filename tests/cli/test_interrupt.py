"""Ctrl-C during a solve: the best plan so far is saved, and the exit code says what happened."""

import os
import signal
import subprocess
import sys

import pytest

import territory_engine as te


@pytest.mark.skipif(os.name == "nt", reason="signals to child processes need POSIX")
def test_ctrl_c_saves_the_best_plan(tmp_path):
    # on Numba the kernels are compiled here, so that the signal below meets a solve
    warm = [sys.executable, "-m", "territory_engine", "demo", "--accounts=600", "--territories=6", "--out=warm"]
    subprocess.run(warm, cwd=tmp_path, check=True, capture_output=True)
    command = [sys.executable, "-u", "-m", "territory_engine", "demo", "--accounts=20000", "--stop=600s", "--out=best"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        # the solve begins right after these lines
        for line in process.stdout:
            if line.strip().startswith("baseline"):
                break
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(4)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (130, "")
    assert "interrupted: this is the best plan found so far" in out
    plan = te.load_plan(tmp_path / "best")
    assert plan.status == "interrupted"
    assert plan.check() == []
