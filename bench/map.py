"""The map's page: what writing it costs, how large it is, and how soon a browser has drawn it.

    python -m bench.map 100 100000 1000000

Accounts are the built-in data with one measure, visits and a baseline; plans are solved before the clock starts.
Writing is measured in a process of its own. The page is opened from disk in headless Chromium without a network and
without a graphics card (SwiftShader): the first drawing is the browser's own ``performance.now()`` when everything is
drawn.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.measure import in_new_process, measured
from bench.report import machine, markdown, number

COUNTRIES = ("DE", "DK", "SE", "PL", "FR")
DRAWN = "document.documentElement.dataset.drawn === 'true'"


def territories(accounts: int) -> int:
    """About as many as a team of sellers for so many accounts."""
    return max(5, min(200, accounts // 500))


def write(accounts: int, path: str) -> dict[str, Any]:
    """Write a page; CPU seconds and peak memory of its steps."""
    import territory_engine as te

    problem = te.Problem(
        te.demo.accounts(accounts, COUNTRIES),
        territories(accounts),
        activities={"workload": te.Balance(0.05)},
        visits="visits_per_year",
        baseline="territory",
    )
    plan = te.solve(problem, seed=0)
    _, areas = measured(lambda: (plan.summary, plan.areas))
    _, before = measured(lambda: plan._today)
    page, drawing = measured(lambda: plan.map(path))
    return {"areas": areas, "before": before, "map": drawing, "bytes": len(page.html.encode())}


def first_drawing(path: str, limit_s: float) -> float:
    """Seconds from opening the file to the first whole drawing."""
    from playwright.sync_api import sync_playwright

    from tests.browser import chromium

    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=chromium.program(), args=chromium.FLAGS, env=chromium.environment(), chromium_sandbox=False
        )
        page = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True).new_page()
        page.goto(Path(path).as_uri())
        end = time.monotonic() + limit_s
        while not page.evaluate(DRAWN) and time.monotonic() < end:
            page.wait_for_timeout(50)
        # the drawing is handed to the graphics card before it is done: until the next frame it is
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        seconds = page.evaluate("performance.now()") / 1000.0
        browser.close()
    return float(seconds)


def main() -> None:
    """Measure each size in turn, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m bench.map", description=__doc__)
    parser.add_argument("accounts", type=int, nargs="+")
    parser.add_argument("--no-browser", action="store_true", help="only write the pages")
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for accounts in options.accounts:
            path = str(Path(folder) / f"{accounts}.html")
            found = in_new_process("bench.map", {"accounts": accounts, "path": path}, threads=1, limit_s=1800)
            if "error" in found:
                sys.exit(found["error"])
            shown = None if options.no_browser else first_drawing(path, 600)
            steps = [found[step] for step in ("areas", "before", "map")]
            cells = [f"{accounts:,}", f"{territories(accounts)}", number(found["bytes"] / 1e6)]
            cells += [number(step["cpu_s"]) for step in steps]
            rows.append([*cells, number(max(step["peak_mib"] for step in steps), 0), number(shown, 1)])
    print(machine())
    header = ["accounts", "territories", "MB", "areas, CPU s", "before", "page", "peak MiB", "drawn after s"]
    print(markdown(header, rows))


if __name__ == "__main__":
    if len(sys.argv) == 2 and sys.argv[1].startswith("{"):
        print(json.dumps(write(**json.loads(sys.argv[1]))))
    else:
        main()
