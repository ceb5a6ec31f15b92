"""One hierarchy in a process of its own: ``python -m bench.road.hierarchy_child '{"folder": ...}'``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from ..measure import measured
from .graphs import Graph, read

Result = TypeVar("Result")


class Stages:
    """What each stage costs, in order."""

    def __init__(self) -> None:
        self.figures: dict[str, dict[str, float]] = {}

    def run(self, name: str, work: Callable[[], Result]) -> Result:
        """Do the work, and keep its figures under the name."""
        result, self.figures[name] = measured(work)
        return result


def ours(graph: Graph, threads: int) -> dict[str, Any]:
    """Order, contraction, weights, and other weights on the same hierarchy."""
    from territory_engine import kernels

    native = kernels.get("native")
    stages = Stages()

    def order() -> Any:
        dissection = native.make_dissection(graph.first, graph.head, threads)
        while native.dissection_step(dissection, threads):
            pass
        return dissection.order

    nodes = stages.run("order", order)
    hierarchy = stages.run("contract", lambda: native.make_hierarchy(graph.first, graph.head, nodes, threads))
    search = stages.run("customise", lambda: native.customise(hierarchy, graph.weight, threads))
    one_way = graph.weight + np.arange(len(graph.weight), dtype=np.uint32) % 7
    stages.run("customise one-way", lambda: native.customise(hierarchy, one_way, threads))
    arcs = {"links": len(hierarchy.link_head), "out": len(search.out_head), "in": len(search.in_head)}
    return {"stages": stages.figures, "arcs": arcs}


def routingkit(graph: Graph, threads: int) -> dict[str, Any]:
    """RoutingKit's customisable hierarchy in the package routingkit-cch; it tells no numbers of arcs."""
    import routingkit_cch

    if graph.latitude is None or graph.longitude is None:
        raise SystemExit("needs coordinates")
    tail, head = graph.tail, graph.head.astype(np.uint32)
    places = graph.latitude.astype(np.float32), graph.longitude.astype(np.float32)
    stages = Stages()
    order = stages.run("order", lambda: routingkit_cch.compute_order_inertial(graph.node_count, tail, head, *places))
    hierarchy = stages.run("contract", lambda: routingkit_cch.CCH(order, tail, head, False))
    stages.run("customise", lambda: routingkit_cch.CCHMetric(hierarchy, graph.weight))
    return {"stages": stages.figures, "arcs": {}}


METHODS = {"ours": ours, "routingkit": routingkit}


def main() -> None:
    """Read, build, print."""
    task = json.loads(sys.argv[1])
    graph = read(Path(task["folder"]), task["graph"])
    print(json.dumps(METHODS[task["method"]](graph, task["threads"])))


if __name__ == "__main__":
    main()
