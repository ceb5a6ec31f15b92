"""The report in a browser: readable at any width, light and dark, by keyboard and by ear, and on paper."""

import re

import pytest

from tests.browser.looks import overhang, printed, violations
from tests.report.conftest import accounts, plan, problem  # noqa: F401
from tests.report.report_reading import Reader

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def report(plan):  # noqa: F811
    return plan.report(title=f"Europe {HOSTILE}")


@pytest.fixture(scope="module")
def saved(report, tmp_path_factory):
    return report.save(tmp_path_factory.mktemp("report") / "report.html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_everybody_can_read_it(open_page, saved, width, scheme):
    page = open_page(saved, width, 900, scheme)
    assert page.inner_text("h1") == f"Europe {HOSTILE}"
    assert overhang(page) == 0
    assert violations(page) == []
    light = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert light == (scheme == "light")


def test_nothing_sticks_out_of_a_phone(open_page, saved):
    """Also not cut off: only tables may be wider than the screen, and those scroll."""
    page = open_page(saved, 390, 900)
    out = page.evaluate(
        """[...document.querySelectorAll("main *")].filter((element) => {
            const box = element.getBoundingClientRect();
            return box.width && box.right > innerWidth + 1 && !element.closest(".scroll, .map, svg");
        }).map((element) => element.outerHTML.slice(0, 120))"""
    )
    assert out == []
    cut = page.evaluate(
        """[...document.querySelectorAll("svg.chart text")].filter((text) => {
            const box = text.getBoundingClientRect();
            return box.left < 0 || box.right > innerWidth;
        }).map((text) => text.textContent)"""
    )
    assert cut == []


def column(page, place):
    return page.locator(f"table.sortable tbody tr > :nth-child({place})").all_inner_texts()


def test_a_table_sorts_by_keyboard(open_page, saved):
    page = open_page(saved)
    as_given = column(page, 1)
    heads = page.locator("table.sortable th[scope=col]")
    heads.nth(1).get_by_role("button").focus()
    page.keyboard.press("Enter")
    counts = [int(words.replace(",", "")) for words in column(page, 2)]
    assert counts == sorted(counts, reverse=True)
    assert heads.nth(1).get_attribute("aria-sort") == "descending"
    page.keyboard.press("Space")
    assert [int(words.replace(",", "")) for words in column(page, 2)] == counts[::-1]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert column(page, 1) == sorted(as_given)
    assert heads.nth(1).get_attribute("aria-sort") is None
    assert violations(page) == []


def test_without_scripts_it_is_the_same_page(open_page, saved):
    page = open_page(saved, java_script_enabled=False)
    assert page.locator("table.sortable button").count() == 0
    assert page.locator("table.sortable tbody tr").count() == 6


def test_on_paper(open_page, saved, report):
    page = open_page(saved, 1280, 900, "dark")
    sheets = printed(page)
    text = re.sub(r"\s+", "", "".join(sheets))
    headings = re.findall(r"<h2[^>]*>([^<]*)</h2>", report.html)
    assert len(headings) > 8
    for heading in headings:
        assert re.sub(r"\s+", "", heading) in text
    # whole tables, to the last column and row
    for name, row in Reader(report.html).table("Territories").rows.items():
        line = re.sub(r"\s+", "", name + "".join(row.values()))
        assert line in text, line
    assert "Press" not in text
    assert 3 <= len(sheets) <= 12
    # a heading is never left alone at the foot of a sheet
    for sheet in sheets[:-1]:
        assert sheet.strip().splitlines()[-1].strip() not in headings
