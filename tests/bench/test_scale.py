"""The scale bench at toy size, from the command line as its README says."""

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
        "--json",
        str(figures),
    ]
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=True)
    for step in ("problem", "solve", "- exchange", "assignment"):
        assert f"| {step} " in done.stdout
    (run,) = json.loads(figures.read_text())
    assert run["rows"] == 500
    assert run["off"] <= 0.05 + 1e-9


def test_data_folder_without_generator_is_said() -> None:
    command = ["-m", "bench.scale", "500", "--data", "nowhere"]
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert "there is no nowhere/gen.py" in done.stderr
