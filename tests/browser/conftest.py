"""Pages in a real browser, opened from disk with the network off.

``open_page(path, width, height, color_scheme="light")`` gives a Playwright page. The test fails if the page writes an
error or a warning to the console, throws, or asks for anything beyond its own file.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser import chromium

# what the browser itself notes about drawing without a graphics card; pages have no part in it
DRIVER = "GL Driver Message (OpenGL, Performance"
OWN = ("file:", "data:", "blob:", "about:")


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser():
    program = chromium.program()
    if program is None:
        reason = "no Chromium: apt-get install chromium, or name one in TERRITORY_ENGINE_CHROMIUM"
        (pytest.fail if chromium.required() else pytest.skip)(reason)
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed (group test)")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(
            executable_path=program, args=chromium.FLAGS, env=chromium.environment(), chromium_sandbox=False
        )
        yield started
        started.close()


@pytest.fixture
def open_page(browser):
    contexts, wrong = [], []

    def hear(said):
        if said.type in ("error", "warning") and DRIVER not in said.text:
            wrong.append(f"console: {said.text}")

    def open_page(path, width=1280, height=800, color_scheme="light", **more):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=color_scheme,
            offline=True,
            reduced_motion="reduce",
            **more,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: wrong.append(f"thrown: {error}"))
        page.on("request", lambda asked: asked.url.startswith(OWN) or wrong.append(f"asked for {asked.url}"))
        page.goto(Path(path).resolve().as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not wrong, "\n".join(wrong)
