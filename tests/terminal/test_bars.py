"""Charts in characters: as long as the figures say, symmetric, and within their cells."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from territory_engine.terminal.bars import deviation_bar, part, strip

NONE = (math.nan, math.nan)
SHARES = st.floats(0.0, 1.0)


@pytest.mark.parametrize("unicode", [True, False])
@given(value=st.floats(-3, 3), edges=st.tuples(st.floats(-2, 0), st.floats(0, 2)))
def test_bars_fill_their_cells_and_keep_to_their_side(value, edges, unicode):
    bar = deviation_bar(value, edges, 1.0, 21, unicode)
    assert len(bar) == 21
    assert bar[10] in "│|"
    idle = bar[:10] if value >= 0 else bar[11:]
    assert not set(idle) & set("█▐▌#=")
    assert unicode or bar.isascii()


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_is_never_shorter(a, b):
    def filled(value):
        bar = deviation_bar(value, NONE, 1.0, 41)
        return 2 * bar.count("█") + bar.count("▌")

    low, high = sorted((a, b))
    assert filled(low) <= filled(high)


def test_an_unknown_deviation_is_the_axis_alone():
    assert deviation_bar(math.nan, NONE, 1.0, 5).strip() == "│"


@pytest.mark.parametrize("unicode", [True, False])
@given(st.lists(SHARES, min_size=1, max_size=50))
def test_every_value_shows_in_a_strip(unicode, values):
    cells = strip(values, 0.0, 1.0, 20, unicode)
    assert len(cells) == 20
    where = {min(19, int(value * 20)) for value in values}
    assert {index for index, cell in enumerate(cells) if cell != " "} == where
    assert unicode or cells.isascii()


@pytest.mark.parametrize("unicode", [True, False])
@given(st.floats(-1, 2))
def test_a_part_is_as_long_as_the_whole(unicode, fraction):
    assert len(part(fraction, 20, unicode)) == 20


def test_parts():
    assert part(0.0, 4) == "····"
    assert part(1.0, 4) == "████"
    assert part(0.3125, 4) == "█▎··"
    assert part(1.0, 4, unicode=False) == "####"
