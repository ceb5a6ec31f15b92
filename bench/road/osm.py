"""Extracts of OpenStreetMap against Valhalla: ``python -m bench.road.osm FOLDER``.

The folder holds ``liechtenstein.osm.pbf`` and ``monaco.osm.pbf``. Ours is everything from the file to a contracted
network, Valhalla's the build of its tiles from the same file, both on one thread. Then 1,000 pairs of points on roads
are asked of both: seconds of the fastest way, by car, without traffic.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import territory_engine as te

from ..measure import cpu_seconds
from ..report import machine, markdown

EXTRACTS = ("liechtenstein", "monaco")
PAIRS = 1000
SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)

Float = NDArray[np.float64]
Points = tuple[Float, Float]  # latitudes and longitudes


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where the extracts are")
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    print(f"{machine()}; one thread, medians of {options.repeats}, CPU seconds\n")
    builds, times = [], []
    for name in EXTRACTS:
        path = options.folder / f"{name}.osm.pbf"
        if not path.is_file():
            print(f"{path} is not there; left out")
            continue
        network, read, ready = _ours(path, options.repeats)
        row = [name, f"{network.graph.node_count:,}", f"{network.graph.arc_count:,}", f"{read:.3f}", f"{ready:.3f}"]
        with tempfile.TemporaryDirectory() as folder:
            peer = _Valhalla.made(path, Path(folder), options.repeats)
            if peer is None:
                builds.append([*row, "valhalla is not installed", ""])
                continue
            builds.append([*row, f"{peer.build_s:.2f}", f"{peer.build_s / ready:.1f}"])
            times.append([name, *_compared(network, peer)])
    head = ["extract", "nodes", "arcs", "read", "ready", "Valhalla's tiles", "times"]
    print(markdown(head, builds))
    if times:
        print(f"\nour seconds by Valhalla's, {PAIRS:,} pairs\n")
        print(markdown(["extract", *(f"{share:.0%}" for share in SHARES), "median of |ratio - 1|"], times))


def _ours(path: Path, repeats: int) -> tuple[te.RoadNetwork, float, float]:
    """The network, and seconds to read it and to have it contracted; once before, to load libraries."""
    network = te.RoadNetwork.from_osm(path).prepare(threads=1)
    read, ready = [], []
    for _ in range(repeats):
        begin = cpu_seconds()
        network = te.RoadNetwork.from_osm(path)
        read.append(cpu_seconds() - begin)
        network.prepare(threads=1)
        ready.append(cpu_seconds() - begin)
    return network, statistics.median(read), statistics.median(ready)


class _Valhalla:
    """Tiles of one extract, and who answers from them."""

    def __init__(self, actor: Any, build_s: float) -> None:
        self._actor = actor
        self.build_s = build_s

    @classmethod
    def made(cls, path: Path, folder: Path, repeats: int) -> _Valhalla | None:
        """None where the library is missing."""
        try:
            import valhalla
        except ImportError:
            return None
        config = valhalla.get_config(tile_extract="", tile_dir=folder, verbose=False)
        config["mjolnir"].update(concurrency=1, tile_extract="", admin="", timezone="")
        file = folder / "valhalla.json"
        file.write_text(json.dumps(config))
        program = Path(valhalla.__file__).parent / "bin" / "valhalla_build_tiles"
        seconds = []
        for _ in range(repeats):
            begin = cpu_seconds()
            subprocess.run([program, "-c", file, path], check=True, capture_output=True)
            seconds.append(cpu_seconds() - begin)
        return cls(valhalla.Actor(str(file)), statistics.median(seconds))

    def seconds(self, origin: Points, destination: Points) -> Float:
        """Of the fastest way by car of each pair, NaN where it finds none."""
        found = np.full(len(origin[0]), np.nan)
        for row, ends in enumerate(zip(*origin, *destination, strict=True)):
            lat_a, lon_a, lat_b, lon_b = map(float, ends)
            places = [{"lat": lat_a, "lon": lon_a}, {"lat": lat_b, "lon": lon_b}]
            asked = {"locations": places, "costing": "auto", "directions_type": "none"}
            try:
                found[row] = self._actor.route(asked)["trip"]["summary"]["time"]
            except RuntimeError:  # no way
                continue
        return found


def _compared(network: te.RoadNetwork, peer: _Valhalla) -> list[str]:
    origin, destination = _random_points(network, 0), _random_points(network, 1)
    theirs = peer.seconds(origin, destination)
    ours = np.array([network.table(*_one(row, origin, destination))[0, 0] for row in range(PAIRS)])
    known = np.isfinite(theirs) & np.isfinite(ours) & (theirs > 0.0)
    ratio = ours[known] / theirs[known]
    quantiles = [f"{value:.2f}" for value in np.quantile(ratio, SHARES)]
    return [*quantiles, f"{np.median(np.abs(ratio - 1.0)):.1%}"]


def _one(row: int, *points: Points) -> list[Points]:
    return [(latitude[row : row + 1], longitude[row : row + 1]) for latitude, longitude in points]


def _random_points(network: te.RoadNetwork, seed: int) -> Points:
    """Points of roads where a car may stop."""
    edges, nodes = network.edges, network.nodes
    usable = np.unique(edges.node[edges.may_snap])
    chosen = usable[np.random.default_rng((42, seed)).integers(0, len(usable), PAIRS)]
    return nodes.latitude[chosen], nodes.longitude[chosen]


if __name__ == "__main__":
    main()
