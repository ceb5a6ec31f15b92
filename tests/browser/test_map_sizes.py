"""The map at 100, 100,000 and 1,000,000 accounts: it draws, is pointed at, zooms, chooses, switches."""

import numpy as np
import pyarrow as pa
import pytest

import territory_engine as te
from tests.browser.map_page import bring_into_view, colors_at, settle, spot, wait_until_drawn

pytest.importorskip("shapely", reason="the map needs the extra [geo]")


def synthetic(n, side):
    """A plan of accounts all over a country, its territories a grid; today's grid is another one."""
    random = np.random.default_rng(0)
    east, north = random.uniform(0.0, 1.0, n), random.uniform(0.0, 1.0, n) ** 1.5
    columns = np.minimum((east * side).astype(int), side - 1)
    rows = np.minimum((north * side).astype(int), side - 1)
    today = np.minimum((east * 0.98 * side).astype(int), side - 1) + side * rows
    accounts = pa.table(
        {
            "account_id": random.permutation(n) + 1,
            "lat": 47.5 + 7.0 * north,
            "lon": 6.0 + 9.0 * east,
            "workload": random.lognormal(0.0, 1.0, n),
            "today": today,
        }
    )
    centers = np.arange(side * side)
    territories = pa.table(
        {
            "territory_id": centers,
            "lat": 47.5 + 7.0 * ((centers // side + 0.5) / side),
            "lon": 6.0 + 9.0 * ((centers % side + 0.5) / side),
            "fixed": np.ones(len(centers), bool),
        }
    )
    problem = te.Problem(accounts, territories, activities={"workload": te.Balance(0.1, hard=False)}, baseline="today")
    given = pa.table({"account_id": accounts["account_id"], "territory_id": columns + side * rows})
    return te.Plan.from_assignment(problem, given)


@pytest.mark.parametrize(("accounts", "side"), [(100, 3), (100_000, 12), (1_000_000, 12)])
def test_it_works_at_any_size(open_page, tmp_path, accounts, side):
    plan = synthetic(accounts, side)
    path = plan.map(tmp_path / "map.html").save(tmp_path / "map.html")
    assert path.stat().st_size < 7_000_000
    page = wait_until_drawn(open_page(path, 1000, 700))
    assert page.inner_text("h1") == f"{accounts:,} accounts in {side * side} territories"

    drawn = np.array(colors_at(page, [spot(page, i) for i in range(0, accounts, accounts // 50)]))
    assert len(np.unique(drawn[:, :3], axis=0)) > 5
    assert f"moved ({plan._today.share:.2%})".replace("%", " %") in page.inner_text("#facts")

    account = accounts // 3
    where = bring_into_view(page, account)
    page.mouse.move(*where)
    card = page.inner_text("#card")
    name = page.evaluate("i => territoryMap.accounts.name(i)", account)
    territory = plan.assignment["territory_id"][plan.problem.unit_ids.index(int(name)).as_py()]
    assert f"Account {name}" in card and f"Territory {territory}" in card and "next best" in card
    page.mouse.click(*where)
    assert "cheap" in page.inner_text("#details")

    before = colors_at(page, [where])[0]
    other = (int(str(territory)) + 1) % (side * side)
    page.locator(f"[data-territory='{other}']").check()
    settle(page)
    assert colors_at(page, [where])[0] != before
    page.locator(".switch label").first.click()
    settle(page)
    assert page.evaluate("document.documentElement.dataset.side") == "before"
    assert page.evaluate("territoryMap.moved.reduce((sum, one) => sum + one, 0)") == int(plan._today.moved.sum())


def test_beyond_the_limit_an_even_sample_is_shown(open_page, tmp_path):
    plan = synthetic(5_000, 12)
    page = wait_until_drawn(open_page(plan.map(max_accounts=500).save(tmp_path / "map.html")))
    assert page.inner_text("h1") == "5,000 accounts in 144 territories"
    page.get_by_text("About this map").click()
    assert "Shows 500 of 5,000 accounts" in page.inner_text(".about")
    assert page.evaluate("territoryMap.accounts.count") == 500
