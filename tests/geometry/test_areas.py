"""Territories as areas: a valid coverage in which everybody is at home, whatever the accounts look like."""

import numpy as np
import pytest
import shapely

import territory_engine as te
from territory_engine.report.geometry import cells, sites

from .cases import check, drawn, nearest

RANDOM = np.random.default_rng(7)


@pytest.fixture(scope="module")
def germany():
    places = te.demo.accounts(1500, countries=["DE"], columns=("lon", "lat"))
    return places["lon"].to_numpy(), places["lat"].to_numpy()


def test_a_country_is_divided_whole(germany):
    made = drawn(*germany, nearest(*germany, 8))
    check(made)
    assert len(made.outside) == 0
    # Germany has 357,600 km²; in square degrees at 51.2 degrees of latitude
    assert shapely.area(made.shapes).sum() == pytest.approx(357_600 / 111.195**2 / np.cos(np.radians(51.2)), rel=0.02)


def test_areas_keep_to_the_country(germany):
    made = drawn(*germany, nearest(*germany, 8))
    prague, bern, north_sea = shapely.points([(14.42, 50.09), (7.45, 46.95), (6.5, 54.5)])
    assert not shapely.intersects(shapely.union_all(made.shapes), [prague, bern, north_sea]).any()


def test_the_same_accounts_give_the_same_areas(germany):
    labels = nearest(*germany, 8)
    one, other = drawn(*germany, labels), drawn(*germany, labels)
    assert shapely.equals_exact(one.shapes, other.shapes).all()


def test_the_order_of_accounts_does_not_matter(germany):
    order = RANDOM.permutation(len(germany[0]))
    labels = nearest(*germany, 8)
    one, other = drawn(*germany, labels), drawn(germany[0][order], germany[1][order], labels[order])
    assert shapely.area(shapely.symmetric_difference(one.shapes, other.shapes)).max() < 1e-9


def test_territories_that_overlap_keep_their_accounts(germany):
    labels = nearest(*germany, 8)
    noisy = np.where(RANDOM.random(len(labels)) < 0.1, RANDOM.integers(0, 8, len(labels)), labels)
    made = drawn(*germany, noisy)
    check(made)
    assert len(made.outside) <= 0.002 * len(labels)


def test_territories_that_overlap_too_much_go_to_the_majority(germany, monkeypatch):
    """Beyond a limit strays are listed and get no specks of their own; a territory of strays alone keeps a place."""
    labels = nearest(*germany, 8)
    noisy = np.where(RANDOM.random(len(labels)) < 0.1, RANDOM.integers(0, 8, len(labels)), labels)
    noisy[RANDOM.choice(len(labels), 20, replace=False)] = 8
    exact = drawn(*germany, noisy)
    monkeypatch.setattr(sites, "MISPLACED", 20)
    monkeypatch.setattr(cells, "COARSE", 100)
    monkeypatch.setattr(cells, "EVEN", 0)
    monkeypatch.setattr(cells, "MOST", 200)
    made = drawn(*germany, noisy)
    check(made)
    assert 0 < len(made.outside) <= 0.2 * len(labels)
    assert shapely.get_num_geometries(made.shapes).sum() < 0.5 * shapely.get_num_geometries(exact.shapes).sum()


def test_many_small_territories_in_cities(germany):
    made = drawn(*germany, nearest(*germany, 300))
    check(made)
    assert len(made.outside) <= 2


def test_fine_territories_among_many_accounts():
    """Cells hold several accounts here; a territory of a few streets still has its place."""
    x, y = RANDOM.normal(13.4, 0.15, 40_000), RANDOM.normal(52.5, 0.1, 40_000)
    labels = nearest(x, y, 6)
    labels[(abs(x - 13.4) < 0.002) & (abs(y - 52.5) < 0.001)] = 6
    assert (labels == 6).any()
    made = drawn(x, y, labels)
    check(made)
    assert len(made.outside) <= 0.0005 * len(x)


@pytest.mark.parametrize(
    ("x", "y", "labels"),
    [
        ([9.99], [53.55], [0]),
        ([9.99, 11.5], [53.55, 48.1], [0, 1]),
        ([9.99] * 30, [53.55] * 30, np.arange(30) % 3),
        (np.linspace(6.0, 14.0, 40), [51.0] * 40, np.arange(40) // 10),
        (np.tile(np.arange(6.0) / 10 + 9, 6), np.repeat(np.arange(6.0) / 10 + 51, 6), np.arange(36) % 4),
        ([0.0, 0.0, 90.0, -90.0], [90.0, -90.0, 0.0, 0.0], [0, 1, 2, 2]),
        (RANDOM.uniform(-30, -20, 40), RANDOM.uniform(35, 45, 40), np.arange(40) % 4),
    ],
    ids=["one", "two", "one place", "a line", "a grid", "poles", "ships"],
)
def test_few_or_odd_places(x, y, labels):
    check(drawn(x, y, labels))


def test_a_place_that_several_share_goes_to_most_of_them():
    """Two territories have accounts nowhere else: they get areas beside it, and their accounts are listed."""
    made = drawn([9.99] * 10, [53.55] * 10, [1, 1, 1, 1, 1, 0, 0, 2, 2, 2])
    check(made)
    assert made.outside.tolist() == [5, 6, 7, 8, 9]


def test_both_sides_of_the_antimeridian():
    """Viti Levu, Vanua Levu and Taveuni of Fiji (the last on the line), New Zealand and its Chatham Islands."""
    x = np.concatenate([RANDOM.uniform(177.5, 178.6, 40), RANDOM.uniform(178.7, 180.0, 20), [-179.9, -179.95]])
    y = np.concatenate([RANDOM.uniform(-18.1, -17.5, 40), RANDOM.uniform(-16.8, -16.4, 20), [-16.8, -16.7]])
    x = np.concatenate([x, RANDOM.uniform(170.0, 176.0, 60), [-176.5, -176.4]])
    y = np.concatenate([y, RANDOM.uniform(-45.0, -38.0, 60), [-44.0, -43.9]])
    made = drawn(x, y, np.repeat([0, 1, 2, 3], [40, 22, 60, 2]))
    check(made)
    bounds = shapely.bounds(shapely.get_parts(made.shapes[1]))
    assert bounds[:, 2].max() == 180.0 and bounds[:, 0].min() == -180.0
    assert (bounds[:, 2] - bounds[:, 0]).max() < 5.0  # nothing runs around the earth


def test_a_border_along_the_antimeridian_is_cut_alike_on_both_sides():
    """Four territories that meet at sea on the line itself: a coverage still."""
    x, y = np.meshgrid(np.linspace(-1.0, 1.0, 10), np.linspace(59.0, 61.0, 10))
    labels = (x > 0.03) * 1 + (y > 60.03) * 2
    made = drawn((x.ravel() + 360.0) % 360.0 - 180.0, y.ravel(), labels.ravel())
    check(made)


def test_accounts_worldwide():
    places = te.demo.accounts(3000, countries=["US", "DE", "BR", "IN", "AU", "FJ", "NZ", "RU"], columns=("lon", "lat"))
    x, y = places["lon"].to_numpy(), places["lat"].to_numpy()
    made = drawn(x, y, nearest(x, y, 25))
    check(made)
    # nobody has accounts there
    assert not shapely.intersects(
        shapely.union_all(made.shapes), shapely.points([(20, 5), (100, 15), (-100, 70)])
    ).any()


def test_no_area_runs_across_a_continent():
    """A far account gets the land around it, not half of what lies between."""
    x, y = RANDOM.uniform(9.0, 13.0, 200), RANDOM.uniform(48.0, 53.0, 200)
    made = drawn(np.append(x, -46.6), np.append(y, -23.5), np.append(nearest(x, y, 3), 3))
    check(made)
    west, south, east, north = made.shapes[3].bounds
    assert east - west < 3.0 and north - south < 3.0


def test_accounts_off_the_coast_have_a_place():
    x, y = np.append(RANDOM.uniform(9.0, 13.0, 200), 5.0), np.append(RANDOM.uniform(49.0, 53.0, 200), 54.9)
    made = drawn(x, y, nearest(x, y, 4))
    check(made)
    assert len(made.outside) == 0


def test_an_overspill_does_not_bring_the_country_next_door():
    """Some accounts geocoded just across the border of Mexico and Canada: still a map of the United States."""
    places = te.demo.accounts(3000, countries=["US"], columns=("lon", "lat"))
    x, y = places["lon"].to_numpy(), places["lat"].to_numpy()
    keep = (x > -125) & (y < 49)
    x, y = np.append(x[keep], [-117.0, -83.0, -83.05]), np.append(y[keep], [32.45, 42.25, 42.2])
    made = drawn(x, y, nearest(x, y, 10))
    check(made)
    assert not shapely.intersects(shapely.union_all(made.shapes), shapely.points([(-81.0, 43.5), (-115.0, 31.0)])).any()


def test_places_in_the_plane():
    x, y = RANDOM.normal(0, 1e5, 2000), RANDOM.normal(4e6, 6e4, 2000)
    made = drawn(x, y, nearest(x, y, 12), planar=True)
    check(made)
    assert len(made.outside) <= 2
    assert shapely.total_bounds(made.shapes)[1] > 3e6


def test_empty_territories_have_empty_areas(germany):
    made = drawn(*germany, 2 * nearest(*germany, 4), count=9)
    check(made)
    assert shapely.is_empty(made.shapes).tolist() == [False, True] * 4 + [True]
