"""What tests ask of a page that they see: accessibility, width, and what it says on paper."""

from __future__ import annotations

import io
from importlib.util import find_spec
from pathlib import Path


def violations(page, **options):
    """What axe-core finds wrong, as readable lines; empty for a page that everybody can use."""
    spec = find_spec("axe_playwright_python")
    source = (Path(spec.submodule_search_locations[0]) / "axe.min.js").read_text(encoding="utf-8")
    page.evaluate(source)  # by the debugger, which the page's content policy does not bind
    found = page.evaluate("options => axe.run(document, options)", {"resultTypes": ["violations"], **options})
    return [
        f"{rule['id']}: {rule['help']}: {node['html'][:200]} ({node['failureSummary']})"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def overhang(page):
    """Pixels by which the page is wider than its window."""
    return page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth")


def printed(page, **options):
    """The pages of the PDF that the browser prints, as text."""
    from pypdf import PdfReader

    options = {"format": "A4", "print_background": True} | options
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(**options))).pages]
