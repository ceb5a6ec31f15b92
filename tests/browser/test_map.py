"""The interactive map, driven in a browser: what it draws, what it says, and how it is used."""

import re

import numpy as np
import pyarrow as pa
import pytest

import territory_engine as te
from territory_engine.text import figure
from tests.browser.looks import overhang, violations
from tests.browser.map_page import (
    account_named,
    bring_into_view,
    colors_at,
    settle,
    spot,
    wait_until_drawn,
)

pytest.importorskip("shapely", reason="the map needs the extra [geo]")

HOSTILE = "</script><img src=x onerror=alert(1)>"
SIZES = [(1280, 800), (390, 780)]


def drawn(open_page, path, width=1280, height=800, **more):
    return wait_until_drawn(open_page(path, width, height, **more))


@pytest.fixture(scope="module")
def problem():
    accounts = te.demo.accounts(100, ("DK",), territories=4)
    names = pa.array([f"{HOSTILE} {i}" if i % 2 else f"Käufer & Co {i}" for i in range(100)])
    accounts = accounts.set_column(accounts.schema.get_field_index("account_id"), "account_id", names)
    accounts = accounts.rename_columns([HOSTILE if name == "potential" else name for name in accounts.column_names])
    territories = pa.table(
        {
            "territory_id": ["T1", "T2", "T3", f"T4 {HOSTILE}"],
            "lat": [55.6, None, None, None],
            "lon": [12.4, None, None, None],
            "fixed": [True, False, False, False],
        }
    )
    return te.Problem(
        accounts,
        territories,
        activities={
            "workload": te.Balance(0.1),
            HOSTILE: te.Balance(0.2, hard=False),
            "accounts": te.Bounds(minimum=5),
        },
        visits="visits_per_year",
        baseline="territory",
        constraints=[te.Pin(["Käufer & Co 4"], "T2")],
    )


@pytest.fixture(scope="module")
def plan(problem):
    return te.solve(problem, seed=0)


@pytest.fixture(scope="module")
def saved(plan, tmp_path_factory):
    return plan.map(tmp_path_factory.mktemp("map") / "map.html").save(tmp_path_factory.mktemp("map") / "again.html")


def test_it_draws_the_plan_and_says_what_it_is(open_page, saved, plan):
    page = drawn(open_page, saved)
    assert page.inner_text("h1") == "100 accounts in 4 territories"
    facts = page.inner_text("#facts")
    assert "workload within" in facts and "a visit" in facts and "moved" in facts
    corner, *accounts = colors_at(page, [(640, 780), *(spot(page, i) for i in range(100))])
    assert corner[3] in (0, 255)
    assert len({tuple(color[:3]) for color in accounts}) >= 4
    assert page.locator("#list li").count() == 4
    assert re.search(r"^\d[\d,.]* (km|m)$", page.inner_text(".scale span"))


def test_pointing_shows_figures_and_says_them(open_page, saved, plan):
    page = drawn(open_page, saved)
    page.evaluate("territoryMap.fly(territoryMap.view.home)")
    account = account_named(page, "Käufer & Co 20")
    page.mouse.move(*bring_into_view(page, account))
    card = page.locator("#card")
    assert card.is_visible()
    row = plan.assignment.slice(20, 1).to_pylist()[0]
    shown = card.inner_text()
    assert "Käufer & Co 20" in shown
    assert f"{row['travel']:.3g} km" in shown
    assert str(row["next_best_territory_id"])[:10] in shown
    assert row["territory_id"] in shown and " target)" in shown
    page.wait_for_timeout(400)
    assert "Käufer & Co 20" in page.text_content("[aria-live]")


@pytest.mark.parametrize("account", [0, 4, 11, 37, 58, 93])
def test_the_reason_is_that_of_explain(open_page, saved, plan, account):
    page = drawn(open_page, saved)
    name = plan.unit_name(account)
    page.mouse.click(*bring_into_view(page, account_named(page, name)))
    expected = plan.explain(name)
    details = page.locator("#details")
    said = details.inner_text()
    assert name in said and f"{figure(expected.travel)} km from its centre" in said
    rows = details.locator("tbody tr").all()
    for row, other in zip(rows[1:], expected.alternatives, strict=True):
        territory, travel, cost = (cell.inner_text() for cell in row.locator("th, td").all())
        assert territory == other.territory
        assert float(travel.split()[0].replace(",", "")) == pytest.approx(other.travel, rel=1e-4)
        assert float(cost.replace(",", "")) == pytest.approx(other.cost, rel=1e-3, abs=1e-3)
    best = expected.alternatives[0]
    assert ("Limits forbid that" in said) == bool(best.breaks)
    for broken in best.breaks:
        assert f"{broken.measure} of {broken.territory} would be" in said
    assert ("Its pin costs" in said) == expected.pinned
    if not expected.pinned:
        verdicts = {
            "cheapest place": best.cost >= 0,
            "a hard limit keeps it": best.cost < 0 and bool(best.breaks),
            "did not find": best.cost < 0 and not best.breaks,
        }
        assert [words for words in verdicts if words in said] == [words for words, holds in verdicts.items() if holds]
    page.keyboard.press("Tab")
    page.get_by_label("Close details").click()
    assert details.is_hidden()


def test_zooming_by_button_key_and_wheel(open_page, saved):
    page = drawn(open_page, saved)
    zoom = lambda: page.evaluate("territoryMap.view.zoom")  # noqa: E731
    home = zoom()
    page.get_by_label("Zoom in").click()
    assert zoom() == pytest.approx(home + 1)
    page.locator("#map").focus()
    page.keyboard.press("-")
    assert zoom() == pytest.approx(home + 0.5)
    before = page.evaluate("territoryMap.view.x")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("territoryMap.view.x") > before
    page.mouse.move(640, 400)
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(300)
    assert zoom() > home + 0.5
    page.get_by_label("Whole plan").click()
    assert zoom() == pytest.approx(home)
    page.locator("#map").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert page.locator("#details").is_hidden()


def test_choosing_territories(open_page, saved, plan):
    page = drawn(open_page, saved)
    labels = plan.solution.labels
    other = account_named(page, plan.unit_name(int(np.flatnonzero(labels != 0)[0])))
    where = bring_into_view(page, other)
    (before,) = colors_at(page, [where])
    first = page.get_by_label("T1", exact=False).first
    first.focus()
    page.keyboard.press("Space")
    settle(page)
    (after,) = colors_at(page, [where])
    assert np.abs(np.subtract(before, after)).max() > 40
    assert "1 territory chosen" in page.inner_text("#list [role=status]")
    page.mouse.move(*where)
    assert page.locator("#card").is_hidden()
    page.get_by_role("button", name="Zoom to chosen").click()
    page.get_by_role("button", name="Show all").click()
    assert page.evaluate("territoryMap.chosen.size") == 0
    page.get_by_role("button", name="Zoom to T2").click()
    page.fill("#search", "t3")
    assert page.locator(".rows li").count() == 1
    page.fill("#search", "käufer & co 20")
    page.locator(".found button").click()
    assert "Käufer & Co 20" in page.inner_text("#details h2")


def test_switching_between_before_and_after(open_page, saved, plan):
    page = drawn(open_page, saved)
    moved = plan._today.moved
    assert f"Mark {int(moved.sum())} moved" in page.inner_text(".options")
    row = int(np.flatnonzero(moved)[0])
    where = bring_into_view(page, account_named(page, plan.unit_name(row)))
    (after,) = colors_at(page, [where])
    page.locator(".switch label").first.click()
    settle(page)
    assert page.evaluate("document.documentElement.dataset.side") == "before"
    assert "Today" in page.inner_text(".switch")
    (before,) = colors_at(page, [where])
    assert np.abs(np.subtract(before, after)).max() > 20
    counts = page.locator(".rows .facts").all_inner_texts()
    assert [int(text.split()[0]) for text in counts] == plan._today.counts.tolist()
    page.locator("#highlight").uncheck()
    page.locator(".switch label").last.click()
    assert page.evaluate("territoryMap.rings.count") == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_everybody_can_use_it(open_page, saved, size, scheme):
    page = drawn(open_page, saved, *size, color_scheme=scheme)
    assert violations(page) == []
    assert overhang(page) == 0
    page.locator("#map").focus()
    page.keyboard.press("Enter")
    if size[0] < 760:
        for name in ("Options", "Territories", "Legend"):
            page.get_by_role("button", name=name, exact=True).click()
            assert violations(page) == []
            assert overhang(page) == 0
    else:
        page.get_by_text("About this map").click()
        page.get_by_text("Licences", exact=True).click()
        assert "Permission is hereby granted" in page.inner_text("pre")
        assert violations(page) == []


def test_names_stay_text(open_page, saved, plan):
    page = drawn(open_page, saved)
    assert page.locator("img").count() == 0
    assert HOSTILE in page.inner_text(".rows")
    name = plan.unit_name(7)
    page.mouse.move(*bring_into_view(page, account_named(page, name)))
    assert name in page.inner_text("#card")
    assert page.locator("img").count() == 0


def test_without_webgl_the_list_remains(browser, saved):
    context = browser.new_context(offline=True)
    context.add_init_script(
        "HTMLCanvasElement.prototype.getContext = (get => function (kind, ...more) {"
        "return kind === 'webgl2' ? null : get.call(this, kind, ...more); })"
        "(HTMLCanvasElement.prototype.getContext)"
    )
    page = context.new_page()
    page.goto(saved.as_uri())
    page.locator("#note:visible").wait_for()
    assert "no WebGL 2" in page.inner_text("#note")
    assert page.locator(".rows li").count() == 4
    context.close()


def test_in_a_notebook(open_page, plan, tmp_path):
    notebook = tmp_path / "notebook.html"
    notebook.write_text(f"<!doctype html><title>n</title>{plan.map()._repr_html_()}", encoding="utf-8")
    page = open_page(notebook)
    frame = page.frames[1]
    wait_until_drawn(frame)
    assert frame.inner_text("h1") == "100 accounts in 4 territories"


def test_in_the_plane(open_page, tmp_path):
    random = np.random.default_rng(5)
    table = pa.table({"account_id": np.arange(60), "x": random.uniform(-3, 900, 60), "y": random.uniform(0, 500, 60)})
    problem = te.Problem(table, territories=3, x="x", y="y", activities={"accounts": te.Balance(0.1)})
    plan = te.solve(problem, seed=0)
    page = drawn(open_page, plan.map().save(tmp_path / "plane.html"))
    page.mouse.click(*bring_into_view(page, account_named(page, 17)))
    said, expected = page.inner_text("#details"), plan.explain(17)
    assert f"{expected.place[0]:.2f}, {expected.place[1]:.2f}" in said
    assert f"{figure(expected.travel)} from its centre" in said
    assert float(page.inner_text(".scale span")) > 0
