"""Errors carry their facts, through a pickle too, and are what callers already catch."""

import pickle

import pytest

import territory_engine as te


@pytest.mark.parametrize(
    ("error", "builtin"),
    [(te.DataError("x"), ValueError), (te.InfeasibleError("x"), ValueError), (te.LimitError("x"), MemoryError)],
)
def test_kinds(error, builtin):
    assert isinstance(error, te.TerritoryEngineError)
    assert isinstance(error, builtin)
    assert str(error) == "x"


@pytest.mark.parametrize(
    "error",
    [
        te.DataError("bad", table="accounts", column="lat", row=3, id="A7", found=91.0, expected="degrees"),
        te.InfeasibleError("no", [{"constraint": "te.Pin", "by": 1.0}], proven=False, plan="closest"),
        te.LimitError("much"),
    ],
)
def test_pickle(error):
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert str(copy) == str(error)
    assert vars(copy) == vars(error)
