"""Every parallel kernel with more threads than processors, for `.ci/sanitized tsan tests/races.py`.

No test of pytest: the sanitizer ends the process at the first race.
"""

import threading

import numpy as np

import territory_engine as te
from conformance.cluster_cases import KINDS, Regions, draw
from road.hierarchy_cases import grid
from solve.road_cases import problem as road_problem
from territory_engine.kernels import get

THREADS = 4


def solve(seed: int) -> te.Plan:
    """All stages of a solve on two measures, with a baseline, pins and a home."""
    accounts = te.demo.accounts(6000, ("AT", "CH"), seed=seed, territories=12)
    problem = te.Problem(
        accounts,
        territories=12,
        activities={"workload": te.Balance(0.05), "potential": te.Balance(0.2, hard=False)},
        visits="visits_per_year",
        baseline="territory",
        objective=te.Objective.stable(),
    )
    plan = te.solve(problem, seed=seed, threads=THREADS)
    assert plan.check() == []
    assert plan.assignment.num_rows == 6000
    return plan


def geography() -> None:
    """The kernels of te.travel."""
    places = te.demo.places(["AT"])
    lat, lon = places["lat"].to_numpy(), places["lon"].to_numpy()
    te.travel.great_circle_km(lat, lon, lat[:50], lon[:50], threads=THREADS)
    te.travel.nearest(lat, lon, lat[:50], lon[:50], k=3, threads=THREADS)


def clusters() -> None:
    """Regions of territories, annealed side by side."""
    native = get("native")
    for travel, rule in KINDS:
        case = draw(travel, rule, n=600, k=48)
        regions = Regions([list(range(first, first + 6)) for first in range(0, 48, 6)], tries=5000, reshape=2)
        alone, together = case.search(native, regions), case.search(native, regions, THREADS)
        assert all(a.tobytes() == b.tobytes() for a, b in zip(alone, together, strict=True))


def roads() -> None:
    """A network that two threads of Python ask at the same time, before it was contracted."""
    network = te.RoadNetwork.from_edges(*te.demo.roads(80, 60), road_class="road_class")
    rng = np.random.default_rng(0)
    latitude, longitude = 48.0 + 0.1 * rng.random(70_000), 11.0 + 0.2 * rng.random(70_000)
    found: list[np.ndarray] = []

    def ask() -> None:
        places = network.snap(latitude, longitude, threads=THREADS)
        travel = network.table(places.take(slice(40)), places, threads=THREADS)
        nearest, _ = network.nearest(places, places.take(slice(40)), k=3, threads=THREADS)
        both, _ = network.nearest(places, places.take(slice(40)), k=3, direction="round_trip", threads=THREADS)
        found.append(np.concatenate([travel.ravel(), nearest.ravel(), both.ravel()]))

    users = [threading.Thread(target=ask) for _ in range(2)]
    for user in users:
        user.start()
    for user in users:
        user.join()
    assert len(found) == 2 and np.array_equal(*found)


def plan_on_roads() -> None:
    """A plan by travel on roads: lists of territories, passes and borders over them."""
    plan = te.solve(road_problem(n=3000, k=24, tolerance=0.1), threads=THREADS)
    assert plan.check() == []


def hierarchy() -> None:
    """A town so large that slices of it are contracted and parts of it are cut side by side."""
    town = grid(260, 256, one_way=0.1)
    town.customised(threads=THREADS)


def main() -> None:
    """One after the other, then two at the same time from threads of Python."""
    geography()
    clusters()
    roads()
    plan_on_roads()
    hierarchy()
    alone = solve(0)
    together: list[te.Plan] = []
    users = [threading.Thread(target=lambda seed=seed: together.append(solve(seed))) for seed in (0, 0)]
    for user in users:
        user.start()
    for user in users:
        user.join()
    assert all(plan.assignment.equals(alone.assignment) for plan in together)
    print("no race found")


if __name__ == "__main__":
    main()
