"""The benches at toy size, from the command line as their README says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_scale_prints_every_step(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    command = [
        "-m",
        "bench.scale",
        "500",
        "--territories",
        "3",
        "--tolerance",
        "0.05",
        "--stages",
        "--out",
        str(figures),
    ]
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=True)
    for step in ("problem", "solve", "- exchange", "assignment"):
        assert f"| {step} " in done.stdout
    found = json.loads(figures.read_text())
    assert found["about"]["command"].startswith("python -m bench.scale 500 --territories 3")
    (run,) = found["results"]
    assert run["rows"] == 500
    assert run["off"] <= 0.05 + 1e-9


def test_data_folder_without_generator_is_said() -> None:
    command = ["-m", "bench.scale", "500", "--data", "nowhere"]
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert "there is no nowhere/gen.py" in done.stderr


def test_micro_benches_run_at_toy_size() -> None:
    command = "-m pytest -q bench/micro --accounts 800 --territories 8 --sets native --benchmark-disable".split()
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_great_circle_bench_at_toy_size() -> None:
    command = "-m bench.great_circle --accounts 5000 --centers 4 --threads 1 --repeats 1".split()
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "| great-circle matrix " in done.stdout
    assert "largest error: " in done.stdout


def test_longer_compares_budgets_with_none() -> None:
    command = "-m bench.longer 400 --territories 4 --tolerance 0.05 --seconds 0.2 --seeds 1 --threads 1".split()
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "| 400 x 4                | none    |" in done.stdout
    assert "| 400 x 4                | 0.2     |" in done.stdout
