"""The picture: well-formed, small, true, and readable at the ends of the world."""

import re
import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest

from territory_engine.errors import DataError
from territory_engine.picture import map_panel, page, svg
from territory_engine.picture.balance_panel import _ticks
from territory_engine.picture.projection import fit, longitude_range
from territory_engine.report.coloring import color
from territory_engine.report.dot_colors import neighbour_pairs
from tests.plan.plan_cases import instance, measure, plan_of, random_plan

SVG = "{http://www.w3.org/2000/svg}"


def drawn(plan):
    return ElementTree.fromstring(page.picture(plan))


def words(root):
    return [element.text for element in root.iter(f"{SVG}text")]


def dots(root):
    """Number of dots of each territory, by its name."""
    paths = root.find(f".//{SVG}defs").iter(f"{SVG}path")
    return {path.find(f"{SVG}title").text: path.get("d").count("M") for path in paths}


def test_says_what_it_shows(six, tmp_path):
    path = tmp_path / "plan.svg"
    six.picture(path)
    root = ElementTree.parse(path).getroot()
    assert dots(root) == {"West": 3, "East": 3}
    said = words(root)
    assert said[:2] == [
        "6 accounts in 2 territories",
        "79.4 km a visit  ·  within 10.07 % of the proven bound  ·  potential 57.1 to 142.9 % of target",
    ]
    assert {"West", "East", "57.1 %", "142.9 %", "every account is a dot; rings are centres"} <= set(said)


def test_same_plan_same_bytes():
    one, other = (random_plan(np.random.default_rng(1), n=300) for _ in range(2))
    assert page.picture(one) == page.picture(other)


def test_a_sample_is_admitted_and_small(monkeypatch):
    monkeypatch.setattr(page, "DOTS", 200)
    plan = random_plan(np.random.default_rng(0), n=5000)
    root = drawn(plan)
    assert "showing 200 of 5,000 accounts; rings are centres" in words(root)
    assert sum(dots(root).values()) == 200


def test_twenty_thousand_accounts_and_a_thousand_territories_stay_small():
    rng = np.random.default_rng(0)
    plan = random_plan(rng, n=page.DOTS, k=1000)
    document = page.picture(plan)
    assert len(document.encode()) < 2_000_000
    assert any("1,000 territories sorted" in line for line in words(ElementTree.fromstring(document)))


@pytest.mark.parametrize("name", ["<b>&amp;\"'", "]]>", "\x00\x1b\ufffe", "Öst 漢字", "x" * 500, ""])
def test_names_are_safe(name):
    loads = measure(name + "m", [1, 2], [1.5, 1.5])
    plan = plan_of(instance([0, 1], [0, 1], [loads]), [0, 1], [0, 1], [0, 1], territory_ids=[name, "other"])
    root = drawn(plan)
    expected = re.sub("[\x00\x1b\ufffe]", "�", name)
    assert set(dots(root)) == {expected or None, "other"}


@pytest.mark.parametrize(
    "places",
    [
        ([0, 0], [0, 0]),  # one place
        ([90, -90], [0, 0]),  # both poles
        ([10, 11, 10, 11], [179.9, -179.9, 180, -180]),  # over the date line
        (np.linspace(-80, 80, 50), np.linspace(-180, 179, 50)),  # everywhere
    ],
)
def test_dots_stay_inside_the_map(places):
    n = len(places[0])
    plan = plan_of(instance(*places, k=1), np.zeros(n), [places[0][0]], [places[1][0]])
    data = drawn(plan).find(f".//{SVG}defs//{SVG}path").get("d")
    x, y = np.array(re.findall(r"M(-?\d+) (-?\d+)", data), float).T / map_panel.STEPS
    assert len(x) == n
    assert (x >= page.MAP.left).all() and (x <= page.MAP.left + page.MAP.width).all()
    assert (y >= page.MAP.top).all() and (y <= page.MAP.top + page.MAP.height).all()


def test_neighbours_over_the_date_line_are_neighbours():
    projection = fit(np.array([0.0, 1.0, 0.0]), np.array([179.0, -179.0, 178.0]), 0, 0, 100, 100)
    x = projection.x(np.array([178.0, 179.0, -179.0]))
    np.testing.assert_allclose(np.diff(x), x[1] - x[0] + np.array([0.0, x[1] - x[0]]), rtol=1e-6)


@pytest.mark.parametrize(
    ("longitude", "expected"),
    [([5], (5, 0)), ([1, 3], (1, 2)), ([179, -179], (179, 2)), ([-180, 180], (180, 0)), ([350, 10, 0], (350, 20))],
)
def test_shortest_arc(longitude, expected):
    assert longitude_range(np.array(longitude, float)) == expected


def test_pairs_of_neighbours():
    labels, second = np.array([0, 0, 2, 3], np.int32), np.array([1, 1, 1, -1], np.int32)
    nearest = np.array([[0, 1], [1, 0], [2, 3], [3, 2]], np.int32)
    assert neighbour_pairs(labels, second, nearest).tolist() == [[0, 1], [1, 2], [2, 3]]


def test_neighbours_differ_in_colour():
    x, y = np.random.default_rng(2).random((2, 60))
    near = np.argsort(np.hypot(x[:, None] - x, y[:, None] - y), axis=1)[:, :4].astype(np.int32)
    nobody = np.zeros(0, np.int32)
    pairs = neighbour_pairs(nobody, nobody, near)
    chosen = color(60, pairs)
    assert (chosen[pairs[:, 0]] != chosen[pairs[:, 1]]).all()


def test_names_on_the_map_do_not_overlap():
    rng = np.random.default_rng(3)
    plan = random_plan(rng, n=500, k=50)
    root = drawn(plan)
    group = next(g for g in root.iter(f"{SVG}g") if g.get("paint-order") == "stroke")
    areas = [
        (float(t.get("x")), float(t.get("y")) - 12, float(t.get("x")) + svg.width(t.text, 12), float(t.get("y")) + 3)
        for t in group
    ]
    assert len(areas) > 10
    for i, one in enumerate(areas):
        assert not any(map_panel._touch(one, other) for other in areas[i + 1 :])


def test_without_measures_or_visits():
    root = drawn(plan_of(instance([0, 1, 2], [0, 1, 2], visits=[0, 0, 0]), [0, 1, 1], [0, 1], [0, 1]))
    assert "accounts, against the mean" in words(root)
    assert "133.3 %" in words(root)


@pytest.mark.parametrize(("low", "high"), [(0.95, 1.05), (0.0, 9.0), (0.9999, 1.00001), (1 - 1e-9, 1 + 1e-9), (0, 1e6)])
def test_ticks_are_few_and_have_the_target(low, high):
    ticks = _ticks(low, high)
    assert 1 <= len(ticks) <= 7
    assert 1.0 in ticks
    assert low - 1e-9 <= min(ticks) and max(ticks) <= high * (1 + 1e-9)


def test_text_is_measured_and_cut():
    assert svg.shorten("short", 10, 100) == "short"
    cut = svg.shorten("a very long name of a territory", 10, 60)
    assert cut.endswith("…") and svg.width(cut, 10) <= 60


@pytest.mark.parametrize("path", ["plan.png", "plan", "plan.pdf"])
def test_other_formats_are_refused(six, tmp_path, path):
    with pytest.raises(DataError, match=r"must end in '\.svg'"):
        six.picture(tmp_path / path)
