"""Places in a plane, matrices and rules for centres from the command line."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import territory_engine as te
from territory_engine.cli import values
from territory_engine.cli.parser import build_parser
from territory_engine.cli.problem import make_problem


@pytest.fixture
def plane():
    """Nine accounts on a grid, in three columns."""
    grid = np.arange(9)
    table = pa.table(
        {"account_id": grid, "x": grid // 3 * 100.0, "y": grid % 3 * 1.5, "w": np.ones(9), "territory_id": grid // 3}
    )
    pq.write_table(table, "plane.parquet")
    return "plane.parquet"


OPTIONS = ["--x=x", "--y=y", "--territories=3", "--balance=w=20%"]


def test_check_an_alignment_in_the_plane(run, plane):
    status, out, err = run(
        "check", plane, *OPTIONS, "--centers=medoid", "--travel=planar:floor", f"--assignment={plane}"
    )
    assert (status, err) == (0, "")
    assert "travel: straight lines, cut to whole numbers" in out
    # each column has its middle as the centre, and 1.5 is cut to 1
    assert ["objective", "6"] in [line.split() for line in out.splitlines()]
    assert "km" not in out


def test_a_matrix_and_no_places(run, plane):
    far = np.abs(np.subtract.outer(np.arange(9.0), np.arange(9.0)))
    pq.write_table(pa.table(list(far.T), [str(i) for i in range(9)]), "far.parquet")
    words = ["check", plane, "--territories=3", "--balance=w=20%", "--travel-matrix=far.parquet", "--centers=medoid"]
    status, out, err = run(*words, f"--assignment={plane}")
    assert (status, err) == (0, "")
    assert "a matrix of 9 x 9" in out
    assert ["objective", "6"] in [line.split() for line in out.splitlines()]
    status, _, err = run(*words, "--travel=planar")
    assert (status, "--travel and --travel-matrix are both given" in err) == (2, True)


def test_candidates_from_a_config_file(run, plane, tmp_path):
    (tmp_path / "sites.csv").write_text("candidate_id,x,y\na,0,0\nb,100,0\nc,200,1\nd,1,0\n")
    (tmp_path / "p.toml").write_text(
        'territories = 3\nx = "x"\ny = "y"\ncenters = "candidates"\ncandidates = "sites.csv"\nbalance = {w = "20%"}\n'
    )
    status, out, err = run("check", plane, "--config=p.toml", f"--assignment={plane}")
    assert (status, err) == (0, "")
    assert "centres: 4 candidates" in out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("great-circle", te.GreatCircle()),
        ("great-circle:squared", te.GreatCircle(power=2)),
        ("planar:squared", te.Planar(power=2)),
        ("planar:floor", te.Planar("floor")),
    ],
)
def test_ways_to_travel(text, expected):
    assert values.travel(text) == expected


def test_what_is_typed_is_what_te_problem_gets(plane):
    problem = make_problem(build_parser().parse_args(["plan", plane, *OPTIONS, "--centers=centroid"]))
    assert (problem.columns.x, problem.columns.y, problem.columns.latitude) == ("x", "y", None)
    assert (problem.instance.metric.kind, problem.instance.center_rule) == ("plane", "centroid")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--travel=road"], "'road': expected one of great-circle, great-circle:squared, planar"),
        (["--centers=middle"], "centers must be one of 'anywhere'"),
        (["--centers=candidates"], "needs candidates="),
        (["--format=geojson"], "--format geojson needs latitudes and longitudes"),
    ],
)
def test_wrong_words(run, plane, words, message):
    status, _, err = run("plan", plane, *OPTIONS, *words)
    assert status == 2
    assert message in err
