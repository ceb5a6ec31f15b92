"""``territory-engine report``: a saved plan as a page to read and to print."""

from __future__ import annotations

import argparse

from ..terminal.screen import Screen
from .pages import REPORT, write_page


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Write the report."""
    title = options.title
    return write_page(options, screen, REPORT, lambda plan, path, before: plan.report(path, before=before, title=title))
