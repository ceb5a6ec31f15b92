"""The same seed gives the same bytes everywhere, and the accounts look as they are described."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pytest

from territory_engine import DataError, demo
from tests.demo.digest import digest

PLAIN = "0f800669a4225fc78d331ba2301ddc67"
FAULTY = "758c3770f0b0f2e1b9c525043f10daed"


def test_the_same_seed_gives_the_published_bytes():
    assert digest(demo.accounts(3000)) == PLAIN
    assert digest(demo.accounts(3000, ("US", "JP"), seed=7, duplicates=0.05, missing=0.03)) == FAULTY


def test_the_bytes_do_not_depend_on_the_instruction_set():
    features = np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])
    environment = {**os.environ, "NPY_DISABLE_CPU_FEATURES": " ".join(features)}
    script = Path(__file__).with_name("digest.py")
    run = subprocess.run([sys.executable, script], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == PLAIN


def test_seed_and_columns():
    whole = demo.accounts(500, ("AT",), seed=3)
    assert not demo.accounts(500, ("AT",), seed=4).equals(whole)
    some = demo.accounts(500, ("AT",), seed=3, columns=["workload", "lat", "name"])
    assert some.equals(whole.select(["name", "lat", "workload"]))


def test_blocks_leave_no_seam():
    """More rows than one block: the first rows are those of a smaller table."""
    columns = ["lat", "lon", "name", "potential", "visits_per_year"]
    large = demo.accounts(70_000, ("CH",), columns=columns)
    assert large.slice(0, 100).equals(demo.accounts(100, ("CH",), columns=columns))
    assert large["lat"].null_count == 0
    assert np.isfinite(large["potential"].to_numpy()[65_000:]).all()


def test_figures_are_realistic():
    table = demo.accounts(100_000)
    workload = np.sort(table["workload"].to_numpy())[::-1]
    assert 0.08 < workload[:1000].sum() / workload.sum() < 0.10
    assert 0.4 < np.corrcoef(np.log(table["workload"]), np.log(table["potential"]))[0, 1] < 0.8
    assert (table["revenue"].to_numpy() <= table["potential"].to_numpy()).all()
    assert 0.2 < (table["revenue"].to_numpy() == 0).mean() < 0.3
    assert set(np.unique(table["visits_per_year"])) == {1, 2, 4, 6, 12, 26, 52}
    assert (np.abs(table["lat"].to_numpy()) < 72).all()


def test_todays_territories_are_clearly_unbalanced():
    table = demo.accounts(20_000, territories=40)
    loads = table.group_by("territory").aggregate([("workload", "sum")])["workload_sum"].to_numpy()
    assert len(loads) == 40
    assert loads.max() > 2 * loads.mean()
    assert loads.min() < 0.6 * loads.mean()


@pytest.mark.parametrize("territories", [1, 2, 4, 5, 7])
def test_territories_keep_countries_apart_where_there_are_enough(territories):
    table = demo.accounts(5000, territories=territories)
    pairs = table.group_by(["territory", "country"]).aggregate([])
    assert len(set(pairs["territory"].to_pylist())) == territories
    assert (len(pairs) == territories) == (territories >= 5)


def test_parents_are_heads_in_the_same_place():
    table = demo.accounts(20_000)
    children = table.filter(pc.is_valid(table["parent_id"]))
    assert 0.05 < len(children) / len(table) < 0.13
    parents = table.take(pc.subtract(children["parent_id"], 1))
    assert parents["parent_id"].null_count == len(parents)
    assert parents["region"].equals(children["region"])


def test_duplicates_are_as_many_as_asked_and_near_their_originals():
    table = demo.accounts(20_000, duplicates=0.05)
    repeats = table.filter(pc.is_valid(table["duplicate_of"]))
    originals = table.take(pc.subtract(repeats["duplicate_of"], 1))
    assert 0.04 < len(repeats) / len(table) < 0.06
    assert originals["duplicate_of"].null_count == len(originals)
    for axis in ("lat", "lon"):
        assert np.abs(repeats[axis].to_numpy() - originals[axis].to_numpy()).max() < 0.00042
    assert not any(pc.equal(repeats["name"], originals["name"]).to_pylist())
    assert repeats["potential"].equals(originals["potential"])
    valid = table["parent_id"].drop_null()
    assert table["duplicate_of"].take(pc.subtract(valid, 1)).null_count == len(valid)


def test_missing_values_are_as_many_as_asked():
    table = demo.accounts(20_000, missing=0.1)
    for name in ("lat", "lon", "potential", "revenue", "workload", "visits_per_year"):
        assert 0.09 < table[name].null_count / len(table) < 0.11
    assert table["lat"].is_null().equals(table["lon"].is_null())
    assert not table["potential"].is_null().equals(table["revenue"].is_null())
    for name in ("account_id", "name", "territory"):
        assert table[name].null_count == 0


def test_longitudes_wrap_at_the_date_line():
    longitude = demo.accounts(20_000, ("FJ",), columns=["lon"])["lon"].to_numpy()
    assert (np.abs(longitude) <= 180).all()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"n": 0}, r"n=0: expected between 1 and"),
        ({"seed": -1}, r"seed=-1: expected 0 or more"),
        ({"territories": 0}, r"territories=0: expected 1 or more"),
        ({"duplicates": 1.0}, r"duplicates=1.0: expected a share"),
        ({"missing": -0.1}, r"missing=-0.1: expected a share"),
        ({"missing": float("nan")}, r"missing=nan: expected a share"),
        ({"columns": ["latitude"]}, r"columns='latitude': expected some of account_id, "),
        ({"countries": ("DE", "XX")}, r"no country 'XX'; .*: AD AE AF .* ZW"),
        ({"countries": ("de",)}, r"no country 'de'; did you mean 'DE'"),
        ({"countries": ("DE", "DE")}, r"a code twice in 'DE', 'DE'"),
        ({"countries": ()}, r"found none, expected at least one"),
    ],
)
def test_wrong_arguments_say_what_was_expected(arguments, message):
    with pytest.raises(DataError, match=message):
        demo.accounts(**{"n": 10, **arguments})
