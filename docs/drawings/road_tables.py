"""Tables of travel on road graphs against the peers."""

from __future__ import annotations

from .bars import STEP, Column, Row, group
from .results import results
from .style import document

METHODS = {
    "ours": "territory_engine",
    "routingkit": "RoutingKit, contraction hierarchy",
    "scipy": "scipy, Dijkstra",
    "routingkit-cch": "routingkit-cch",
    "pyroutingkit": "pyroutingkit",
}


def draw() -> dict[str, str]:
    """``road_tables.svg``."""
    found = results("road_tables")
    parts, top = [], 32.0
    column = Column("CPU seconds, log", 300, 300, 20.0, 0.005, log=True)
    for graph in dict.fromkeys(run["graph"] for run in found):
        own = [run for run in found if run["graph"] == graph]
        ours = next(run["cpu_s"] for run in own if run["method"] == "ours")
        rows = []
        for run in sorted(own, key=lambda run: float(run["cpu_s"])):
            times = "" if run["method"] == "ours" else f", {run['cpu_s'] / ours:,.0f} times"
            told = f"{run['cpu_s']:.2g} s{times}"
            rows.append(Row(METHODS[run["method"]], [(run["cpu_s"], told)], ours=run["method"] == "ours"))
        parts.append(group(top, f"{graph}, {own[0]['nodes']:,} nodes", rows, [column]))
        top += STEP * (len(own) + 2)
    description = (
        "Seconds for a table of 100,000 sources by 100 targets on the road graphs of Luxembourg, Moscow and Florida: "
        "territory_engine takes some hundredths of a second, the next method eight to twenty-one times as long."
    )
    return {"road_tables": document(760, top - 14, "Travel tables on roads", description, *parts)}
