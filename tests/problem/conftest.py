"""A small table of accounts to break one field of."""

import pyarrow as pa
import pytest

import territory_engine as te

ROWS = {
    "account_id": ["a", "b", "c", "d"],
    "lat": [10.0, 11.0, 20.0, 21.0],
    "lon": [1.0, 1.0, 2.0, 2.0],
    "potential": [4.0, 2.0, 3.0, 1.0],
    "visits": [12, 4, 4, 1],
    "territory": ["N", "N", "S", None],
}


@pytest.fixture
def accounts():
    """Four accounts with other columns, or other values of these."""

    def make(**columns):
        return pa.table({**ROWS, **columns})

    return make


@pytest.fixture
def problem(accounts):
    """A problem on the four accounts: ``columns`` break the table, options go to te.Problem."""

    def make(territories=2, columns=None, **options):
        options = {"activities": {"potential": te.Balance(0.1)}, "visits": "visits", **options}
        return te.Problem(accounts(**(columns or {})), territories, **options)

    return make
