"""The look of charts, on pages and in files of their own."""

from __future__ import annotations

import re
from importlib.resources import files

_FOLDER = files("territory_engine.report")
THEME_STYLE = _FOLDER.joinpath("theme.css").read_text(encoding="utf-8")
CHART_STYLE = _FOLDER.joinpath("charts", "chart.css").read_text(encoding="utf-8")


def standalone(chart: str, width: int = 720) -> str:
    """A chart as an SVG file: it brings its colours along, light and dark as its reader asks."""
    begin, rest = chart.split(">", 1)
    height = re.search(r' height="([^"]*)"', begin)
    size = f' width="{width}" viewBox="0 0 {width} {height[1] if height else 0}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" style="background:var(--paper)"{size}'
    begin = begin.replace("<svg", head, 1).replace(' width="100%"', "", 1)
    return f"{begin}><style>{THEME_STYLE}{CHART_STYLE}</style>{rest}\n"
