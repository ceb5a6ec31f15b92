"""``territory-engine map``: a saved plan as an interactive page."""

from __future__ import annotations

import argparse

from ..terminal.screen import Screen
from .pages import MAP, write_page


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Draw the map."""
    names = ("measure", "ids", "title", "max_accounts")
    given = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    return write_page(options, screen, MAP, lambda plan, path, before: plan.map(path, before=before, **given))
