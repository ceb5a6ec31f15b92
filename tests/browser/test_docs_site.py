"""The documentation as a site: complete in itself, readable at any width, in light and dark, search from disk."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.looks import overhang, violations

ROOT = Path(__file__).parents[2]
# what a page loads, as against where its links lead
ASSET = re.compile(
    r"<(?:script|img|iframe|source|embed|object)\b[^>]*?(?:src|data)=[\"'](?:https?:)?//[^>]*>"
    r"|<link\b[^>]*?href=[\"'](?:https?:)?//[^>]*>|(?:url\(|@import)\s*[\"']?(?:https?:)?//[^)]*",
    re.IGNORECASE,
)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Where the site is: what CI has just built, or a build of its own."""
    built = os.environ.get("TERRITORY_ENGINE_SITE")
    if built:
        return Path(built)
    pytest.importorskip("sphinx", reason="Sphinx is not installed (group docs)")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", ROOT / "docs", folder]
    done = subprocess.run(command, text=True, capture_output=True)
    assert done.returncode == 0, done.stderr
    return folder


def test_nothing_comes_from_outside(site):
    loaded = [
        f"{path.relative_to(site)}: {found[0][:120]}"
        for path in sorted(site.rglob("*"))
        if path.suffix in (".html", ".css", ".svg")
        for found in ASSET.finditer(path.read_text(encoding="utf-8"))
    ]
    assert loaded == []


@pytest.mark.parametrize("page", ["index", "start", "concepts", "performance", "api/plan"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_page_is_whole(open_page, site, page, width, scheme):
    shown = open_page(site / f"{page}.html", width, 800, scheme)
    assert shown.locator("h1").count() == 1
    assert overhang(shown) == 0
    if width == 1280:
        assert violations(shown, preload=False) == []  # preloading style sheets is no thing for pages on disk


def test_search_works_from_disk(open_page, site):
    shown = open_page(site / "search.html")
    shown.goto(f"{(site / 'search.html').as_uri()}?q=tolerance")
    shown.locator("#search-results li").first.wait_for()
    titles = shown.locator("#search-results li a").all_inner_texts()
    assert "Concepts" in " ".join(titles)


def test_theme_can_be_chosen(open_page, site):
    shown = open_page(site / "index.html")
    for scheme in ("dark", "light"):
        shown.locator("button.theme-switch-button:visible").first.click()
        shown.locator(f".theme-change-button[data-mode={scheme}]:visible").first.click()
        assert shown.locator("html").get_attribute("data-theme") == scheme
