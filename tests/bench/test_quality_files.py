"""Readers of the literature's instances: what they make of good files, and what they say of bad ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from bench.quality import folder, generate, known
from bench.quality.case import CaseError, read_matrix, read_points

from tests.bench.toy_instances import KNOWN, PAIRS, data_folder


def test_plain_file_with_line_ends_of_dos(tmp_path: Path) -> None:
    files = folder.find([data_folder(tmp_path)])
    case = folder.read("cccp/PAIRS", files["cccp/PAIRS"])
    assert (case.n, case.p, case.capacity, case.centers, case.distance) == (4, 2, 10.0, "centroid", "euclid")
    assert case.x.tolist() == [0.0, 3.0, 100.0, 100.0]
    assert case.y.tolist() == [0.0, 0.0, 0.0, 4.0]
    assert case.demand.tolist() == [4.0, 5.0, 6.0, 4.0]


def test_or_librarys_twenty_cut_distances(tmp_path: Path) -> None:
    files = folder.find([data_folder(tmp_path)])
    assert folder.read("cpmp/cpmp01", files["cpmp/cpmp01"]).distance == "floor"


def test_spain_takes_distances_from_its_matrix(tmp_path: Path) -> None:
    root = data_folder(tmp_path)
    path = root / "cpmp" / "spain737_2_1.txt"
    path.write_text(PAIRS)
    with pytest.raises(CaseError, match=r"spain\.grd: there is no such file"):
        folder.read("cpmp/spain737_2_1", path)
    (root / "cpmp" / "spain.grd").write_text("\r\n".join(map(str, range(16))))
    case = folder.read("cpmp/spain737_2_1", path)
    assert case.matrix is not None
    assert case.matrix[1].tolist() == [4.0, 5.0, 6.0, 7.0]


def test_ta25_has_five_clusters_whatever_its_file_says(tmp_path: Path) -> None:
    path = data_folder(tmp_path) / "cccp" / "TA25.dat"
    path.write_text("25 10\n" + "1 2 6 1\n" * 25)
    assert folder.read("cccp/TA25", path).p == 5


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ("4 2 1\n", r"line 1 is '4 2 1', expected two whole numbers, n and p"),
        ("4 2.5\n", r"line 1 is '4 2\.5', expected two whole"),
        ("4 9\n", r"line 1 asks for 9 clusters of 4 points"),
        ("5 2\n", r"found 4 lines of points, expected 5"),
    ],
)
def test_bad_first_line(tmp_path: Path, broken: str, says: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_text(broken + PAIRS.split("\n", 1)[1])
    with pytest.raises(CaseError, match=says):
        read_points(path)


@pytest.mark.parametrize(
    ("good", "broken", "says"),
    [
        ("3  0  10  5", "3  0  10", r"line 3 is '3  0  10', expected four numbers"),
        ("3  0  10  5", "3  0  ten  5", r"line 3 is '3  0  ten  5', expected four numbers"),
        ("3  0  10  5", "3  nan  10  5", r"point 2 is \[3\.0, nan, 10\.0, 5\.0\], expected finite"),
        ("3  0  10  5", "3  0  10  -5", r"point 2 is .* q at least 0"),
        ("3  0  10  5", "3  0  11  5", r"point 2 has capacity 11, point 1 has 10"),
    ],
)
def test_bad_points(tmp_path: Path, good: str, broken: str, says: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_text(PAIRS.replace(good, broken))
    with pytest.raises(CaseError, match=says):
        read_points(path)


@pytest.mark.parametrize(
    ("text", "says"),
    [("1 2 3", "found 3 numbers, expected 2 x 2 = 4"), ("1 2 3 x", "nothing but numbers"), ("0 1 -1 0", "negative")],
)
def test_bad_matrix(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "bad.grd").write_text(text)
    with pytest.raises(CaseError, match=says):
        read_matrix(tmp_path / "bad.grd", 2)


def test_absent_folder_and_folder_without_instances_are_said(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="there is no folder"):
        folder.find([tmp_path / "nowhere"])
    with pytest.raises(SystemExit, match="holds no instances"):
        folder.find([tmp_path])


def test_sets_names_and_patterns(tmp_path: Path) -> None:
    files = folder.find([data_folder(tmp_path / "instances").parent])
    assert folder.choose(files, ["all"]) == ["cpmp/PAIRS", "cpmp/cpmp01", "cccp/PAIRS", "large/gen4_2_s0"]
    assert folder.choose(files, ["PAIRS"]) == ["cpmp/PAIRS", "cccp/PAIRS"]
    assert folder.choose(files, ["cccp/P*", "cpmp-small"]) == ["cpmp/cpmp01", "cccp/PAIRS"]
    with pytest.raises(SystemExit, match="--set SJC1: no instance of that name"):
        folder.choose(files, ["SJC1"])


def test_first_folder_counts(tmp_path: Path) -> None:
    first, second = data_folder(tmp_path / "a"), data_folder(tmp_path / "b")
    assert folder.find([first, second])["cpmp/PAIRS"].is_relative_to(first)


def test_best_known_values_are_rounded_by_whoever_wrote_them(tmp_path: Path) -> None:
    root = data_folder(tmp_path)
    rows = "PAIRS,4,2,7.2,by hand\ncpmp01,4,2,7,by hand\n"
    (root / "cpmp" / "best_known.csv").write_text(KNOWN + rows)
    values = known.best_known(folder.find([root]))
    rounded, exact = values["cpmp/PAIRS"], values["cpmp/cpmp01"]
    assert rounded.target == pytest.approx(7.205, abs=1e-6)
    assert not rounded.beaten(7.196)
    assert rounded.beaten(7.194)
    assert exact.target < 7.001
    assert exact.beaten(6.0)


def test_best_known_value_of_another_size_is_refused(tmp_path: Path) -> None:
    root = data_folder(tmp_path)
    (root / "cpmp" / "best_known.csv").write_text(KNOWN + "PAIRS,4,3,7.25,by hand\n")
    files = folder.find([root])
    case = folder.read("cpmp/PAIRS", files["cpmp/PAIRS"])
    with pytest.raises(CaseError, match=r"found n=4, p=2, but the best known value in .* is of n=4, p=3"):
        known.agree(case, known.best_known(files)["cpmp/PAIRS"])


@pytest.mark.parametrize(
    ("text", "says"),
    [("instance,n,p,value\n", "no column best_known, source"), (KNOWN + "PAIRS,4,2,seven,\n", "line 2: .*'seven'")],
)
def test_bad_table_of_best_known_values(tmp_path: Path, text: str, says: str) -> None:
    root = data_folder(tmp_path)
    (root / "cpmp" / "best_known.csv").write_text(text)
    with pytest.raises(CaseError, match=says):
        known.best_known(folder.find([root]))


def test_published_results_are_well_formed() -> None:
    rows = known.published()
    assert {row.kind for row in rows} <= {"result", "bound", "other"}
    assert all(row.instance.split("/")[0] in folder.CENTERS for row in rows)


def test_generated_instances_keep_the_rule(tmp_path: Path) -> None:
    generate.write(tmp_path / "large" / "gen3000_7_s5.txt", 3000, 7, 5)
    p, capacity, x, y, demand = read_points(tmp_path / "large" / "gen3000_7_s5.txt")
    assert (p, len(x)) == (7, 3000)
    assert capacity == np.ceil(demand.sum() / (0.9 * 7))
    assert (demand.min(), demand.max()) == (1.0, 99.0)
    assert min(x.min(), y.min()) >= 0.0
    assert max(x.max(), y.max()) <= generate.SIDE
    again = generate.points(3000, np.random.default_rng(5))
    assert again[:, 0].tolist() == x.tolist()
