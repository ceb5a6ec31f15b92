"""``territory-engine network build`` and ``network info``: road networks from maps or tables, and what is in one."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from ..errors import DataError
from ..road import RoadNetwork
from ..terminal.screen import Screen
from ..text import duration, size, table
from . import exits

_MAPS = (".pbf", ".osm", ".osm.gz", ".osm.bz2")
_EXAMPLE = "territory-engine network build region.osm.pbf --out region.roads"


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Build a network and save it, or tell what a saved one holds."""
    if options.action is None or options.source is None:
        raise DataError(f"say what to build from, or which network to look at: {_EXAMPLE}")
    if options.action == "info":
        screen.say(described(RoadNetwork.load(options.source)))
        return exits.FINE
    return _build(options, screen)


def described(network: RoadNetwork) -> str:
    """What a network holds, for the terminal."""
    graph, edges = network.graph, network.edges
    rows = [
        ["junctions", f"{graph.node_count:,}"],
        ["arcs", f"{graph.arc_count:,}"],
        ["roads between junctions", f"{edges.count:,}"],
        ["points of roads", f"{len(edges.node):,}"],
    ]
    if edges.length_dm is not None:
        both_ways = edges.two_way[edges.edge]
        rows.append(["kilometres of road", f"{edges.length_dm[0].sum() / 1e4:,.0f}"])
        rows.append(["of them one-way", f"{edges.length_dm[0][~both_ways].sum() / 1e4:,.0f}"])
    if network.profile is not None:
        rows.append(["profile", network.profile.name])
    rows.append(["contracted for", ", ".join(sorted(network.searches.kept())) or "nothing yet"])
    lines = [table(rows)]
    if network.report.dropped:
        lines += ["", "left out", *(f"  {count:,} {what} {reason}" for what, count, reason in network.report.dropped)]
    return "\n".join(lines)


def _build(options: argparse.Namespace, screen: Screen) -> int:
    out = Path(options.out or Path(options.source).name.split(".")[0] + ".roads")
    started = time.perf_counter()
    progress = not screen.quiet and options.progress is not False
    network = _read(options, progress)
    metrics = options.metrics or ("time",)
    network.prepare(metrics, threads=options.threads, progress=progress)
    network.save(out, metrics=metrics)
    screen.say(described(network))
    screen.say(f"\nnetwork: {out} ({size(out.stat().st_size)}, {duration(time.perf_counter() - started)})")
    return exits.FINE


def _read(options: argparse.Namespace, progress: bool) -> RoadNetwork:
    if options.source.lower().endswith(_MAPS):
        refused = [name for name in ("nodes", "speed_kmh") if getattr(options, name) is not None]
        if refused:
            raise DataError(f"--{refused[0].replace('_', '-')} is for tables of edges; {options.source!r} is a map")
        return RoadNetwork.from_osm(
            options.source,
            options.profile or "car",
            time_of_day=options.time_of_day,
            speed_factor=options.speed_factor,
            progress=progress,
        )
    refused = [name for name in ("profile", "time_of_day") if getattr(options, name) is not None]
    if refused:
        raise DataError(f"--{refused[0].replace('_', '-')} is for maps (.osm.pbf, .osm); {options.source!r} is a table")
    network = RoadNetwork.from_edges(options.source, options.nodes, speed_kmh=options.speed_kmh)
    return network if options.speed_factor is None else network.with_speeds(options.speed_factor)
