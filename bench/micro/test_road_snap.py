"""Accounts placed on the streets of a town: ``pytest bench/micro -k snap``."""

from __future__ import annotations

import numpy as np
from pytest_benchmark.fixture import BenchmarkFixture

import territory_engine as te
from territory_engine.road.snap_grid import make_grid

from .conftest import Case
from .test_kernels import measure


def test_road_snap(benchmark: BenchmarkFixture, case: Case) -> None:
    edges, nodes = te.demo.roads(200, 200, bridges=20)
    network = te.RoadNetwork.from_edges(edges, nodes)
    latitude, longitude = network.nodes.latitude, network.nodes.longitude
    grid = make_grid(network.edges, latitude, longitude)
    shares = np.random.default_rng(0).random((2, len(case.latitude)))
    y, x = (low + share * (high - low) for share, low, high in
            zip(shares, (latitude.min(), longitude.min()), (latitude.max(), longitude.max()), strict=True))  # fmt: skip
    cells = grid.first, grid.segment, grid.rows, grid.columns, grid.south, grid.height, grid.width
    points = y, grid.east_of_west(x), np.cos(np.radians(y))
    measure(benchmark, case.kernels.road_snap, *cells, grid.latitude, grid.longitude, *points, 5000.0, case.threads)
