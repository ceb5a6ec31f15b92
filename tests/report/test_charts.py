"""Charts: where they put values, what they say, and that any values fit."""

import re
import xml.etree.ElementTree as ElementTree

import numpy as np
import pyarrow as pa
import pytest

import territory_engine as te
from territory_engine.errors import DataError
from territory_engine.report.charts import (
    BarRow,
    Lane,
    RangeRow,
    bar_rows,
    non_dominated,
    pareto_chart,
    range_rows,
    stability_chart,
    standalone,
    strip_chart,
)
from territory_engine.report.charts.scale import around

HOSTILE = "</svg><script>alert(1)</script>\x00\"'"


def drawn(markup):
    return ElementTree.fromstring(markup)


def circles(root):
    return [(float(c.get("cx").rstrip("%")), float(c.get("cy"))) for c in root.iter("circle")]


@pytest.mark.parametrize(
    ("low", "high"), [(0.0, 1.0), (-0.05, 0.05), (3.0, 3.0), (0.0, 0.0), (1e-300, 2e-300), (-1e300, 1e300), (1e-9, 1e9)]
)
def test_an_axis_holds_its_values(low, high):
    scale = around(low, high)
    assert 0.0 < scale(low) <= scale(high) < 100.0
    ticks = scale.ticks()
    assert 1 <= len(ticks) <= 7
    slack = 1e-6 * (scale.high / 2 - scale.low / 2)
    assert all(scale.low - slack <= tick <= scale.high + slack for tick in ticks)


def test_dots_stand_at_their_values_and_apart():
    values = np.array([-0.02, 0.0, 0.0, 0.0, 0.04])
    root = drawn(strip_chart("t", "d", [Lane("now", values)], str, target=0.0, band=(-0.03, 0.03)))
    assert root.get("role") == "img" and root.find("title").text == "t" and root.find("desc").text == "d"
    places = sorted(circles(root))
    across = [x for x, _ in places]
    assert across == sorted(across) and across[1] == across[2] == across[3]
    steps = np.diff(np.array([x for x, _ in places])[[0, 1, 4]])
    np.testing.assert_allclose(steps[1] / steps[0], 2.0, rtol=1e-3)
    assert np.diff(sorted(y for x, y in places[1:4])).min() >= 10.0
    outside = [g for g in root.iter("g") if "outside" in g.get("class")]
    assert len(outside) == 1 and len(outside[0]) == 1


def test_ten_thousand_territories_stay_a_small_chart():
    values = np.random.default_rng(0).normal(0.0, 0.02, 10_000)
    markup = strip_chart("t", "d", [Lane("now", values, ["x"] * 10_000)], str)
    assert len(markup) < 600_000
    assert float(drawn(markup).get("height")) < 200.0


def test_values_beyond_the_limits_stand_at_the_end():
    root = drawn(strip_chart("t", "d", [Lane("a", np.array([0.0, 1.0, 50.0]))], str, limits=(-1.0, 2.0)))
    assert max(x for x, _ in circles(root)) < 100.0


def test_charts_that_are_tables_say_their_figures():
    markup = bar_rows("Streams", [BarRow("<bdi>a</bdi>", 4.0, "4"), BarRow("b", 1.0, "1")], ("From", "Accounts"))
    widths = [float(value) for value in re.findall(r'<rect [^>]*width="([\d.]+)%"', markup)]
    assert widths == [100.0, 25.0]
    rows = [RangeRow("a", 3.0, 2.0, "2 km"), RangeRow("b", None, 1.0, "1 km")]
    markup = range_rows("Travel", rows, ("Territory", "km"), lambda value: f"{value:g} km")
    assert "2 km</td>" in markup and markup.count("hollow") == 1


@pytest.mark.parametrize("value", [HOSTILE, "漢字 \u202e"])
def test_names_are_safe(value):
    chart = pareto_chart(
        {"name": [value, "b"], "x": [1.0, 2.0], "y": [2.0, 1.0]}, "x", "y", labels={"x": value}, title=value
    )
    assert "<script" not in chart.markup
    drawn(chart.svg)
    strip = strip_chart(
        value, value, [Lane(value, np.array([1.0]), [value]), Lane("b", np.array([2.0]))], lambda _: value
    )
    assert "<script" not in strip
    drawn(strip)


def test_non_dominated():
    points = [(1.0, 5.0), (2.0, 3.0), (2.0, 4.0), (3.0, 3.0), (2.0, 3.0), (4.0, 1.0)]
    assert non_dominated(points) == {0, 1, 4, 5}


def test_pareto_of_a_table_from_anywhere(tmp_path):
    columns = {"name": ["fair", "short", "bad"], "off": [0.01, 0.2, 0.3], "km": [120.0, 95.0, 130.0]}
    chart = te.report.pareto_chart(pa.table(columns), "km", "off", shares=["off"])
    assert chart.svg == te.report.pareto_chart(columns, "km", "off", shares=["off"]).svg
    root = drawn(chart.svg)
    said = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"fair", "short", "bad", "10\u00a0%", "↑ off", "km →"} <= set(said)
    assert chart.markup.count('class="front"') == 1  # from short to fair
    path = chart.save(tmp_path / "front.svg")
    assert drawn(path.read_text()).get("viewBox").startswith("0 0 720 ")
    assert 'src="data:image/svg+xml;base64,' in chart._repr_html_()


def test_stability_of_a_table():
    columns = {"budget": [0, 10, 20], "moved": [0, 9, None], "km": [130.0, 112.5, 100.0]}
    chart = stability_chart(columns, "moved", "km", name="budget")
    assert len(list(drawn(chart.markup).iter("circle"))) == 2
    with pytest.raises(DataError, match="no row has both"):
        stability_chart({"moved": [None], "km": [1.0]}, "moved", "km")
    with pytest.raises(DataError, match="'cost'"):
        stability_chart(columns, "moved", "cost")
    with pytest.raises(DataError, match=r"must end in '\.svg'"):
        chart.save("front.png")


def test_names_of_points_do_not_overlap():
    from territory_engine.picture.svg import width
    from territory_engine.report.charts.plane import DESIGN

    rng = np.random.default_rng(4)
    columns = {"name": [f"plan {i}" for i in range(12)], "x": rng.random(12), "y": rng.random(12)}
    root = drawn(pareto_chart(columns, "x", "y").markup)
    areas = []
    for text in (text for text in root.iter("text") if "point" in (text.get("class") or "")):
        x = float(text.get("x").rstrip("%")) * DESIGN / 100.0 + float(text.get("dx") or 0.0)
        wide, y = width(text.text, 12.0), float(text.get("y"))
        left = x - {"start": 0.0, "middle": wide / 2.0, "end": wide}[text.get("text-anchor")]
        areas.append((left, y - 10.0, left + wide, y + 3.0))
    assert len(areas) >= 10
    for i, a in enumerate(areas):
        for b in areas[i + 1 :]:
            assert not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3])


def test_a_chart_alone_brings_its_colours():
    alone = standalone(strip_chart("t", "d", [Lane("a", np.array([1.0, 2.0]))], str))
    assert "--accent" in alone and "prefers-color-scheme" in alone and 'xmlns="http://www.w3.org/2000/svg"' in alone
    drawn(alone)
