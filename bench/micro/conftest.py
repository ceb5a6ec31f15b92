"""What the kernels work on: built-in accounts, some of them as centres, the same for every kernel set."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from bench import data
from territory_engine import kernels
from territory_engine.kernels.interface import F32, F64, I32, Kernels, MetricCode

LEAF = 16  # units are padded to whole leaves; the case is cut to them instead


def pytest_addoption(parser: pytest.Parser) -> None:
    """Sizes and kernel sets from the command line."""
    parser.addoption("--accounts", type=int, default=200_000)
    parser.addoption("--territories", type=int, default=200)
    parser.addoption("--threads", type=int, default=1)
    parser.addoption("--sets", nargs="+", default=["native", "numba"], help="kernel sets; those not there are skipped")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every bench for every kernel set, unless it says otherwise itself."""
    if "case" in metafunc.fixturenames:
        metafunc.parametrize("case", metafunc.config.getoption("--sets"), indirect=True, scope="session")


@dataclass
class Case:
    """Accounts in spatial order and the handles of one kernel set."""

    kernels: Kernels
    latitude: F64
    longitude: F64
    workload: F64
    territories: int
    threads: int

    @cached_property
    def position(self) -> F32:
        """Unit vectors (3, n)."""
        return self.kernels.unit_vectors(self.latitude, self.longitude, self.threads)

    @cached_property
    def units(self) -> Any:
        """Units whose travel weight is their load."""
        travel, nothing = self.workload.astype(np.float32), np.empty(0, np.float32)
        load, ratio = self.workload[None].copy(), np.ones((1, len(travel)), np.float32)
        return self.kernels.make_units(self.position, travel, load, ratio, nothing, np.empty(0, np.int32))

    @cached_property
    def blocks(self) -> Any:
        """The block tree of the units."""
        return self.kernels.make_blocks(self.units, self.threads)

    @cached_property
    def center_rows(self) -> NDArray[np.int64]:
        """The accounts that serve as centres."""
        return np.random.default_rng(0).choice(len(self.latitude), self.territories, replace=False)

    @cached_property
    def centers(self) -> F32:
        """Unit vectors (3, K)."""
        return np.ascontiguousarray(self.position[:, self.center_rows])

    @property
    def center_places(self) -> tuple[F64, F64]:
        """Latitudes and longitudes (K,)."""
        return self.latitude[self.center_rows], self.longitude[self.center_rows]

    @cached_property
    def prices(self) -> F32:
        """Prices (1, K) in km per unit of travel: some spread, so that nearest is not always cheapest."""
        return np.random.default_rng(1).normal(0.0, 5.0, (1, self.territories)).astype(np.float32)

    @cached_property
    def labels(self) -> I32:
        """The cheapest territories, filled by a price pass."""
        labels = np.zeros(len(self.latitude), np.int32)
        self.price(np.empty(0, np.float32), labels)
        return labels

    def price(self, window: F32, labels: I32) -> tuple[F64, I32, F64]:
        """A price pass."""
        handles = (self.units, self.blocks, self.centers, self.prices)
        return self.kernels.price_pass(*handles, MetricCode.REGIONAL, window, labels, self.threads)

    def border(self, width: int = 4) -> tuple[NDArray[Any], I32, F32]:
        """The units within 2 km of a border."""
        handles = (self.units, self.blocks, self.centers, self.prices)
        margin = np.full(self.territories, 2.0, np.float32)
        return self.kernels.border_units(*handles, MetricCode.REGIONAL, margin, self.labels, width, self.threads)


_cases: dict[str, Case] = {}


@pytest.fixture(scope="session")
def case(request: pytest.FixtureRequest) -> Case:
    """The case of a kernel set, made once."""
    name, option = str(request.param), request.config.getoption
    if name not in _cases:
        try:
            chosen = kernels.get(name)
        except ImportError as error:
            pytest.skip(f"no {name} kernels here: {error}")
        table = data.accounts(option("--accounts") // LEAF * LEAF)
        columns = [table[column].chunk(0).to_numpy() for column in ("lat", "lon", "workload")]
        order = chosen.spatial_order(columns[0], columns[1], option("--threads"))
        latitude, longitude, workload = (np.ascontiguousarray(column[order]) for column in columns)
        _cases[name] = Case(chosen, latitude, longitude, workload, option("--territories"), option("--threads"))
    return _cases[name]
