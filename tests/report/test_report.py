"""The report says what the plan's tables say, the same every time, whatever the plan."""

import re
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

import territory_engine as te
from territory_engine.plan import Plan
from tests.plan.plan_cases import instance, measure, plan_of, random_plan, with_solution
from tests.report.report_reading import Reader, numbers

HOSTILE = '</script><img src=x onerror="alert(1)"><!-- &amp; \u2028 \u202e'


def read(plan, **more):
    return Reader(plan.report(**more).html)


def close(words, value):
    """The figure as it is printed, to its three digits that matter."""
    np.testing.assert_allclose(numbers(words)[0], value, rtol=6e-3, atol=6e-5)


def test_large_figures_are_those_of_the_summary(plan):
    page, summary = read(plan), plan.summary
    expected = {
        "max_deviation": summary["measures"]["workload"]["max_deviation"],
        "travel": summary["travel"]["per_visit"],
        "gap": plan.gap,
        "moved": summary["moved"]["share"],
    }
    assert set(page.figures) == set(expected)
    for key, value in expected.items():
        assert page.figures[key][0] == value
        close(page.figures[key][1], value)
    assert f"{summary['moved']['accounts']:,} accounts" in page.text.replace("\u00a0", " ")


def test_the_table_of_territories_is_that_of_the_plan(plan):
    shown, table = read(plan).table("Territories"), plan.territories.to_pydict()
    assert list(shown.rows) == table["territory_id"]
    columns = {
        "Accounts": "accounts",
        "workload": "load_workload",
        "potential": "load_potential",
        "accounts": "load_accounts",
        "km a visit": "mean_travel",
        "Travel in all": "travel",
        "Came": "moved_in",
        "Went": "moved_out",
    }
    assert shown.heads == ["Territory", *columns]
    for row, name in enumerate(table["territory_id"]):
        for head, column in columns.items():
            assert shown.values[name][head] == pytest.approx(table[column][row], rel=1e-8)
            close(shown.rows[name][head], table[column][row])
        for head in ("workload", "potential", "accounts"):
            close(shown.rows[name][head].split(" ", 1)[1], table[f"deviation_{head}"][row])


def test_balance_before_and_after(plan, accounts):
    page = read(plan)
    then = te.Plan.from_assignment(plan.problem, accounts, territory="territory").summary["measures"]
    for name in ("workload", "potential", "accounts"):
        table, now = page.table(f"Balance of {name}").rows, plan.summary["measures"][name]
        for head, expected in (("This plan", now), ("Today", then[name])):
            close(table["Furthest from target"][head], expected["max_deviation"])
            close(table["Typical spread"][head], expected["cv"])
    assert page.table("Balance of workload").rows["Within tolerance"]["This plan"] == "6 of 6"


def test_moves_are_those_of_the_baseline(plan):
    page = read(plan)
    labels, baseline = plan.solution.labels, plan.problem.instance.baseline
    ids = plan.problem.territory_ids.to_pylist()
    streams = next(table for table in page.tables if table.caption.startswith("Accounts that move"))
    for stream, row in streams.rows.items():
        origin, goal = (ids.index(end) for end in stream.split(" → "))
        assert int(row["Accounts"].replace(",", "")) == np.count_nonzero((baseline == origin) & (labels == goal))
    largest = page.table("The largest accounts that move, by workload")
    assert all(row["From"] != row["To"] for row in largest.rows.values())
    weights = [numbers(row["workload"])[0] for row in largest.rows.values()]
    values = plan.problem.instance.measures[0].values[(baseline >= 0) & (baseline != labels)]
    np.testing.assert_allclose(weights, np.sort(values)[::-1][: len(weights)], rtol=6e-3)


def test_what_binds(plan):
    page, prices = read(plan), plan.solution.prices[:, 0]
    table = page.table("Prices of workload")
    ids = plan.problem.territory_ids.to_pylist()
    assert len(table.rows) == np.count_nonzero(prices)
    for name, row in table.rows.items():
        price = prices[ids.index(name)]
        assert row["State"] == ("full" if price > 0 else "short of load")
        close(row["Price of one unit, km"], abs(price))
    assert "3 accounts are pinned to a territory." in page.text.replace("\u00a0", " ")


def test_worst_cases(plan):
    page = read(plan)
    each = plan.evaluation.unit_travel
    farthest = page.table("Accounts furthest from their centre")
    assert next(iter(farthest.rows)) == str(plan.unit_name(int(np.argmax(each))))
    close(next(iter(farthest.rows.values()))["km a visit"], each.max())
    held = page.table("Accounts that a limit holds")
    cost = plan.second_choices.cost
    for name, row in held.rows.items():
        unit = plan.explain(int(name))
        close(row["Would save, km"], -cost[plan.problem.unit_ids.to_pylist().index(int(name))])
        reason = "its pin" if unit.pinned else "limit" if not unit.alternatives[0].breaks else "workload"
        assert reason in row["Held by"]


def test_same_plan_same_bytes(plan):
    again = Plan(plan.problem, plan.solution)
    assert plan.report().html == again.report().html


def test_saved_plans_report_the_same_figures(plan, tmp_path):
    plan.save(tmp_path / "saved")
    page, fresh = read(te.load_plan(tmp_path / "saved")), read(plan)
    assert page.figures == fresh.figures
    assert page.table("Territories").rows == fresh.table("Territories").rows


def test_names_stay_text():
    loads = measure(HOSTILE, [1, 2, 3], [3, 3])
    given = instance([0, 1, 2], [0, 1, 2], [loads], baseline=np.array([1, 1, 0], np.int32))
    ids = [f"{HOSTILE}{i}" for i in range(3)]
    plan = plan_of(given, [0, 0, 1], [0, 2], [0, 2], unit_ids=ids, territory_ids=[HOSTILE, "other"])
    html = plan.report(title=HOSTILE).html
    assert "<img" not in html and html.count("</script>") == 1 and "<!--" not in html
    page = Reader(html)
    assert page.tables and HOSTILE in page.table("Territories").rows
    assert {f"{HOSTILE}{i}" for i in range(3)} >= set(page.table("Accounts furthest from their centre").rows)


def cases():
    """Plans at the edges."""
    rng = np.random.default_rng(5)
    places = rng.uniform(45, 55, 30), rng.uniform(0, 15, 30)
    labels, two = rng.integers(0, 3, 30), ([46.0, 47.0, 48.0], [1.0, 2.0, 3.0])
    yield "one territory", plan_of(instance(*places, k=1), np.zeros(30), [50.0], [7.0])
    yield "one account", plan_of(instance([1], [1], [measure("m", [5], [5])], k=1), [0], [1], [1])
    yield "nothing asked", plan_of(instance(*places, k=3), labels, *two)
    yield "no visits", plan_of(instance(*places, k=3, visits=np.zeros(30)), labels, *two)
    yield "all values 0", plan_of(instance(*places, [measure("m", np.zeros(30), np.zeros(3))], k=3), labels, *two)
    for size in (1e-300, 1e-9, 1e9, 1e300):
        values = rng.random(30) * size / 30
        yield (
            f"values of {size}",
            plan_of(instance(*places, [measure("m", values, np.full(3, values.sum() / 3))], k=3), labels, *two),
        )
    yield (
        "empty territories",
        plan_of(
            instance(*places, [measure("m", np.ones(30), np.full(5, 6.0))], k=5), labels, *([*c, 0.0, 0.0] for c in two)
        ),
    )
    yield "seven measures", random_plan(rng, n=60, measures=7)
    yield "one place", plan_of(instance(np.full(30, 50.0), np.full(30, 8.0), k=3), labels, [50.0] * 3, [8.0] * 3)
    stopped = random_plan(rng)
    yield "interrupted", with_solution(stopped, status="interrupted")
    yield "no bound", with_solution(stopped, lower_bound=np.nan)
    yield "optimal", with_solution(stopped, status="optimal", lower_bound=stopped.objective)


@pytest.mark.parametrize(("case", "plan"), [pytest.param(*case, id=case[0]) for case in cases()])
def test_any_plan_has_a_sensible_page(case, plan):
    text = read(plan).text
    assert not re.search(r"\bnan\b|\binf\b|None", text), case
    assert f"{plan.problem.instance.n:,} account" in text.replace("\u00a0", " ")


def test_a_thousand_territories():
    rng = np.random.default_rng(1)
    plan = random_plan(rng, n=5000, k=1000)
    report = plan.report()
    assert len(report.html) < 1_500_000
    assert len(Reader(report.html).table("Territories").rows) == 1000


def test_more_territories_than_a_table_bears(monkeypatch):
    from territory_engine.report.pages import territories

    monkeypatch.setattr(territories, "ROWS", 10)
    page = read(random_plan(np.random.default_rng(2), n=200, k=30))
    assert "Listed are the 10 furthest from target of 30" in page.text
    assert len(page.table("Territories").rows) == 10


def test_given_plans_that_break_limits_say_so(problem, accounts):
    page = read(te.Plan.from_assignment(problem, accounts, territory="territory"))
    assert "things are not as they should be" in page.text.replace("\u00a0", " ")
    assert "workload is" in page.text and "This alignment was given, not computed" in page.text
    assert page.figures["gap"][1] == "unproven"


def test_planar_matrix_and_rejected_rows():
    table = pa.table(
        {
            "id": [*"abcdef", "g"],
            "x": [0.0, 0, 3, 9, 9, 9, None],
            "y": [0.0, 4, 0, 1, 2, 9, 1],
            "q": [3, 1, 2, 2, 2, 3, 1],
        }
    )
    asked = {"activities": {"q": te.Bounds(maximum=7)}, "centers": "medoid", "id": "id", "on_bad_rows": "report"}
    planar = te.solve(te.Problem(table, 2, x="x", y="y", **asked), stop=te.MaxIterations(1))
    page = read(planar)
    assert "in a straight line, in the unit of the data" in page.text
    assert page.table("Rows left out").rows["6"]["Id"] == "g"
    assert "1 row of the accounts could not be used" in page.text.replace("\u00a0", " ")
    minutes = np.abs(np.subtract.outer(np.arange(6.0), np.arange(6.0)))
    given = te.Problem(
        table.slice(0, 6), 2, latitude=None, longitude=None, travel=te.TravelMatrix(minutes.tolist()), **asked
    )
    assert "in the unit of the given table" in read(te.solve(given, stop=te.MaxIterations(1))).text


def test_against_another_plan(plan, problem):
    other = te.solve(problem, seed=1)
    page = read(plan, before=other)
    moved = plan.compare(other).moved
    assert page.figures["moved"][0] == moved["share"]
    assert "Before" in page.table("Balance of workload").heads


def test_no_way_to_a_centre():
    given = instance([0, 1, 2], [0, 1, 2], k=2)
    plan = plan_of(given, [0, 0, 1], [0, 2], [0, 2])
    found = replace(plan.evaluation, unit_travel=np.array([0.0, np.inf, 0.0]))
    plan.__dict__["evaluation"] = found
    assert "no way" in read(plan).text
