"""Plans by travel to given territories: as an array, as a table, as pairs."""

import numpy as np
import pyarrow as pa
import pytest
from scipy.optimize import linprog

import territory_engine as te

N, K = 400, 7
RANDOM = np.random.default_rng(0)
PLACES, TERRITORIES = RANDOM.uniform(0, 100, (N, 2)), RANDOM.uniform(0, 100, (K, 2))
MATRIX = np.hypot(*(PLACES[:, None] - TERRITORIES).transpose(2, 0, 1))
ACCOUNTS = pa.table(
    {
        "account_id": [f"a{i}" for i in range(N)],
        "work": RANDOM.lognormal(0.0, 0.7, N),
        "potential": RANDOM.lognormal(0.0, 0.5, N),
        "today": RANDOM.integers(1, K + 1, N),
    }
)


def problem(matrix=MATRIX, tolerance=0.02, accounts=ACCOUNTS, **options):
    settings = {"activities": {"work": te.Balance(tolerance)}, "territories": K, "latitude": None, "longitude": None}
    return te.Problem(accounts, travel=te.TravelMatrix(matrix), **(settings | options))


def pairs(keep=None):
    """The same travel as rows, in an order of their own; ``keep`` (n, K) says which."""
    unit, territory = np.nonzero(np.ones((N, K), bool) if keep is None else keep)
    order = np.random.default_rng(5).permutation(len(unit))
    unit, territory = unit[order], territory[order]
    names = np.array([f"a{i}" for i in range(N)])
    return pa.table({"account_id": names[unit], "territory_id": territory + 1, "travel": MATRIX[unit, territory]})


def relaxed(instance):
    """The least travel where accounts may be split: a linear program."""
    measure = instance.measures[0]
    load = np.zeros((K, N * K))
    for t in range(K):
        load[t, t::K] = measure.values
    whole = np.kron(np.eye(N), np.ones(K))
    limits = np.concatenate([measure.maximum, -measure.minimum])
    found = linprog(MATRIX.ravel(), np.vstack([load, -load]), limits, whole, np.ones(N), method="highs")
    return found.fun


def test_the_bound_is_the_relaxation_and_the_plan_is_near_it():
    plan = te.solve(problem())
    assert plan.check() == []
    least = relaxed(plan.problem.instance)
    assert plan.lower_bound <= least * (1.0 + 1e-7)
    assert plan.lower_bound >= 0.999 * least
    assert plan.objective <= 1.01 * least
    assert plan.bound_scope == "this problem: every centre is fixed"
    travel = MATRIX[np.arange(N), plan.solution.labels]
    np.testing.assert_array_equal(plan.assignment["travel"].to_numpy(), travel)


def test_every_form_of_the_numbers_gives_the_same_plan():
    plans = [
        te.solve(problem(source))
        for source in (MATRIX, MATRIX.tolist(), pa.table(dict(zip("abcdefg", MATRIX.T, strict=True))), pairs())
    ]
    for plan in plans[1:]:
        np.testing.assert_array_equal(plan.solution.labels, plans[0].solution.labels)
        assert plan.objective == plans[0].objective
    assert len({plan.problem.data_hash for plan in plans[:3]}) == 1
    rounded = te.solve(problem(MATRIX.astype(np.float32)))
    assert rounded.check() == []
    assert rounded.objective == pytest.approx(plans[0].objective, rel=1e-3)


@pytest.mark.parametrize("form", ["pairs", "infinite"])
def test_absent_pairs_are_never_taken(form):
    near = np.argsort(MATRIX, axis=1)[:, :3]
    keep = np.zeros((N, K), bool)
    keep[np.arange(N)[:, None], near] = True
    source = pairs(keep) if form == "pairs" else np.where(keep, MATRIX, np.inf)
    plan = te.solve(problem(source, tolerance=0.3))
    assert plan.check() == []
    assert keep[np.arange(N), plan.solution.labels].all()
    told = plan.explain("a5")
    assert sum(np.isfinite(other.travel) for other in told.alternatives) == 2
    assert plan.gap < 0.01
    today = te.Plan.from_assignment(plan.problem, ACCOUNTS, territory="today")
    assert "way" in {finding.rule for finding in today.check()}


@pytest.mark.parametrize(
    "options",
    [
        {"activities": {"work": te.Balance(0.05), "potential": te.Balance(0.1)}},
        {"activities": {"work": te.Balance(0.02, hard=False)}, "objective": te.Objective.fair()},
        {"activities": {}},
        {"activities": {"work": te.Balance("smallest")}},
        {"baseline": "today", "objective": te.Objective.stable()},
        {"constraints": [te.Pin(pa.table({"account_id": ["a1", "a2"], "territory_id": [3, 7]}))]},
        {"matrix": 1e-6 * MATRIX},
        {"matrix": 1e7 * MATRIX},
        {"matrix": 0.0 * MATRIX},
    ],
    ids=["two measures", "soft", "nothing", "smallest", "baseline", "pins", "tiny", "huge", "no travel"],
)
def test_other_wishes(options):
    plan = te.solve(problem(**options))
    assert plan.check() == []
    assert plan.lower_bound <= plan.objective * (1.0 + 1e-9)


@pytest.mark.parametrize("n", [1, 2, 8, 17])
def test_few_accounts(n):
    k = min(n, 3)
    settings = {"matrix": MATRIX[:n, :k], "accounts": ACCOUNTS.slice(0, n), "territories": k, "activities": {}}
    plan = te.solve(problem(**settings))
    assert plan.check() == []
    assert plan.status == "optimal"
    np.testing.assert_array_equal(plan.solution.labels, MATRIX[:n, :k].argmin(axis=1))


def test_places_are_kept_for_pictures(tmp_path):
    table = ACCOUNTS.append_column("lat", [40.0 + PLACES[:, 0] / 10]).append_column("lon", [PLACES[:, 1] / 10])
    homes = pa.table({"territory_id": range(1, K + 1), "latitude": 40.0 + TERRITORIES[:, 0] / 10,
                      "longitude": TERRITORIES[:, 1] / 10})  # fmt: skip
    plan = te.solve(problem(accounts=table, territories=homes, latitude="lat", longitude="lon"))
    assert plan.check() == []
    assert plan.territories["center_latitude"].to_pylist() == homes["latitude"].to_pylist()
    plan.picture(tmp_path / "plan.svg")


@pytest.mark.parametrize(
    "source", [MATRIX, MATRIX.astype(np.float32), pairs(MATRIX < 70.0)], ids=["f64", "f32", "pairs"]
)
def test_saved(tmp_path, source):
    plan = te.solve(problem(source, tolerance=0.2))
    plan.save(tmp_path / "plan")
    back = te.load_plan(tmp_path / "plan")
    assert back.check() == []
    assert back.objective == plan.objective
    assert back.assignment.equals(plan.assignment)


def test_the_same_plan_for_any_threads_and_on_both_kernel_sets():
    plans = [te.solve(problem(), threads=1), te.solve(problem(), threads=4), te.solve(problem(), kernels="numba")]
    for plan in plans[1:]:
        np.testing.assert_array_equal(plan.solution.labels, plans[0].solution.labels)
        assert plan.lower_bound == plans[0].lower_bound


def test_rejected_rows_take_their_travel_with_them():
    table = ACCOUNTS.to_pydict()
    table["work"][3] = float("nan")
    given = {"accounts": pa.table(table), "on_bad_rows": "report"}
    for source in (MATRIX, pairs()):
        plan = te.solve(problem(source, **given))
        assert plan.check() == []
        rest = np.delete(MATRIX, 3, axis=0)
        np.testing.assert_array_equal(
            plan.assignment["travel"].to_numpy(), rest[np.arange(N - 1), plan.solution.labels]
        )


def changed(row, column, value):
    copy = MATRIX.copy()
    copy[row, column] = value
    return copy


def with_row(**row):
    return pa.concat_tables([pairs(), pa.table({name: [value] for name, value in row.items()})])


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (MATRIX[:, :3], "400 x 3, expected 400 x 7: a row for each account and a column for each territory"),
        (MATRIX[:9], "9 x 7, expected 400 x 7"),
        (changed(4, 2, np.nan), r"row 4 \(id 'a4'\), column 2: found nan"),
        (changed(4, 2, -1.0), r"row 4 \(id 'a4'\), column 2: found -1.0"),
        (changed(6, slice(None), np.inf), "no way from account 'a6' to any territory"),
        (pairs(np.arange(N)[:, None] != np.full(K, 6)), "no way from account 'a6' to any territory"),
        (with_row(account_id="a1", territory_id=2, travel=1.0), "account 'a1' and territory 2 are there twice"),
        (with_row(account_id="b1", territory_id=2, travel=1.0), "column 'account_id': found 'b1', expected an account"),
        (with_row(account_id="a1", territory_id=9, travel=1.0), "column 'territory_id': found 9, expected a territory"),
        (with_row(account_id="a1", territory_id=2, travel=-1.0), "column 'travel', row 2800 .*found -1.0"),
        (pairs().drop(["travel"]), "no column 'travel'"),
    ],
)  # fmt: skip
def test_what_is_refused(source, message):
    with pytest.raises(te.DataError, match=message):
        problem(source)


def test_a_pin_without_a_way():
    pins = te.Pin(pa.table({"account_id": ["a4"], "territory_id": [3]}))
    for source in (changed(4, 2, np.inf), pairs(np.arange(N)[:, None] * K + np.arange(K) != 4 * K + 2)):
        with pytest.raises(te.InfeasibleError, match="account 'a4' into territory 3, and there is no way") as caught:
            problem(source, constraints=[pins])
        assert caught.value.proven
        assert caught.value.conflict[0]["units"] == ["a4"]


def test_limits_that_travel_forbids():
    """Half of the accounts can only be in the first territory."""
    keep = np.ones((N, K), bool)
    keep[: N // 2, 1:] = False
    with pytest.raises(te.InfeasibleError, match="No plan that keeps every limit was found"):
        te.solve(problem(pairs(keep)))
