"""Tables keep to the width of the screen: names are cut, then the least important columns go."""

import io

import pytest

from territory_engine.terminal.cells import width
from territory_engine.terminal.screen import Screen
from territory_engine.terminal.table import Column, table

COLUMNS = [Column("territory", right=False, least=9), Column("accounts", rank=2), Column("km", rank=1), Column("off")]
ROWS = [["Mecklenburg-Vorpommern", "1,234", "56.7", "+4.98 %"], ["東京都", "8", "123.4", "-0.10 %"]]


def lines(columns, rows=ROWS, of=COLUMNS, **options):
    screen = Screen(io.StringIO(), columns=columns)
    return [screen.rendered(line) for line in table(screen, of, rows, **options)]


def test_names_to_the_left_and_figures_to_the_right():
    assert lines(80) == [
        "territory               accounts     km      off",
        "Mecklenburg-Vorpommern     1,234   56.7  +4.98 %",
        "東京都                         8  123.4  -0.10 %",
    ]


def test_narrow_screens_cut_names_first():
    head, first, second = lines(40)
    assert head == "territory       accounts     km      off"
    assert first == "Mecklenburg-V…     1,234   56.7  +4.98 %"
    assert second.endswith("8  123.4  -0.10 %")


def test_then_columns_go_by_their_rank():
    assert lines(28)[0].split() == ["territory", "km", "off"]
    assert lines(20)[0].split() == ["territory", "off"]


@pytest.mark.parametrize("columns", range(20, 60))
def test_no_line_is_wider_than_the_screen(columns):
    assert all(width(line) <= columns for line in lines(columns))
    assert all(width(line) <= columns for line in lines(columns, indent=2))


def test_headings_over_all_columns_and_no_heads():
    rows = [[("workload", "bold")], ["  cv", "4 %"], [("travel", "bold")], ["  km", "7"]]
    assert lines(80, rows, [Column(right=False), Column()]) == ["workload", "  cv  4 %", "travel", "  km    7"]


def test_cells_are_harmless():
    rows = [["\x1b[31mred\nline", "1", "2", "3"]]
    assert lines(80, rows)[1].startswith(r"\x1b[31mred\nline")


def test_without_rows_only_the_heads():
    assert lines(80, []) == ["territory  accounts  km  off"]
