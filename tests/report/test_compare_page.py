"""Plans side by side: the figures of each plan's summary, the best marked, what moved."""

import numpy as np
import pytest

import territory_engine as te
from territory_engine.errors import DataError
from tests.plan.plan_cases import instance, plan_of, random_plan
from tests.report.report_reading import Reader, numbers


@pytest.fixture(scope="module")
def today(problem, accounts):
    return te.Plan.from_assignment(problem, accounts, territory="territory")


@pytest.fixture(scope="module")
def plans(today, plan, problem):
    return {"today": today, "plan": plan, "other": te.solve(problem, seed=3)}


def test_figures_are_those_of_the_summaries(plans):
    page = te.compare_plans(plans)
    table = Reader(page.html).table("Figures of the plans")
    assert table.heads == ["Figure", *plans]
    for name, plan in plans.items():
        summary = plan.summary
        expected = {
            "workload: furthest from target": summary["measures"]["workload"]["max_deviation"],
            "potential: typical spread": summary["measures"]["potential"]["cv"],
            "Travel of a visit, km": summary["travel"]["per_visit"],
            "Travel in all, km": summary["travel"]["total"],
            "Objective": summary["objective"],
            "Limits not kept": len(plan.check()),
            "Accounts that change hands against today": plan.compare(plans["today"]).moved["accounts"],
        }
        for line, value in expected.items():
            np.testing.assert_allclose(numbers(table.rows[line][name])[0], value, rtol=6e-3, atol=6e-5)
    least = min(plans, key=lambda name: plans[name].summary["travel"]["per_visit"])
    assert [name for name, words in table.rows["Travel of a visit, km"].items() if "best" in words] == [least]
    assert page.html == te.compare_plans(plans).html


def test_moves_between_each_pair(plans):
    table = Reader(te.compare_plans(plans).html).table("Accounts that change hands between two plans")
    for earlier, row in table.rows.items():
        for later, words in row.items():
            moved = plans[later].compare(plans[earlier]).moved["accounts"]
            assert words == ("–" if earlier == later else f"{moved:,}")


def test_two_plans(plan, today, tmp_path):
    comparison = plan.compare(today)
    page = comparison.report(tmp_path / "two.html")
    assert (tmp_path / "two.html").read_text(encoding="utf-8") == page.html
    read = Reader(page.html)
    table = read.table("Territories then and now")
    for row in comparison.territories.to_pylist():
        shown = table.rows[row["after_territory_id"]]
        assert shown["Accounts, before"] == str(row["accounts_before"]) and shown["after"]
        assert shown["Came"] == str(row["accounts_in"]) and shown["Went"] == str(row["accounts_out"])
    assert f"{comparison.moved['accounts']:,} accounts" in read.text.replace("\u00a0", " ")
    assert comparison == plan.compare(today) or comparison.figures == plan.compare(today).figures


def test_plans_of_different_problems():
    rng = np.random.default_rng(0)
    one, other = random_plan(rng, n=60, k=4), random_plan(rng, n=60, k=6)
    flat = plan_of(instance(np.zeros(60), np.arange(60.0), k=1), np.zeros(60), [0.0], [30.0])
    text = Reader(te.compare_plans({"four": one, "six": other, "one": flat}).html).text
    assert "nan" not in text and "3 plans side by side" in text


def test_names_stay_text(plan, today):
    hostile = "</script><img src=x onerror=alert(1)>"
    html = te.compare_plans({hostile: plan, "b": today}).html
    assert "<img" not in html and html.count("</script>") == 1


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "at least two"),
        ([1, 2], "at least two"),
        ({"a": None, "b": None}, "'a' is a NoneType, no plan"),
        (
            {"a": random_plan(np.random.default_rng(0)), "b": random_plan(np.random.default_rng(0), n=50)},
            "not of the same",
        ),
    ],
)
def test_what_is_refused(given, message):
    with pytest.raises(DataError, match=message):
        te.compare_plans(given)
