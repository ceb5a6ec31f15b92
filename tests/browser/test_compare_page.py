"""Plans side by side in a browser."""

import pytest

import territory_engine as te
from tests.browser.looks import overhang, printed, violations
from tests.report.conftest import accounts, plan, problem  # noqa: F401
from tests.report.test_compare_page import plans, today  # noqa: F401


@pytest.fixture(scope="module", params=[2, 3])
def saved(request, plans, tmp_path_factory):  # noqa: F811
    some = {f"{name} with a name that is long": made for name, made in list(plans.items())[: request.param]}
    return te.compare_plans(some).save(tmp_path_factory.mktemp("compare") / "page.html")


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_everybody_can_read_it(open_page, saved, width, scheme):
    page = open_page(saved, width, 900, scheme)
    assert overhang(page) == 0
    assert violations(page) == []
    assert page.locator("figure .map").count() >= 2


def test_on_paper(open_page, saved):
    text = "".join(printed(open_page(saved)))
    assert "What moves" in text and "Travel of a visit" in text
