"""The look of reading pages, and the script that sorts their tables."""

from __future__ import annotations

from importlib.resources import files

from ..charts.style import CHART_STYLE, THEME_STYLE

_FOLDER = files("territory_engine.report.pages")
PAGE_STYLE = THEME_STYLE + CHART_STYLE + _FOLDER.joinpath("page.css").read_text(encoding="utf-8")
SORT_SCRIPT = _FOLDER.joinpath("sort.js").read_text(encoding="utf-8")
