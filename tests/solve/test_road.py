"""Plans by travel on roads: valid, travel that of a plain search, bounds that hold, alike on both kernel sets."""

import threading

import numpy as np
import pyarrow as pa
import pytest
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

import territory_engine as te
from tests.solve.road_cases import accounts, problem, town


def minutes(network, one, other):
    """Minutes from places to places, by Dijkstra from every node."""
    graph = network.graph
    matrix = csr_matrix((graph.time_ms.astype(float), graph.head, graph.first), shape=(graph.node_count,) * 2)
    distance = dijkstra(matrix)
    best = np.full((len(one), len(other)), np.inf)
    for a in (0, 1):
        for b in (0, 1):
            way = one.exit_ms[:, [a]] + distance[np.ix_(one.exit_node[:, a], other.entry_node[:, b])]
            way = way + other.entry_ms[:, b]
            valid = (one.exit_node[:, [a]] >= 0) & (other.entry_node[:, b] >= 0)
            best = np.minimum(best, np.where(valid, way, np.inf))
            # along one road without a junction between
            same = (one.arc[:, [a]] == other.arc[:, a]) & (one.arc[:, [a]] >= 0) if a == b else np.False_
            ahead = same & (other.along[:, a] >= one.along[:, [a]])
            straight = one.exit_ms[:, [a]].astype(float) + other.entry_ms[:, a] - one.arc_ms[:, [a]]
            best = np.minimum(best, np.where(ahead, straight, np.inf))
    return best / 60_000.0


@pytest.mark.parametrize("centers", ["anywhere", "medoid", "centroid"])
@pytest.mark.parametrize("direction", ["round_trip", "out", "back"])
def test_travel_is_that_of_a_plain_search(direction, centers):
    plan = te.solve(problem(direction=direction, centers=centers, visits="visits"))
    assert plan.check() == []
    instance, network = plan.problem.instance, town()
    ways = instance.metric.ways
    places = ways.center_places(instance, plan.solution.centers)
    units = ways.units
    out, back = minutes(network, places, units), minutes(network, units, places).T
    whole = {"round_trip": out + back, "out": out, "back": back}[direction]
    expected = whole[plan.solution.labels, np.arange(instance.n)]
    np.testing.assert_allclose(plan.assignment["travel"].to_numpy(), expected, rtol=1e-6)
    assert plan.lower_bound <= plan.objective * (1.0 + 1e-9)
    assert plan.gap < 0.02
    assert plan.summary["travel"]["unit"] == "min"


def test_the_bound_holds_for_the_best_assignment_to_the_centres():
    """Without limits every account goes to its nearest centre: bound and plan meet."""
    plan = te.solve(problem(activities={}))
    instance = plan.problem.instance
    whole = instance.metric.ways.minutes(
        instance.metric.ways.center_places(instance, plan.solution.centers), instance.metric.ways.units
    )
    least = float(whole.min(axis=0).sum())
    assert plan.lower_bound <= least * (1.0 + 1e-9)
    assert plan.lower_bound >= least * 0.9999
    assert plan.objective == pytest.approx(least, rel=1e-6)


def test_centres_are_better_than_those_of_straight_lines():
    roads = problem(n=1200, k=8)
    straight = te.solve(te.Problem(accounts(1200), territories=8, activities={"work": te.Balance(0.03)}))
    ways, found = roads.instance.metric.ways, straight.solution
    centers = ways.start(roads.instance, found.center_y, found.center_x)
    on_roads = ways.to(roads.instance, slice(None), found.labels, centers)
    assert te.solve(roads).evaluation.unit_travel.mean() < 0.98 * on_roads.mean()


@pytest.mark.parametrize(
    "options",
    [
        {"n": 8, "k": 3, "tolerance": 0.9},
        {"n": 5, "k": 5, "activities": {}},
        {"n": 40, "k": 1},
        {"activities": {"work": te.Balance(0.05), "potential": te.Balance(0.2)}},
        {"activities": {"work": te.Balance(0.02, hard=False)}, "objective": te.Objective.fair()},
        {"baseline": "today", "objective": te.Objective.stable()},
        {"activities": {"work": te.Balance("smallest")}, "n": 300},
        {"speed_factor": 0.5},
        {"k": 24, "tolerance": 0.2},
    ],
    ids=["eight accounts", "as many as territories", "one territory", "two measures", "soft", "baseline", "smallest",
         "slower", "many"],
)  # fmt: skip
def test_other_wishes(options):
    plan = te.solve(problem(**options))
    assert plan.check() == []
    assert plan.assignment.num_rows == options.get("n", 600)
    assert plan.lower_bound <= plan.objective * (1.0 + 1e-9)


def test_half_the_speed_is_twice_the_travel():
    plan, slow = te.solve(problem()), te.solve(problem(speed_factor=0.5))
    assert slow.objective == pytest.approx(2.0 * plan.objective, rel=0.02)
    assert "speeds x 0.5" in repr(slow.problem)


HOMES = pa.table(
    {
        "territory_id": ["N", "E", "S", "W"],
        "latitude": [50.2, 50.11, 50.02, None],
        "longitude": [8.11, 8.2, 8.11, None],
        "fixed": [True, True, False, False],
    }
)


def test_homes_and_pins():
    pins = te.Pin(pa.table({"account_id": ["a0", "a7"], "territory_id": ["N", "W"]}))
    plan = te.solve(problem(territories=HOMES, constraints=[pins]))
    assert plan.check() == []
    rows = {row["territory_id"]: row for row in plan.territories.to_pylist()}
    assert (rows["N"]["center_latitude"], rows["N"]["center_longitude"]) == (50.2, 8.11)
    assert rows["N"]["center_id"] is None
    assert rows["S"]["center_id"] is not None
    where = dict(zip(*(plan.assignment[name].to_pylist() for name in ("account_id", "territory_id")), strict=True))
    assert (where["a0"], where["a7"]) == ("N", "W")


def test_all_pinned():
    table = accounts(60)
    names = [f"{i % 3 + 1}" for i in range(60)]
    pins = te.Pin(pa.table({"account_id": table["account_id"], "territory_id": names}))
    plan = te.solve(problem(table=table, k=3, activities={}, constraints=[pins]))
    assert plan.check() == []
    assert plan.assignment["territory_id"].cast(pa.string()).to_pylist() == names


def test_candidates():
    rng = np.random.default_rng(3)
    place = {"latitude": 50.0 + rng.uniform(0, 0.23, 20), "longitude": 8.0 + rng.uniform(0, 0.23, 20)}
    sites = pa.table({"candidate_id": [f"s{i}" for i in range(20)], **place})
    plan = te.solve(problem(centers="candidates", candidates=sites))
    assert plan.check() == []
    chosen = plan.territories["center_id"].to_pylist()
    assert len(set(chosen)) == len(chosen) == 6


def test_accounts_away_from_roads():
    table = accounts(50).to_pydict()
    table["lat"][4] = 51.5
    with pytest.raises(te.DataError, match=r"row 4 \(id 'a4'\).*a road within 5 km"):
        problem(table=pa.table(table), k=2)
    left = problem(table=pa.table(table), k=2, on_bad_rows="report")
    assert left.rejected["id"].to_pylist() == ["a4"]
    assert "a road within 5 km" in left.rejected["reason"][0].as_py()
    plan = te.solve(left)
    assert plan.check() == []
    assert plan.assignment.num_rows == 49


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: te.RoadTravel(None), "network must be a te.RoadNetwork"),
        (lambda: te.RoadTravel(town(), direction="there"), "direction must be 'round_trip', 'out' or 'back'"),
        (lambda: te.RoadTravel(town(), speed_factor=0.0), "speed_factor must be a finite number above 0"),
        (lambda: te.RoadTravel(te.RoadNetwork.from_edges(
            pa.table({"tail": [1, 2], "head": [2, 1], "travel_time_s": [1.0, 1.0]}))), "has no coordinates"),
        (lambda: problem(x="work", y="visits"), "te.RoadTravel.*needs latitude= and longitude="),
        (lambda: problem(territories=HOMES.set_column(1, "latitude", [[52.0, 50.1, 50.0, None]])),
         "the fixed home of 'N' is nowhere near a road"),
    ],
)  # fmt: skip
def test_what_is_refused(make, message):
    with pytest.raises(te.DataError, match=message):
        make()


def test_what_a_plan_says():
    wanted = problem()
    plan = te.solve(wanted)
    assert "minutes on roads (573 nodes), there and back" in repr(wanted)
    told = plan.explain("a3")
    assert told.travel_unit == "min"
    assert told.travel == plan.assignment["travel"][3].as_py()
    row = plan.assignment.to_pylist()[3]
    assert told.alternatives[0].territory == row["next_best_territory_id"]
    assert told.alternatives[0].cost == pytest.approx(row["next_best_cost"])
    today = te.Plan.from_assignment(wanted, accounts(), territory="today")
    assert today.check() != []  # accounts were dealt out at random
    assert all(finding.rule in ("minimum", "maximum") for finding in today.check())
    assert plan.compare(today).figures["travel"]["change"] < 0.0


def test_from_assignment_finds_the_best_centres():
    plan = te.solve(problem())
    again = te.Plan.from_assignment(plan.problem, plan.assignment)
    assert again.objective <= plan.objective * 1.01


def test_the_checker_searches_itself():
    plan = te.solve(problem())
    plan.evaluation.unit_travel[:] *= 1.01
    findings = [finding for finding in plan.check() if "a plain search finds" in finding.message]
    assert findings


def test_saved(tmp_path):
    plan = te.solve(problem())
    plan.save(tmp_path / "plan")
    alone = te.load_plan(tmp_path / "plan")
    assert alone.assignment.equals(plan.assignment)
    assert dict(alone.summary) == dict(plan.summary)
    with pytest.raises(te.DataError, match=r"load_plan\(directory, network="):
        alone.check()
    alone.save(tmp_path / "again")
    back = te.load_plan(tmp_path / "again", network=town())
    assert back.check() == []
    assert back.objective == plan.objective
    with pytest.raises(te.DataError, match="not the one that this plan was made on"):
        te.load_plan(tmp_path / "plan", network=town(seed=5))


def test_the_same_plan_for_any_threads_and_on_both_kernel_sets():
    plans = [te.solve(problem(), seed=3, threads=1), te.solve(problem(), seed=3, threads=4)]
    plans.append(te.solve(problem(), seed=3, kernels="numba"))
    one, *others = (plan.solution for plan in plans)
    for other in others:
        np.testing.assert_array_equal(one.labels, other.labels)
        np.testing.assert_array_equal(one.center_index, other.center_index)
        np.testing.assert_array_equal(one.prices, other.prices)
        assert one.lower_bound == other.lower_bound


def test_more_iterations_are_no_worse():
    quick, longer = te.solve(problem()), te.solve(problem(), stop=te.MaxIterations(3))
    assert longer.run["iterations"] == 3
    assert longer.objective <= quick.objective
    assert longer.check() == []


def test_stopped_by_progress():
    """Wherever the search is stopped, a plan comes back."""
    for after in (1, 4, 9):
        seen = []

        def stop(event, seen=seen, after=after):
            seen.append(event.stage)
            return len(seen) < after

        plan = te.solve(problem(), progress=stop)
        assert plan.check() == []
        assert plan.status == "interrupted"


def test_side_by_side():
    """Two solves of one problem from threads of Python share nothing that changes."""
    shared, plans = problem(), []
    users = [threading.Thread(target=lambda: plans.append(te.solve(shared, threads=2))) for _ in range(2)]
    for user in users:
        user.start()
    for user in users:
        user.join()
    np.testing.assert_array_equal(plans[0].solution.labels, plans[1].solution.labels)
