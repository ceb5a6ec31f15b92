"""Places in the plane, matrices, rules for centres: what goes together is read, what does not is one precise error."""

import numpy as np
import pyarrow as pa
import pytest

import territory_engine as te

MATRIX = np.array([[0.0, 1, 2, 3], [1, 0, 1, 2], [2, 1, 0, 1], [3, 2, 1, 0.5]])
SITES = {"candidate_id": ["s", "t", "u"], "x": [0.0, 5.0, 5.0], "y": [1.0, 2.0, 2.0]}
PLANE = {"x": "east", "y": "north", "latitude": None}


@pytest.fixture
def make():
    """Four accounts with places of both kinds."""

    def problem(territories=2, columns=None, **options):
        rows = {
            "account_id": ["a", "b", "c", "d"],
            "lat": [10.0, 11.0, 20.0, 21.0],
            "lon": [1.0, 1.0, 2.0, 2.0],
            "east": [500.0, 510.0, 100.0, -90.0],
            "north": [1e6, 2e6, 3e6, 4e6],
        }
        return te.Problem(pa.table(rows | (columns or {})), territories, activities={}, **options)

    return problem


def test_the_plane(make):
    given = make(x="east", y="north").instance
    assert (given.y.tolist(), given.x.tolist()) == ([1e6, 2e6, 3e6, 4e6], [500.0, 510.0, 100.0, -90.0])
    assert (given.metric.kind, given.metric.power, given.metric.floor) == ("plane", 1, False)
    assert given.center_rule == "anywhere"


def test_degrees_are_not_needed_in_the_plane(make):
    table = pa.table({"account_id": [1, 2], "x": [1, 2], "y": [900, -900]})
    assert te.Problem(table, 1, x="x", y="y", travel=te.Planar("floor", power=2)).instance.metric.floor


@pytest.mark.parametrize("names", [("x", "y"), ("east", "north")])
def test_homes_in_the_plane(make, names):
    homes = pa.table({"territory_id": [1, 2], names[0]: [7.0, None], names[1]: [8e6, None], "fixed": [True, False]})
    given = make(homes, x="east", y="north").instance
    assert (given.center_x[0], given.center_y[0]) == (7.0, 8e6)
    assert np.isnan(given.center_x[1])


def test_squared_travel(make):
    assert make(travel=te.GreatCircle(power=2)).instance.metric.power == 2


def test_candidates(make):
    given = make(x="east", y="north", centers="candidates", candidates=pa.table(SITES))
    assert given.candidate_ids.to_pylist() == ["s", "t", "u"]
    assert (given.instance.candidate_y.tolist(), given.instance.candidate_x.tolist()) == ([1, 2, 2], [0, 5, 5])
    on_the_sphere = pa.table({"candidate_id": [1, 2], "lat": [1.0, 2.0], "longitude": [3.0, 4.0]})
    assert make(centers="candidates", candidates=on_the_sphere).instance.candidate_x.tolist() == [3.0, 4.0]


@pytest.mark.parametrize("source", [MATRIX, MATRIX.tolist(), pa.table(list(MATRIX.T), list("wxyz"))])
def test_a_matrix(make, source):
    given = make(travel=te.TravelMatrix(source), centers="medoid", latitude=None, longitude=None).instance
    np.testing.assert_array_equal(given.metric.matrix, MATRIX)
    assert not given.metric.matrix.flags.writeable
    assert given.y.tolist() == [0.0] * 4


def test_a_matrix_is_copied_and_may_come_with_places(make):
    source = np.asfortranarray(MATRIX.astype(np.float32))
    given = make(travel=te.TravelMatrix(source), centers="medoid").instance
    source[0, 0] = 9.0
    assert given.metric.matrix[0, 0] == 0.0
    assert given.metric.matrix.flags.c_contiguous
    assert given.y[0] == 10.0


def test_a_matrix_loses_the_rows_and_columns_of_bad_accounts(make):
    given = make(
        columns={"lat": [10.0, 99.0, 20.0, 21.0]},
        travel=te.TravelMatrix(MATRIX),
        centers="medoid",
        on_bad_rows="report",
    )
    np.testing.assert_array_equal(given.instance.metric.matrix, MATRIX[[0, 2, 3]][:, [0, 2, 3]])


def test_the_data_hash_knows_all_of_it(make):
    some = [
        make(),
        make(travel=te.GreatCircle(power=2)),
        make(centers="medoid"),
        make(x="east", y="north"),
        make(x="east", y="north", travel=te.Planar("floor")),
        make(x="east", y="north", centers="candidates", candidates=pa.table(SITES)),
        make(travel=te.TravelMatrix(MATRIX), centers="medoid"),
        make(travel=te.TravelMatrix(2 * MATRIX), centers="medoid"),
    ]
    assert len({problem.data_hash for problem in some}) == len(some)


def test_it_says_what_it_is(make):
    lines = repr(make(x="east", y="north", travel=te.Planar("floor"), centers="centroid")).splitlines()
    assert "  travel: straight lines, cut to whole numbers, each account counts 1" in lines
    assert "  centres: at the mean place of their units" in lines
    assert "travel: a matrix of 4 x 4," in repr(make(travel=te.TravelMatrix(MATRIX), centers="medoid"))
    assert "TravelMatrix(ndarray)" in repr(te.TravelMatrix(MATRIX))


def sites(**changes):
    return pa.table(SITES | changes)


def spoiled(row, column, value):
    copy = MATRIX.copy()
    copy[row, column] = value
    return te.TravelMatrix(copy)


PLANAR = {"x": "east", "y": "north"}
MEDOID = {"centers": "medoid"}
FIXED = pa.table(
    {"territory_id": ["N", "S"], "latitude": [None, 1.0], "longitude": [None, 1.0], "fixed": [False, True]}
)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"x": "east"}, "te.Problem: y must be the name of a column, found None"),
        ({"y": "north"}, "te.Problem: x must be the name of a column, found None"),
        ({"x": "east", "y": 3}, "te.Problem: y must be the name of a column, found 3"),
        ({"x": "east", "y": "nord"}, "accounts: no column 'nord' .asked for by y=.*Did you mean 'north'"),
        ({"latitude": None}, "te.Problem: latitude must be the name of a column, found None"),
        ({"travel": te.Planar()}, r"travel=te.Planar\(\) needs x= and y="),
        (PLANAR | {"travel": te.GreatCircle()}, r"x= and y= are places in a plane, .*Take te.Planar\(\)"),
        (PLANAR | {"columns": {"east": [1.0, None, 0, 0]}}, "'east', row 1 .*found null, expected a number between"),
        (PLANAR | {"columns": {"north": [1.0, 0, 2e12, 0]}}, "row 2 .*found 2000000000000.0, expected a number"),
        ({"centers": "middle"}, "centers must be one of 'anywhere', 'centroid', 'medoid', 'candidates', found 'mid"),
        ({"centers": 3}, "centers must be one of"),
        ({"centers": "candidates"}, "centers='candidates' needs candidates="),
        ({"candidates": sites()}, "candidates= does not go with centers='anywhere'"),
        (PLANAR | {"centers": "candidates", "candidates": sites(), "territories": 4}, "3 sites for 4 territories"),
        (PLANAR | {"centers": "candidates", "candidates": sites().drop(["candidate_id"])}, "no column 'candidate_id'"),
        (PLANAR | {"centers": "candidates", "candidates": sites().drop(["y"])}, "candidates: no column 'north'"),
        (PLANAR | {"centers": "candidates", "candidates": sites(candidate_id=[1, 2, 1])}, "row 2 .*each id once"),
        (PLANAR | {"centers": "candidates", "candidates": sites(x=[0, np.nan, 1])}, "column 'x', row 1 .id 't'"),
        ({"centers": "candidates", "candidates": sites(lat=[1.0, 95.0, 2.0], lon=[1.0, 2.0, 3])}, "'lat', row 1 .*deg"),
        ({"travel": te.TravelMatrix(MATRIX)}, "4 x 4, expected 4 x 2: .*take centers='medoid'"),
        ({"travel": te.TravelMatrix(MATRIX), "centers": "centroid"}, "centers='centroid' needs places"),
        (MEDOID | {"travel": te.TravelMatrix(MATRIX[:3, :3])}, "the matrix is 3 x 3, expected 4 x 4"),
        (MEDOID | {"travel": te.TravelMatrix(MATRIX[:3])}, "the matrix is 3 x 4, expected 4 x 4"),
        (MEDOID | {"travel": te.TravelMatrix(MATRIX[0])}, "the matrix has 1 dimensions, expected 2"),
        (MEDOID | {"travel": te.TravelMatrix([[0, 1], [2]])}, "the matrix is none"),
        (MEDOID | {"travel": te.TravelMatrix(MATRIX.astype(str))}, "the matrix holds <U32, expected numbers"),
        (MEDOID | {"travel": spoiled(2, 1, -0.5)}, r"row 2 \(id 'c'\), column 1 \(id 'b'\): found -0.5, expected"),
        (MEDOID | {"travel": spoiled(3, 3, np.nan)}, r"row 3 \(id 'd'\), column 3 \(id 'd'\): found nan"),
        (MEDOID | {"travel": spoiled(1, slice(None), np.inf)}, r"row 1 \(id 'b'\) has no finite number: there"),
        (MEDOID | {"travel": te.TravelMatrix(MATRIX[:, :2])}, "the matrix is 4 x 2, expected 4 x 4"),
        (MEDOID | {"travel": te.TravelMatrix(5)}, "te.TravelMatrix: a int is no table"),
        (MEDOID | {"territories": FIXED}, "'S' is fixed at its home, but with centers='medoid' each centre is one"),
        (MEDOID | {"territories": FIXED, "travel": te.TravelMatrix(MATRIX)}, "'S' has a home, and travel"),
        (
            MEDOID | {"territories": FIXED, "travel": te.TravelMatrix(MATRIX), "latitude": None, "longitude": None},
            "found True, expected no fixed centre: there are no places",
        ),
    ],
)  # fmt: skip
def test_what_does_not_go_together(make, options, message):
    with pytest.raises(te.DataError, match=message):
        make(**options)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"travel": te.TravelMatrix(MATRIX), "centers": "candidates", "candidates": sites()}, "units by sites"),
    ],
)
def test_later_work_is_named(make, options, message):
    with pytest.raises(NotImplementedError, match=message):
        make(**options)


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        (lambda: te.Planar("round"), "te.Planar: rounding must be None or 'floor', found 'round'"),
        (lambda: te.Planar(power=3), "te.Planar: power must be 1 or 2, found 3"),
        (lambda: te.Planar(power=True), "te.Planar: power must be 1 or 2, found True"),
    ],
)
def test_wrong_specifications(spec, message):
    with pytest.raises(te.DataError, match=message):
        spec()


def test_too_large_a_matrix_is_refused_before_it_is_copied(make, monkeypatch):
    monkeypatch.setattr("territory_engine.travel.memory.available_bytes", lambda: 100)
    with pytest.raises(te.LimitError, match="a copy of 4 x 4 numbers needs"):
        make(travel=te.TravelMatrix(MATRIX), centers="medoid")


def test_an_alignment_over_its_own_territories(make):
    """Three sites are not enough for four territories that only the table knows."""
    given = make(2, x="east", y="north", centers="candidates", candidates=pa.table(SITES))
    table = pa.table({"account_id": list("abcd"), "territory_id": ["p", "q", "r", "s"]})
    with pytest.raises(te.DataError, match="3 sites for 4 territories"):
        te.Plan.from_assignment(given, table)
    three = pa.table({"account_id": list("abcd"), "territory_id": ["p", "q", "r", "r"]})
    plan = te.Plan.from_assignment(given, three)
    assert sorted(plan.territories["center_id"].to_pylist()) == ["s", "t", "u"]
    assert plan.check() == []


def test_the_search_says_what_it_does_not_know(make, monkeypatch):
    monkeypatch.setattr("territory_engine.cluster_solve.LARGEST_TERRITORY", 0)
    with pytest.raises(NotImplementedError, match=r"te\.solve: .*te\.Plan\.from_assignment"):
        te.solve(make(travel=te.TravelMatrix(MATRIX), centers="medoid"))
