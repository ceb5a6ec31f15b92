"""Tables, comparison and plot of runs made up by the tests."""

from __future__ import annotations

import math
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bench.quality import compare, plot, table

from tests.bench.toy_instances import figures

ABOUT = {"method": "ours", "commit": "abc", "machine": "a machine", "seconds": 60.0, "iterations": None}
ABOUT |= {"threads": 2, "clock": "wall", "stop_at_best_known": False}


def cells(text: str, start: str) -> list[str]:
    line = next(line for line in text.splitlines() if line.startswith(f"| {start} "))
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_table_by_hand() -> None:
    runs = [figures("cpmp/SJC1", 0, 100.0), figures("cpmp/SJC1", 1, 102.0), figures("cpmp/SJC2", 0, 101.0)]
    runs.append({"instance": "cpmp/SJC2", "seed": 1, "error": "no valid plan"})
    text = table.text(ABOUT, runs)
    found = dict(zip(table.HEADER, cells(text, "cpmp/SJC1"), strict=True))
    assert (found["mean"], found["best"], found["worst"]) == ("101.00", "100.00", "102.00")
    assert (found["gap %"], found["worst %"], found["seeds"], found["reached"]) == ("1.000", "2.000", "2/2", "1/2")
    assert found["to bound %"] == ""
    other = dict(zip(table.HEADER, cells(text, "cpmp/SJC2"), strict=True))
    assert (other["gap %"], other["seeds"]) == ("1.000", "1/2")
    assert cells(text, "cpmp/SJC") == ["cpmp/SJC", "2", "1.000", "1.000", "2.000"]
    assert "- cpmp/SJC2, seed 1: no valid plan" in text


def test_instance_without_valid_run_keeps_its_line() -> None:
    text = table.text(ABOUT, [{"instance": "cpmp/SJC1", "seed": 0, "error": "not finished in 60 s"}])
    assert dict(zip(table.HEADER, cells(text, "cpmp/SJC1"), strict=True))["seeds"] == "0/1"


def test_bound_of_fixed_centres_proves_nothing_about_all() -> None:
    assert not table.proves(figures("a", 0, 100.0, bound=99.0, bound_scope="these centres"))
    assert not table.proves(figures("a", 0, 100.0, bound=0.0, bound_scope="nothing: no bound was computed"))
    assert table.proves(figures("a", 0, 100.0, bound=99.0, bound_scope="any units as centres"))


def test_time_to_target() -> None:
    run = figures("cpmp/SJC1", 0, 100.0, trajectory=[[0.5, 100.2], [2.0, 100.1], [7.0, 100.004]])
    assert table.time_to(run, 0.001) == 2.0
    assert table.time_to(run, 0.0) == 7.0
    assert table.time_to(figures("cpmp/SJC1", 0, 101.0), 0.0) == math.inf


@pytest.mark.parametrize(
    ("instance", "kind"),
    [
        ("cpmp/SJC4a", "cpmp/SJC"),
        ("cpmp/cpmp01", "cpmp/cpmp"),
        ("cpmp/p3038_600", "cpmp/p3038"),
        ("cpmp/spain737_74_1", "cpmp/spain737"),
        ("cccp/TA100", "cccp/TA"),
        ("large/gen10000_100_s0", "large/gen10000"),
    ],
)
def test_classes(instance: str, kind: str) -> None:
    assert table.family(instance) == kind


def test_comparison_pairs_seeds_and_names_what_it_leaves_out() -> None:
    before = [figures("cpmp/SJC1", 0, 100.0), figures("cpmp/SJC1", 1, 100.0), figures("cpmp/SJC2", 0, 100.0)]
    after = [figures("cpmp/SJC1", 0, 99.0), figures("cpmp/SJC1", 1, 101.5)]
    after.append({"instance": "cpmp/SJC2", "seed": 0, "error": "not valid"})
    after.append(figures("cpmp/SJC3a", 0, 1.0))
    text = compare.text(*compare.pairs_of(before, after))
    found = dict(zip(compare.HEADER, cells(text, "cpmp/SJC1"), strict=True))
    assert (found["change %"], found["better"], found["worse"], found["same"]) == ("0.250", "1", "1", "0")
    assert "- cpmp/SJC2, seed 0: failed after" in text
    assert "- cpmp/SJC3a, seed 0: only after" in text


def test_sign_test_by_hand() -> None:
    assert compare.sign_test(5, 0) == pytest.approx(2.0 / 32.0)
    assert compare.sign_test(3, 3) == 1.0


def test_verdict_of_equal_versions_tests_nothing() -> None:
    assert compare.verdict([0.0, 0.0]).endswith("2 the same; nothing to test")
    assert "sign test p = 0.0625, Wilcoxon p = 0.0625" in compare.verdict([-0.1, -0.2, -0.3, -0.4, -0.5])


def test_plot_is_well_formed_and_has_a_panel_for_each_class() -> None:
    ours = [figures("cpmp/SJC4b", 0, 52458.0, best_known=52458.02), figures("cccp/TA50", 0, 100.0)]
    peer = [figures("cpmp/SJC4b", 0, 53000.0, best_known=52458.02)]
    root = ElementTree.fromstring(plot.draw([("ours", ours), ("a <peer>", peer)]))
    words = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"cpmp/SJC", "cccp/TA", "ours", "a <peer>", "GB21-MH with HiGHS"} <= set(words)
    lines = [path for path in root.iter("{http://www.w3.org/2000/svg}path") if path.get("class").endswith(" thick")]
    assert len(lines) == 3 + 2  # and the legend's


def test_table_goes_between_the_marks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bench.quality import runs

    runs.save(tmp_path / "results.json", [figures("cpmp/SJC1", 0, 100.0)], ABOUT)
    page = tmp_path / "page.md"
    page.write_text(f"before\n{table.START}\nold\n{table.END}\nafter\n")
    monkeypatch.setattr("sys.argv", ["table", str(tmp_path / "results.json"), "--into", str(page)])
    table.main()
    assert "old" not in page.read_text()
    assert page.read_text().startswith("before\n")
    assert page.read_text().endswith("after\n")
    assert "| cpmp/SJC1 |" in page.read_text()
    page.write_text("no marks")
    with pytest.raises(SystemExit, match="has no lines"):
        table.main()
