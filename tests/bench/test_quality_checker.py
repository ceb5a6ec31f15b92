"""The independent checker finds each broken thing, and adds up by hand."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from bench.quality import folder, solutions
from bench.quality.case import Case
from bench.quality.checker import check
from bench.quality.known import Known

from tests.bench.toy_instances import PAIRS, data_folder

ROOT = Path(__file__).resolve().parents[2]


def case(tmp_path: Path, name: str) -> Case:
    return folder.read(name, folder.find([data_folder(tmp_path)])[name])


def test_medians_by_hand(tmp_path: Path) -> None:
    verdict = check(case(tmp_path, "cpmp/PAIRS"), np.array([2, 2, 3, 3]))
    assert (verdict.objective, verdict.clusters, verdict.largest_load, verdict.findings) == (7.0, 2, 10.0, [])


def test_cut_distances_by_hand(tmp_path: Path) -> None:
    assert check(case(tmp_path, "cpmp/cpmp01"), np.array([1, 1, 3, 3])).objective == 7.0


def test_centroids_by_hand(tmp_path: Path) -> None:
    verdict = check(case(tmp_path, "cccp/PAIRS"), np.array([1, 1, 2, 2]))
    assert verdict.objective == pytest.approx(1.5 + 1.5 + 2.0 + 2.0, abs=1e-12)
    assert verdict.findings == []


def test_matrix_is_read_from_the_point_to_its_median(tmp_path: Path) -> None:
    root = data_folder(tmp_path)
    (root / "cpmp" / "spain737_2_1.txt").write_text(PAIRS)
    (root / "cpmp" / "spain.grd").write_text("0 7 9 9  1 0 9 9  9 9 0 5  9 9 3 0")
    files = folder.find([root])
    found = check(folder.read("cpmp/spain737_2_1", files["cpmp/spain737_2_1"]), np.array([2, 2, 3, 3]))
    assert found.objective == 7.0 + 3.0


@pytest.mark.parametrize(
    ("labels", "says"),
    [
        ([2, 2, 2, 4], "cluster 2: load 15 is above the capacity 10"),
        ([1, 2, 3, 3], "3 clusters, at most 2 are allowed"),
        ([2, 2, 4, 3], "point 3: is a median and belongs to the cluster of 4"),
        ([2, 2, 3, 5], "point 4: its median is 5, expected a point, 1 to 4"),
        ([2, 2, 3, 0], "point 4: its median is 0"),
        ([2, 2, 3], "labels of shape (3,)"),
        ([2.0, 2.0, 3.0, 3.0], "type float64, expected (4,) whole numbers"),
    ],
)
def test_broken_assignments(tmp_path: Path, labels: list[float], says: str) -> None:
    verdict = check(case(tmp_path, "cpmp/PAIRS"), np.array(labels))
    assert any(says in finding for finding in verdict.findings)


def test_meaningless_labels_have_no_objective(tmp_path: Path) -> None:
    assert math.isnan(check(case(tmp_path, "cpmp/PAIRS"), np.array([2, 2, 3, 9])).objective)


def test_stored_solutions_are_checked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bench.quality import checker

    toy, labels = case(tmp_path, "cpmp/PAIRS"), np.array([1, 1, 3, 3])
    known, store = Known(4, 2, 7.25, 0.0, "by hand"), tmp_path / "solutions"
    assert solutions.keep(store, toy, labels, check(toy, labels), known, {"seed": 0})
    assert not solutions.keep(store, toy, labels, check(toy, labels), known, {"seed": 1})
    assert solutions.stored(store, "cpmp/PAIRS") == 7.0
    assert solutions.stored(store, "cccp/PAIRS") is None
    monkeypatch.setattr(checker, "SOLUTIONS", store)
    monkeypatch.setattr(sys, "argv", ["checker", str(tmp_path)])
    assert checker.main() == 0
    record = store / "cpmp" / "PAIRS.json"
    told = json.loads(record.read_text())
    assert told["beats"] == {"value": 7.25, "source": "by hand"}
    told["verdict"]["objective"] = 6.0
    record.write_text(json.dumps(told))
    assert checker.main() == 1


def test_one_assignment_from_the_command_line(tmp_path: Path) -> None:
    root, labels = data_folder(tmp_path), tmp_path / "labels.txt"
    labels.write_text("1\n1\n1\n4\n")
    command = [sys.executable, "-m", "bench.quality.checker", str(root), "--instance", "cpmp/PAIRS"]
    done = subprocess.run([*command, "--labels", str(labels)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert "cluster 1: load 15 is above the capacity 10" in done.stdout
