"""Hand-made charts as inline SVG that fits any width: dots on a line, bars, ranges, points in a plane.

Across, everything stands in per cent of the width; downwards and in letters, in pixels. So a chart is as readable on a
phone as on a wall, without a script. Colours are CSS variables of the page (``report/theme.css``, ``chart.css``).
"""

from .plane import Point, plane_chart
from .rows import BarRow, RangeRow, bar_rows, range_rows
from .strip import Lane, strip_chart
from .style import CHART_STYLE, standalone
from .tables import Chart, non_dominated, pareto_chart, stability_chart

__all__ = [
    "CHART_STYLE",
    "BarRow",
    "Chart",
    "Lane",
    "Point",
    "RangeRow",
    "bar_rows",
    "non_dominated",
    "pareto_chart",
    "plane_chart",
    "range_rows",
    "stability_chart",
    "standalone",
    "strip_chart",
]
