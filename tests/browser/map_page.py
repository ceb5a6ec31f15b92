"""What tests of the map ask of its page."""

from __future__ import annotations

import time

DRAWN = "document.documentElement.dataset.drawn === 'true'"
# draws anew and reads in the same task: a browser forgets the drawing afterwards
COLORS = """points => {
    const { scene, map, view } = territoryMap;
    scene.deck.redraw("test");
    const canvas = map.querySelector("canvas:not(.overlay)");
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const sharp = canvas.width / view.width;
    const color = ([x, y]) => copy.getImageData(Math.round(x * sharp), Math.round(y * sharp), 1, 1).data;
    return points.map((point) => Array.from(color(point)));
}"""


def wait_until_drawn(page, seconds=240):
    """Until the first whole drawing. (Playwright's own waiting evaluates text, which the page's policy forbids.)"""
    end = time.monotonic() + seconds
    while not page.evaluate(DRAWN):
        assert time.monotonic() < end, "the map was not drawn"
        page.wait_for_timeout(50)
    settle(page)
    return page


def settle(page):
    """Until what was asked for is drawn."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def colors_at(page, points):
    """Red, green, blue and opacity of the drawing at points of the window."""
    return page.evaluate(COLORS, [list(point) for point in points])


def account_named(page, name):
    """Position of an account in the page."""
    (found,) = page.evaluate("name => territoryMap.accounts.find(name, 1)", str(name))
    return found


def spot(page, account):
    """Where an account is on the screen."""
    return page.evaluate(
        "i => territoryMap.view.toScreen(territoryMap.accounts.positions.slice(2 * i, 2 * i + 2))",
        account,
    )


def bring_into_view(page, account):
    """Zoom to an account so that no other is in the way; where it then is."""
    page.evaluate(
        """i => {
            const { view, accounts } = territoryMap;
            const [x, y] = accounts.positions.slice(2 * i, 2 * i + 2);
            territoryMap.fly({ x, y, zoom: view.home.zoom + 9 });
        }""",
        account,
    )
    settle(page)
    return spot(page, account)
