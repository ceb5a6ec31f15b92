"""Plans by road travel against plans by great-circle travel: ``python -m bench.road.plan FOLDER``.

FOLDER has road graphs as ``<name>.npz``: ``tail``, ``head``, ``weight`` and places ``lat``, ``lon`` of the nodes.
Accounts are drawn at nodes, 100 m around them.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

import territory_engine as te

from ..measure import measured
from ..report import machine, markdown, number

JITTER_KM, KM_OF_DEGREE = 0.1, 111.195
TASKS = {"luxembourg": (50_000, 20, 1.0), "moscow": (200_000, 100, 12.0)}  # decimetres at 30 km/h are 12 ms
HEADER = ["graph", "accounts x territories", "tolerance", "travel", "CPU s", "times", "off", "gap", "min", "shorter"]


def network_of(path: Path, ms: float) -> tuple[te.RoadNetwork, Any]:
    """A network with its contraction, and the places of its nodes; ``ms`` of a unit of weight."""
    data = np.load(path)
    seconds = data["weight"] * (ms / 1000.0)
    edges = pa.table({"tail": data["tail"], "head": data["head"], "travel_time_s": seconds})
    nodes = pa.table({"id": np.arange(len(data["lat"])), "latitude": data["lat"], "longitude": data["lon"]})
    network = te.RoadNetwork.from_edges(edges, nodes)
    network.search()
    return network, (network.graph.latitude, network.graph.longitude)


def accounts(places: Any, n: int, seed: int) -> pa.Table:
    """Accounts near random nodes, workload lognormal."""
    rng = np.random.default_rng(seed)
    rows = rng.integers(0, len(places[0]), n)
    latitude, longitude = places[0][rows], places[1][rows]
    off = rng.normal(0.0, JITTER_KM / KM_OF_DEGREE, (2, n))
    return pa.table(
        {
            "account_id": np.arange(n),
            "lat": latitude + off[0],
            "lon": longitude + off[1] / np.cos(np.radians(latitude)),
            "workload": rng.lognormal(0.0, 0.75, n),
        }
    )


def run(
    name: str, network: te.RoadNetwork, table: pa.Table, k: int, tolerance: float, options: argparse.Namespace
) -> list[list[str]]:
    """Both plans at one tolerance."""
    rows = []
    asked = {"territories": k, "activities": {"workload": te.Balance(tolerance)}}
    straight_problem = te.Problem(table, **asked)
    roads, snapping = measured(lambda: te.Problem(table, travel=te.RoadTravel(network), **asked))
    straight, cost = measured(lambda: te.solve(straight_problem, seed=options.seed, threads=options.threads))
    road, road_cost = measured(lambda: te.solve(roads, seed=options.seed, threads=options.threads))
    if options.stages:
        print({stage: round(entry["cpu_seconds"], 3) for stage, entry in straight.run["stages"].items()})
        print({stage: round(entry["cpu_seconds"], 3) for stage, entry in road.run["stages"].items()})
    on_roads = te.Plan.from_assignment(roads, straight.assignment)
    best = road.evaluation.unit_travel.mean()
    figures = [
        ("straight lines", straight, cost["cpu_s"], centers_on_roads(roads, straight)),
        ("... best road centres", straight, None, float(on_roads.evaluation.unit_travel.mean())),
        ("roads", road, road_cost["cpu_s"], float(best)),
    ]
    for travel, plan, cpu, minutes in figures:
        off = plan.summary["measures"]["workload"]["max_deviation"]
        rows.append(
            [
                name,
                f"{table.num_rows:,} x {k}",
                f"{tolerance:.0%}",
                travel,
                "" if cpu is None else number(cpu, 2),
                "" if cpu is None else f"{cpu / cost['cpu_s']:.2f}",
                f"{off:.3%}",
                f"{plan.gap:.3%}",
                number(minutes, 3),
                f"{1.0 - best / minutes:.2%}",
            ]
        )
    print(f"{name}, {tolerance:.0%}: reading and snapping {snapping['cpu_s']:.2f} CPU s")
    return rows


def centers_on_roads(roads: te.Problem, plan: te.Plan) -> float:
    """Mean minutes on roads of a plan by straight lines, its centres brought to the nearest roads."""
    instance, found = roads.instance, plan.solution
    ways = instance.metric.ways
    assert ways is not None
    centers = ways.start(instance, found.center_y, found.center_x)
    return float(ways.to(instance, slice(None), found.labels, centers).mean())


def main() -> None:
    """Every graph that is there."""
    parser = argparse.ArgumentParser(prog="python -m bench.road.plan", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--graphs", nargs="+", default=list(TASKS))
    parser.add_argument("--tolerances", type=float, nargs="+", default=[0.05, 0.01])
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--stages", action="store_true", help="CPU seconds of each stage")
    options = parser.parse_args()
    rows = []
    for name in options.graphs:
        path = options.folder / f"{name}.npz"
        if not path.is_file():
            print(f"{path} is not there: {name} is left out", file=sys.stderr)
            continue
        n, k, ms = TASKS[name]
        network, places = network_of(path, ms)
        table = accounts(places, n, options.seed)
        for tolerance in options.tolerances:
            rows += run(name, network, table, k, tolerance, options)
    if rows:
        print(f"\n{machine()}; {options.threads} threads\n\n{markdown(HEADER, rows)}")


if __name__ == "__main__":
    main()
