"""The commands of bench.quality at toy size."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.bench.toy_instances import data_folder

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def quality(root: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    toy = ["--module", "tests.bench.toy_solver", "--seconds", 1, "--solutions", root / "solutions"]
    return run("bench.quality", root, "--out", root / "results.json", *toy, *arguments)


def test_runner_judges_keeps_and_prints(tmp_path: Path) -> None:
    root = data_folder(tmp_path)
    done = quality(root, "--set", "cpmp/PAIRS", "cccp/PAIRS", "--seeds", 2, "--jobs", 2)
    assert done.returncode == 0, done.stderr
    assert "| cpmp/PAIRS | 4 | 2 | 7.25" in done.stdout
    runs = json.loads((root / "results.json").read_text())["runs"]
    assert {(each["instance"], each["seed"], each["objective"]) for each in runs} == {
        (name, seed, 7.0) for name in ("cpmp/PAIRS", "cccp/PAIRS") for seed in (0, 1)
    }
    assert (root / "solutions" / "cpmp" / "PAIRS.txt").read_text().split() == ["1", "1", "3", "3"]
    assert not (root / "solutions" / "cccp").exists()


def test_runner_goes_on_only_when_asked_and_with_the_same_effort(tmp_path: Path) -> None:
    root = data_folder(tmp_path)
    assert quality(root, "--set", "cpmp/PAIRS", "--seeds", 1).returncode == 0
    again = quality(root, "--set", "cpmp/PAIRS", "--seeds", 2)
    assert "exists; --resume goes on with it" in again.stderr
    other = quality(root, "--set", "cpmp/PAIRS", "--seeds", 2, "--resume", "--threads", 1)
    assert "have threads 2, expected 1" in other.stderr
    assert quality(root, "--set", "cpmp/PAIRS", "--seeds", 2, "--resume").returncode == 0
    runs = json.loads((root / "results.json").read_text())["runs"]
    assert [each["seed"] for each in runs] == [0, 1]


def test_failed_and_invalid_runs_stay_in_the_table(tmp_path: Path) -> None:
    done = quality(data_folder(tmp_path), "--set", "cpmp/PAIRS", "--seeds", 3, "--first-seed", 7)
    assert "- cpmp/PAIRS, seed 7: the solver told 7.5, the checker finds 7.0" in done.stdout
    assert "- cpmp/PAIRS, seed 8: no valid plan: seed 8" in done.stdout
    assert "- cpmp/PAIRS, seed 9: not valid: cluster 1: load 19 is above the capacity 10" in done.stdout


def test_the_package_itself_solves_every_kind(tmp_path: Path) -> None:
    root = data_folder(tmp_path)
    common = ["--set", "all", "--seeds", 1, "--solutions", root / "solutions", "--seconds", 0.5, "--threads", 1]
    done = run("bench.quality", root, *common, "--out", root / "results.json")
    assert done.returncode == 0, done.stderr
    runs = json.loads((root / "results.json").read_text())["runs"]
    assert [each.get("error") for each in runs] == [None] * 4
    assert [each["objective"] for each in runs] == [7.0, 7.0, 7.0, 7.0]


def test_the_same_plan_for_any_number_of_threads(tmp_path: Path) -> None:
    done = run("bench.quality.determinism", data_folder(tmp_path), "--set", "PAIRS", "--threads", 1, 2)
    assert done.returncode == 0, done.stdout
    assert "2 of 2 the same for 1, 2 threads" in done.stdout


def test_absent_folder_is_said(tmp_path: Path) -> None:
    done = run("bench.quality", tmp_path / "nowhere")
    assert done.returncode == 1
    assert "there is no folder" in done.stderr


def test_peer_that_is_not_installed_or_not_meant_says_so(tmp_path: Path) -> None:
    root = data_folder(tmp_path)
    done = run("bench.quality", root, "--set", "cccp/PAIRS", "--seeds", 1, "--module", "bench.quality.highs")
    assert "the model is of p-medians, not of centroids" in done.stdout


def test_generator_writes_where_the_runner_looks(tmp_path: Path) -> None:
    for centers in ([], ["--centroid"]):
        done = run("bench.quality.generate", tmp_path, "--points", 60, "--clusters", 3, *centers)
        assert done.returncode == 0, done.stderr
    from bench.quality import folder

    assert list(folder.find([tmp_path])) == ["large/gen60_3_s0", "large-cccp/gen60_3_s0"]


def test_moves_a_second_at_toy_size() -> None:
    done = run("bench.quality.moves", "--points", 60, "--clusters", 5, "--tries", 2000, "--repeats", 1)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("| 60 x 5 ") == 4
