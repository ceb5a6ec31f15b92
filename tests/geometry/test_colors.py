"""Colours: apart for every kind of colour vision, and different between neighbours."""

import numpy as np
import pytest

from territory_engine.report.coloring import color
from territory_engine.report.colors import APART, PALETTE, USUAL

from .vision import difference, luminance, seen


def differences():
    """The smallest difference between each two colours of the palette, over all kinds of colour vision."""
    views = [difference(lab[:, None], lab[None]) for lab in seen(PALETTE)]
    return np.min(views, axis=0)


def test_the_measure_itself():
    """A pair from the paper on CIEDE2000 (Sharma, Wu and Dalal 2005), and black against white."""
    assert difference(np.array([50.0, 2.6772, -79.7751]), np.array([50.0, 0.0, -82.7485])) == pytest.approx(
        2.0425, abs=1e-4
    )
    assert difference(*seen(["#000000", "#ffffff"])[0]) == pytest.approx(100.0, abs=0.01)


def test_everybody_can_tell_the_colors_apart():
    apart = differences() + np.diag(np.full(len(PALETTE), 100.0))
    assert apart[:USUAL, :USUAL].min() >= 17.0
    assert apart.min() >= 10.0


def test_the_table_of_differences_is_that_of_the_palette():
    assert np.floor(differences()[:USUAL, :USUAL]).astype(int).tolist() == [list(row) for row in APART]


def test_the_usual_colors_stand_out_on_light_and_dark_ground():
    light = luminance(PALETTE[:USUAL])
    assert ((1.0 + 0.05) / (light + 0.05)).min() >= 1.95
    assert ((light + 0.05) / (luminance(["#14181d"]) + 0.05)).min() >= 2.9


def shares(pairs, colors):
    return sum(colors[a] == colors[b] for a, b in pairs.tolist())


def grid(side):
    """A square map of square territories that touch at edges and corners."""
    at = np.arange(side * side).reshape(side, side)
    steps = [(at[:, :-1], at[:, 1:]), (at[:-1], at[1:]), (at[:-1, :-1], at[1:, 1:]), (at[1:, :-1], at[:-1, 1:])]
    return np.concatenate([np.sort(np.column_stack([a.ravel(), b.ravel()]), axis=1) for a, b in steps])


def test_neighbours_differ_and_colors_are_used_alike():
    pairs = grid(20)
    colors = color(400, pairs)
    assert shares(pairs, colors) == 0
    counts = np.bincount(colors)
    assert len(counts) <= USUAL and np.count_nonzero(counts >= 20) >= 6
    assert np.array_equal(colors, color(400, pairs[::-1]))


def test_neighbours_stand_out_more_than_any_two_colors():
    pairs = grid(8)
    colors = color(64, pairs)
    steps = [APART[colors[a]][colors[b]] for a, b in pairs.tolist()]
    assert np.mean(steps) > np.mean([APART[a][b] for a in range(USUAL) for b in range(a)])


@pytest.mark.parametrize("size", [8, 16])
def test_territories_that_all_touch_take_as_many_colors_as_they_are(size):
    pairs = np.array([(a, b) for b in range(size) for a in range(b)])
    colors = color(size, pairs)
    assert sorted(colors.tolist()) == list(range(size))


def test_beyond_the_palette_as_few_as_can_be_share():
    pairs = np.array([(a, b) for b in range(20) for a in range(b)])
    colors = color(20, pairs)
    assert colors.max() < len(PALETTE)
    assert shares(pairs, colors) == 20 - len(PALETTE)


def test_no_neighbours():
    assert color(0, np.empty((0, 2), np.int32)).tolist() == []
    assert len(set(color(USUAL, np.empty((0, 2), np.int32)).tolist())) == USUAL
