"""A town for tests: a grid of streets, some of them one-way, and accounts beside them."""

from functools import cache

import numpy as np
import pyarrow as pa

import territory_engine as te

SIDE = 24
STEP = 0.01  # degrees between crossings


@cache
def town(one_way=0.2, seed=0):
    """A network: streets with times of their own in each direction, a share of them closed in one."""
    rng = np.random.default_rng(seed)
    ids = np.arange(SIDE * SIDE)
    north, east = np.divmod(ids, SIDE)
    tail, head = [], []
    for down, across in ((0, 1), (1, 0)):
        here = ids[(north + down < SIDE) & (east + across < SIDE)]
        there = here + down * SIDE + across
        both = rng.random(len(here)) >= one_way
        tail += [here, there[both]]
        head += [there, here[both]]
    tail, head = np.concatenate(tail), np.concatenate(head)
    seconds = rng.integers(300, 2000, len(tail)) / 10.0
    edges = pa.table({"tail": tail, "head": head, "travel_time_s": seconds})
    nodes = pa.table({"id": ids, "latitude": 50.0 + STEP * north, "longitude": 8.0 + STEP * east})
    return te.RoadNetwork.from_edges(edges, nodes)


@cache
def accounts(n=600, seed=1):
    """Accounts all over the town."""
    rng = np.random.default_rng(seed)
    return pa.table(
        {
            "account_id": [f"a{i}" for i in range(n)],
            "lat": 50.0 + STEP * rng.uniform(0, SIDE - 1, n),
            "lon": 8.0 + STEP * rng.uniform(0, SIDE - 1, n),
            "visits": rng.integers(1, 9, n),
            "work": rng.lognormal(0.0, 0.75, n),
            "potential": rng.lognormal(0.0, 0.5, n),
            "today": rng.integers(1, 7, n),
        }
    )


def problem(n=600, k=6, tolerance=0.03, network=None, table=None, **options):
    """A problem on roads."""
    travel = {name: options.pop(name) for name in ("direction", "speed_factor", "max_snap_km") if name in options}
    settings = {"activities": {"work": te.Balance(tolerance)}, "territories": k} | options
    roads = te.RoadTravel(town() if network is None else network, **travel)
    return te.Problem(accounts(n) if table is None else table, travel=roads, **settings)
