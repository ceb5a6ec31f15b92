"""CSV as spreadsheets and CRMs write it: encodings, what stands between fields, lines above the header."""

import gzip

import pytest

import territory_engine as te
from territory_engine.tables.remarks import remarks_of
from territory_engine.tables.source import read
from territory_engine.tables.wanted import Wanted

WANTED = [Wanted("Kunde", "id"), Wanted("Länge", "number")]
ROW = [{"Kunde": "Köln", "Länge": 6.96}]


def read_bytes(tmp_path, content, wanted=WANTED, name="k.csv"):
    path = tmp_path / name
    path.write_bytes(content)
    data = read(path, "accounts", wanted)
    return data.to_pylist(), remarks_of("accounts", data)


def test_plain_csv_needs_no_remark(tmp_path):
    assert read_bytes(tmp_path, "Kunde,Länge\nKöln,6.96\n".encode()) == (ROW, ())


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("cp1252", "Windows-1252 text, "), ("utf-16", "UTF-16 text, "), ("utf-8-sig", ""), ("utf-8", "")],
)
def test_encodings(tmp_path, encoding, said):
    rows, remarks = read_bytes(tmp_path, "Kunde;Länge\nKöln;6,96\n".encode(encoding))
    assert rows == ROW
    assert remarks == (f"accounts from k.csv: {said}semicolons between fields, decimal commas",)


def test_an_umlaut_far_down_tells_the_encoding(tmp_path):
    text = "Kunde,x\n" + "a,1\n" * 40_000 + "Köln,2\n"
    rows, remarks = read_bytes(tmp_path, text.encode("cp1252"), [Wanted("Kunde", "id"), Wanted("x", "number")])
    assert rows[-1] == {"Kunde": "Köln", "x": 2.0}
    assert remarks == ("accounts from k.csv: Windows-1252 text",)


def test_bytes_that_no_encoding_has_are_refused(tmp_path):
    with pytest.raises(te.DataError, match=r"cannot be read.*Save it as UTF-8"):
        read_bytes(tmp_path, b"Kunde,x\nK\x81ln,2\n", [Wanted("Kunde", "id"), Wanted("x", "number")])


def test_compressed(tmp_path):
    assert read_bytes(tmp_path, gzip.compress("Kunde,Länge\nKöln,6.96\n".encode()), name="k.csv.gz") == (ROW, ())


@pytest.mark.parametrize("above", ["sep=;\n", "\n\n", "sep=;\r\n"])
def test_lines_that_say_nothing(tmp_path, above):
    rows, remarks = read_bytes(tmp_path, f"{above}Kunde;Länge\nKöln;6.96\n".encode())
    assert (rows, remarks) == (ROW, ("accounts from k.csv: semicolons between fields",))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_titles_above_the_header(tmp_path, encoding):
    text = "Kunden, Stand März\r\n\r\nvertraulich\r\nKunde|Länge\r\nKöln|6.96\r\n"
    rows, remarks = read_bytes(tmp_path, text.encode(encoding))
    assert rows == ROW
    assert remarks[0].endswith("bars between fields, 2 lines above the header left out")


def test_a_title_is_no_header_for_messages(tmp_path):
    with pytest.raises(te.DataError, match=r"no column 'Länge'.*Columns: 'Kunde', 'Breite'"):
        read_bytes(tmp_path, b"Kunde,Breite\nA,1\n")


def test_a_title_above_a_header_that_is_asked_for_names(tmp_path):
    def wanting(available):
        return [Wanted(available[0], "id"), Wanted(available[1], "number")]

    rows, remarks = read_bytes(tmp_path, "Kunden\n\nKunde;Länge\nKöln;6,96\n".encode(), wanting)
    assert (rows, remarks[0][-50:]) == (ROW, "fields, 1 line above the header left out, decimal commas"[-50:])
    with pytest.raises(te.DataError, match="Columns: 'Kunde', 'Breite'"):
        read_bytes(tmp_path, b"Kunden\nKunde,Breite\nA,1\n")


def test_spaces_around_names(tmp_path):
    assert read_bytes(tmp_path, "Kunde , Länge\nKöln, 6.96\n".encode())[0] == ROW


def test_a_name_that_is_there_twice_but_for_spaces(tmp_path):
    with pytest.raises(te.DataError, match="'Kunde' is there 2 times"):
        read_bytes(tmp_path, "Kunde, Kunde,Länge\na,b,1\n".encode())


def test_workbooks_are_no_csv(tmp_path):
    with pytest.raises(te.DataError, match=r"workbook.*Save the sheet as CSV"):
        read_bytes(tmp_path, b"PK\x03\x04" + bytes(range(256)))
    with pytest.raises(te.DataError, match=r"unknown format.*Save the sheet as CSV"):
        read_bytes(tmp_path, b"PK\x03\x04" + bytes(range(256)), name="k.xlsx")


def test_ragged_rows_are_shown(tmp_path):
    with pytest.raises(te.DataError, match=r"has 3 fields, the header has 2: 'Meier, Söhne,6.96'.*needs quotes"):
        read_bytes(tmp_path, "Kunde,Länge\nMeier, Söhne,6.96\n".encode())
