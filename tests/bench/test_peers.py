"""The peers' bench at toy size: every method gives judged labels, and what is missing is said."""

from __future__ import annotations

import numpy as np
import pytest
from bench.measure import measured
from bench.peers import bisection, delaunay
from bench.peers.child import once
from bench.peers.judge import judge
from bench.peers.methods import METHODS
from bench.peers.task import Task

from bench import data


def toy(n: int = 400, territories: int = 4) -> Task:
    return Task.of(data.accounts(n), territories, 0.05, 1, 0)


def square() -> Task:
    """Two pairs of places a degree of longitude apart on the equator, 50 degrees between the pairs."""
    table = data.accounts(4)
    for name, values in (("lat", [0.0] * 4), ("lon", [0.0, 1.0, 50.0, 51.0]), ("workload", [1.0, 1.0, 1.0, 2.0])):
        table = table.set_column(table.schema.get_field_index(name), name, [values])
    return Task.of(table.combine_chunks(), 2, 0.05, 1, 0)


def test_judge_by_hand() -> None:
    found = judge(square(), np.array([0, 0, 1, 1], np.int32))
    degree = 111.195
    # two equal units: anywhere between them costs one degree; of the other two the heavy one is the median
    assert found["mean_km"] == pytest.approx(2.0 * degree / 5.0, rel=1e-3)
    assert found["off"] == pytest.approx(0.2)


def test_judge_refuses_labels_out_of_range() -> None:
    with pytest.raises(ValueError, match=r"0\.\.2, expected shape \(4,\), 0\.\.1"):
        judge(square(), np.array([0, 0, 1, 2], np.int32))


def test_bisection_cuts_between_the_pairs() -> None:
    labels = bisection.run(square()).labels
    assert labels.tolist() == [0, 0, 1, 1]


def test_bisection_balances() -> None:
    task = toy(4000, 5)
    assert judge(task, bisection.run(task).labels)["off"] < 0.05


def test_delaunay_is_symmetric_and_leaves_nobody_out() -> None:
    plane = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [1.0, 1.0]])
    starts, heads = delaunay.neighbours(plane)
    tails = np.repeat(np.arange(5), np.diff(starts))
    edges = set(zip(tails.tolist(), heads.tolist(), strict=True))
    assert edges == {(b, a) for a, b in edges}
    assert (np.diff(starts) > 0).all()
    assert (3, 4) in edges


@pytest.mark.parametrize("name", list(METHODS))
def test_every_method_runs_or_says_what_is_missing(name: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "accounts.arrow"
    data.save(data.accounts(400), path)
    found = once({"method": name, "table": str(path), "territories": 4, "tolerance": 0.05, "threads": 1, "seed": 0})
    if "error" in found:
        assert found["error"] == f"not installed: pip install {METHODS[name].package}"
    else:
        assert found["mean_km"] > 0.0
        assert found["cpu_s"] >= 0.0


def test_peak_counts_what_the_work_takes() -> None:
    total, cost = measured(lambda: np.ones(4_000_000).sum())
    assert total == 4e6
    assert 25.0 < cost["peak_mib"] < 60.0
