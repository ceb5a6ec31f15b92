"""What newcomers get wrong at first, and whether the message leads them out."""

import numpy as np
import pyarrow as pa
import pytest

import territory_engine as te


def table(n=40, **columns):
    accounts = te.demo.accounts(n, ("DE",), territories=2)
    for name, values in columns.items():
        accounts = accounts.set_column(accounts.schema.names.index(name), name, pa.array(values))
    return accounts


def test_exchanged_coordinates_are_noted():
    assert te.Problem(table(), 2).notes == ()
    assert "look exchanged" in te.Problem(table(), 2, latitude="lon", longitude="lat").notes[0]


def test_exchanged_coordinates_out_of_range():
    america = te.demo.accounts(40, ("US",))
    with pytest.raises(te.DataError, match="Are latitude and longitude exchanged"):
        te.Problem(america, 2, latitude="lon", longitude="lat")


def test_coordinates_at_zero_are_noted():
    accounts = table(lat=[0.0] * 3 + [50.0] * 37, lon=[0.0] * 3 + [10.0] * 37)
    assert te.Problem(accounts, 2).notes[0].startswith("3 accounts are at latitude 0, longitude 0")


def test_places_in_the_plane_are_not_looked_at():
    accounts = pa.table({"account_id": [1, 2], "x": [0.0, 0.0], "y": [0.0, 0.0]})
    assert te.Problem(accounts, 1, x="x", y="y").notes == ()


def test_a_lost_decimal_point():
    with pytest.raises(te.DataError, match="Was the decimal point lost"):
        te.Problem(table(lat=[48137154.0] + [50.0] * 39), 2)


def test_no_hint_where_none_helps():
    with pytest.raises(te.DataError, match=r"expected degrees between -90 and 90\.$"):
        te.Problem(table(lat=[np.nan] + [50.0] * 39), 2)


def test_degrees_and_minutes(tmp_path):
    (tmp_path / "t.csv").write_text("account_id,lat,lon\n1,48°08'15\"N,11\n", encoding="utf-8")
    with pytest.raises(te.DataError, match=r"Write degrees with decimals"):
        te.Problem(tmp_path / "t.csv", 1)


def test_decimal_commas_in_a_data_frame():
    with pytest.raises(te.DataError, match=r"found '48,1'.*give the path of the CSV file"):
        te.Problem(table(lat=["48,1"] * 40), 2)


def test_per_cent_as_a_tolerance():
    with pytest.raises(te.DataError, match=r"0\.05 is 5 %.*found 5"):
        te.Balance(5)
    with pytest.raises(te.DataError, match=r"0\.05 for 5 %"):
        te.Balance("5%")
    with pytest.raises(te.DataError, match=r"such as te\.Balance\(0\.05\)"):
        te.Problem(table(), 2, activities={"workload": 0.05})


def test_territories_by_name():
    problem = te.Problem(table(), ["North", "South"])
    assert problem.territory_ids.to_pylist() == ["North", "South"]
    assert te.Problem(table(), (7, 9)).territory_ids.to_pylist() == [7, 9]
    with pytest.raises(te.DataError, match="all integers or all text"):
        te.Problem(table(), ["North", 2])
    with pytest.raises(te.DataError, match="each id once"):
        te.Problem(table(), ["North", "North"])
    with pytest.raises(te.DataError, match=r"pass the number 8"):
        te.Problem(table(), "8")


def test_todays_names_written_in_another_way_are_noted():
    assert te.Problem(table(), ["T1", "T2"], baseline="territory").notes == ()
    assert te.Problem(table(), 2, baseline="territory").notes == ()
    (note,) = te.Problem(table(), ["T1", "t2"], baseline="territory").notes
    assert note.endswith("accounts are today in territories that are none of territories= ('T2'); they count as new")


def test_pins_to_a_name_that_nobody_gave():
    with pytest.raises(te.DataError, match="A count of territories numbers them"):
        te.Problem(table(), 2, constraints=[te.Pin([1], "T1")])


def test_pins_without_leading_zeros():
    accounts = table(account_id=[f"{i:04}" for i in range(40)])
    with pytest.raises(te.DataError, match="did you mean '0007'"):
        te.Problem(accounts, 2, constraints=[te.Pin([7], 1)])


def test_a_table_is_no_problem():
    with pytest.raises(te.DataError, match=r"must be a te\.Problem"):
        te.solve(table())


def test_one_more_row_is_like_it():
    with pytest.raises(te.DataError, match="1 more row is like it"):
        te.Problem(table(lat=[99.0] * 2 + [50.0] * 38), 2)
