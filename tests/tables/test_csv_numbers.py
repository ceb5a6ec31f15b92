"""Numbers as people write them, and which mark of a file is the decimal one."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import territory_engine as te
from territory_engine.tables.csv_numbers import decimal_marks, parse_numbers


def numbers(texts, mark):
    return [None if value != value else value for value in parse_numbers(pa.chunked_array([texts]), mark).tolist()]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234,5", 1234.5), ("1.234,5", 1234.5), ("1.234.567,89", 1234567.89), ("1.234", 1234.0), ("-0,5", -0.5),
        ("+7", 7.0), (",5", 0.5), ("5,", 5.0), ("1e3", 1000.0), (" 12,0 ", 12.0), ("12,50 €", 12.5),
        ("CHF 1'234,50", 1234.5), ("1 234 567,5", 1234567.5), ("1\u202f234,5", 1234.5), ("1\u00a0000", 1000.0),
        ("−3,5", -3.5), ("€ 1.000", 1000.0),
        ("1.5", None), ("12.34,5", None), ("1,2,3", None), ("", None), ("keine", None), ("0.123", None),
        ("1.23.456", None), ("12 3", None), ("5 %", None), ("1.234.56", None),
    ],
)  # fmt: skip
def test_with_decimal_commas(text, value):
    assert numbers([text], ",") == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.5", 1234.5),
        ("1234.5", 1234.5),
        ("1,234", 1234.0),
        ("$1,000,000", 1e6),
        ("1'000.5", 1000.5),
        ("1,5", None),
    ],
)
def test_with_decimal_points(text, value):
    assert numbers([text, None], ".") == [value, None]


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1), st.sampled_from([(".", ","), (",", "."), (",", " ")]))
def test_what_is_written_is_read(cents, style):
    mark, group = style
    texts = [f"{value / 100:,.2f}".replace(".", "d").replace(",", group).replace("d", mark) for value in cents]
    assert numbers(texts, mark) == [float(f"{value / 100:.2f}") for value in cents]


@pytest.mark.parametrize(
    ("columns", "delimiter", "marks"),
    [
        ({"a": ["48,1375"], "b": ["1.234"]}, ";", ",,"),  # the sure column decides for the other
        ({"a": ["48.1375"], "b": ["1,234"]}, ";", ".."),
        ({"a": ["48.1375"], "b": ["1.234,50"]}, ";", ".,"),  # both are sure
        ({"a": ["1,234"]}, ";", ","),
        ({"a": ["1,234"]}, ",", "."),  # quoted, in a file of commas: thousands
        ({"a": ["1.234"]}, ";", "."),
        ({"a": ["1.234"], "b": ["1,234"]}, ";", ",,"),
        ({"a": ["1.234.567"], "b": ["1,234"]}, ",", ",,"),
        ({"a": ["x"], "b": ["7"]}, ";", ".."),
        ({"a": ["0,500"], "b": ["1.000"]}, ";", ",,"),  # nobody groups after a zero
        ({"a": ["48,1", "48.2", "48,3"]}, ";", ","),  # most values decide; the others will be bad
    ],
)
def test_marks(columns, delimiter, marks):
    found = decimal_marks({name: pa.chunked_array([texts]) for name, texts in columns.items()}, delimiter)
    assert "".join(found.values()) == marks


def problem(tmp_path, text, **options):
    path = tmp_path / "k.csv"
    path.write_text(text, encoding="utf-8")
    return te.Problem(path, **({"territories": 1, "id": "id", "activities": {"eur": te.Bounds(minimum=0)}} | options))


GERMAN = "id;lat;lon;eur\n007;48,1375;11,5755;1.234,50 €\n008;49;11;2.000\n"


def test_a_german_file(tmp_path):
    found = problem(tmp_path, GERMAN)
    assert found.unit_ids.to_pylist() == ["007", "008"]
    assert found.instance.y.tolist() == [48.1375, 49.0]
    assert found.instance.measures[0].values.tolist() == [1234.5, 2000.0]
    assert found.notes == (
        "accounts from k.csv: semicolons between fields, decimal commas in 'lat', 'lon', 'eur', "
        "points between thousands in 'eur'",
    )
    assert f"note: {found.notes[0]}" in repr(found).replace("\n    ", " ")


def test_quoted_decimal_commas_between_commas(tmp_path):
    found = problem(tmp_path, 'id,lat,lon,eur\na,"48,1375","11,5",3\n')
    assert (found.instance.y.tolist(), found.instance.x.tolist()) == ([48.1375], [11.5])
    assert found.notes == ("accounts from k.csv: decimal commas in 'lat', 'lon'",)


def test_a_value_with_the_other_mark_is_bad_and_stays_as_it_was_written(tmp_path):
    with pytest.raises(te.DataError, match=r"found '12.5', .* other numbers have decimal commas") as error:
        problem(tmp_path, GERMAN + "009;48,5;12.5;x\n")
    assert (error.value.row, error.value.id) == (2, "009")
    found = problem(tmp_path, GERMAN + "009;48,5;12,5;x 1.5\n", on_bad_rows="report")
    assert found.rejected["reason"].to_pylist() == ["found 'x 1.5', expected a finite number of at least 0"]


def test_a_table_of_territories_in_german(tmp_path):
    path = tmp_path / "gebiete.csv"
    path.write_bytes("territory_id;latitude;longitude;fixed\nSüd;48,1;11,5;yes\n".encode("cp1252"))
    found = problem(tmp_path, GERMAN, territories=path)
    assert found.instance.center_y.tolist() == [48.1]
    assert found.notes[1] == (
        "territories from gebiete.csv: Windows-1252 text, semicolons between fields, decimal commas"
    )
