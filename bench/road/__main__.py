"""Tables and nearest centres against the peers: ``python -m bench.road FOLDER``.

The folder holds ``luxembourg.npz``, ``moscow.npz`` and ``florida.npz`` with ``tail``, ``head``, ``weight`` and, but for
the last, ``lat`` and ``lon``. Every method runs in a process of its own, on one thread; every value of every method is
compared with those of scipy's Dijkstra.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

from ..measure import in_new_process
from ..report import machine, markdown
from .graphs import read
from .methods import METHODS
from .queries import queries

GRAPHS = ("luxembourg", "moscow", "florida")
QUERIES = ("1,000 x 1,000", "100,000 x 100", "all x 100")
# CPU s of RoutingKit's contraction hierarchy (C++, better way round, same queries), which no package on PyPI has
ROUTINGKIT = {
    "luxembourg": {"1,000 x 1,000": 0.105, "100,000 x 100": 0.082, "all x 100": 0.091},
    "moscow": {"1,000 x 1,000": 0.424, "100,000 x 100": 0.349, "all x 100": 0.596},
    "florida": {"1,000 x 1,000": 0.720, "100,000 x 100": 0.743, "all x 100": 1.830},
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.road", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where the graphs are")
    parser.add_argument("--graphs", nargs="+", choices=GRAPHS, default=list(GRAPHS))
    parser.add_argument("--methods", nargs="+", choices=list(METHODS), default=list(METHODS))
    parser.add_argument("--queries", nargs="+", choices=QUERIES, default=list(QUERIES))
    parser.add_argument("--repeats", type=int, default=7, help="of ours; peers are asked once")
    parser.add_argument("--limit", type=float, default=900.0, help="seconds after which a method is ended")
    options = parser.parse_args()
    print(f"{machine()}; one thread, CPU seconds, medians of {options.repeats} of ours\n")
    tables, nearest = [], []
    for name in options.graphs:
        path = options.folder / f"{name}.npz"
        if not path.is_file():
            print(f"{path} is not there; left out")
            continue
        tables += _tables(name, options)
        found = in_new_process(
            "bench.road.nearest", {"folder": str(options.folder), "graph": name, "repeats": 3}, 1, options.limit
        )
        columns = ("nearest", "round trip", "all pairs", "single sweeps")
        nearest.append([name, *(f"{found[each]:.3f}" for each in columns), f"{found['wrong']:,}"]
                       if "error" not in found else [name, found["error"], "", "", "", ""])  # fmt: skip
    print(markdown(["graph", "query", "method", "prepared", "CPU s", "times ours", "ns a pair", "differ"], tables))
    print("\n8 nearest of 1,000 centres for 100,000 accounts\n")
    head = ["graph", "nearest", "there and back", "table of all pairs", "1,000 single sweeps", "differ"]
    print(markdown(head, nearest))


def _tables(name: str, options: argparse.Namespace) -> list[list[str]]:
    found: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as truth:
        for method in options.methods:
            repeats = options.repeats if method == "ours" else 1
            asked = {
                "folder": str(options.folder),
                "graph": name,
                "method": method,
                "queries": options.queries,
                "repeats": repeats,
            }
            found[method] = in_new_process("bench.road.child", {**asked, "truth": truth}, 1, options.limit)
    rows = []
    asked_of = queries(read(options.folder, name).node_count)
    for query in options.queries:
        pairs = len(asked_of[query][0]) * len(asked_of[query][1])
        our = found.get("ours", {}).get(query, {}).get("cpu_s", float("nan"))
        for method, result in found.items():
            if "error" in result:
                rows.append([name, query, method, result["error"], "", "", "", ""])
                continue
            cost, prepared = result[query]["cpu_s"], f"{result['prepared_s']:.2f}"
            wrong = result[query]["wrong"]
            rows.append([name, query, method, prepared, *_cost(cost, our, pairs),
                         "" if wrong < 0 else f"{wrong:,}"])  # fmt: skip
        kept = ROUTINGKIT[name][query]
        rows.append([name, query, "RoutingKit, kept figure", "", *_cost(kept, our, pairs), ""])
    return rows


def _cost(seconds: float, ours: float, pairs: int) -> list[str]:
    return [f"{seconds:.4f}", f"{seconds / ours:.1f}", f"{seconds / pairs * 1e9:.2f}"]


if __name__ == "__main__":
    main()
