"""The process that is measured: one method on one graph. ``python -m bench.road.child '{"method": ...}'``."""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path
from typing import Any

import numpy as np

from ..measure import cpu_seconds
from .graphs import read
from .methods import METHODS
from .queries import queries

TRUTH = "scipy"  # its tables are kept for the others to be compared with


def once(options: dict[str, Any]) -> dict[str, Any]:
    """Medians of CPU seconds by query; how many values differ from those of Dijkstra's algorithm, -1 not compared."""
    graph = read(Path(options["folder"]), options["graph"])
    begin = cpu_seconds()
    try:
        ask = METHODS[options["method"]](graph)
    except ModuleNotFoundError as error:
        return {"error": f"not installed: {error.name}"}
    except ValueError as error:
        return {"error": str(error)}
    result: dict[str, Any] = {"prepared_s": cpu_seconds() - begin}
    for name, (sources, targets) in queries(graph.node_count).items():
        if name not in options["queries"]:
            continue
        ask(sources[:64], targets[:64])
        seconds: list[float] = []
        table = np.zeros(0)
        for _ in range(options["repeats"]):
            del table
            begin = cpu_seconds()
            table = ask(sources, targets)
            seconds.append(cpu_seconds() - begin)
        kept = Path(options["truth"]) / f"{options['graph']} {name}.npy"
        if options["method"] == TRUTH:
            np.save(kept, table)
        wrong = int((np.asarray(table, np.float32) != np.load(kept)).sum()) if kept.exists() else -1
        result[name] = {"cpu_s": statistics.median(seconds), "wrong": wrong}
    return result


if __name__ == "__main__":
    print(json.dumps(once(json.loads(sys.argv[1]))))
