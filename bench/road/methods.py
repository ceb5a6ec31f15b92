"""Who computes tables: ours and the peers, each prepared for a graph and then asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from territory_engine.kernels import get
from territory_engine.kernels.interface import Kernels

from .graphs import Graph
from .queries import I32

Table = NDArray[Any]
Ask = Callable[[I32, I32], Table]

_ROWS = 50  # sources of one call of scipy: its answer has a column for every node


def ours(graph: Graph) -> Ask:
    """The native kernels, on one thread."""
    kernels, search = searched(graph)

    def ask(sources: I32, targets: I32) -> Table:
        out = np.empty((len(sources), len(targets)), np.float32)
        kernels.road_table(search, at_nodes(sources), at_nodes(targets), out, 1.0, 1)
        return out

    return ask


def contracted(graph: Graph) -> Any:
    """Our hierarchy."""
    kernels = get("native")
    dissection = kernels.make_dissection(graph.first, graph.head, 1)
    while kernels.dissection_step(dissection, 1):
        pass
    return kernels.make_hierarchy(graph.first, graph.head, dissection.order, 1)


def searched(graph: Graph) -> tuple[Kernels, Any]:
    """Our kernels, and what they search."""
    kernels = get("native")
    return kernels, kernels.customise(contracted(graph), graph.weight, 1)


def at_nodes(nodes: I32) -> tuple[I32, NDArray[np.uint32]]:
    """Places at nodes, as kernels take them."""
    return np.stack([nodes, np.full_like(nodes, -1)], axis=1), np.zeros((len(nodes), 2), np.uint32)


def scipy_dijkstra(graph: Graph) -> Ask:
    """From the fewer of sources and targets."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    shape = graph.node_count, graph.node_count
    forward = csr_matrix((graph.weight.astype(float), graph.head, graph.first), shape=shape)
    backward = forward.T.tocsr()

    def ask(sources: I32, targets: I32) -> Table:
        few, many, matrix = (
            (sources, targets, forward) if len(sources) <= len(targets) else (targets, sources, backward)
        )
        out = np.empty((len(few), len(many)), np.float32)
        for begin in range(0, len(few), _ROWS):
            rows = slice(begin, begin + _ROWS)
            out[rows] = dijkstra(matrix, indices=few[rows])[:, many]
        return out if few is sources else out.T

    return ask


def pyroutingkit(graph: Graph) -> Ask:
    """Its table of many to many. It orders nodes by their coordinates."""
    import pyroutingkit

    if graph.latitude is None or graph.longitude is None:
        raise ValueError("needs coordinates")
    hierarchy = pyroutingkit.CCH()
    tail, head = graph.tail.astype(np.uint32), graph.head.astype(np.uint32)
    latitude, longitude = graph.latitude.astype(np.float32), graph.longitude.astype(np.float32)
    hierarchy.build_topology(tail, head, latitude, longitude, graph.node_count)
    hierarchy.customize_weights(graph.weight)

    def ask(sources: I32, targets: I32) -> Table:
        return np.asarray(hierarchy.distances_many_to_many(sources.astype(np.uint32), targets.astype(np.uint32)))

    return ask


def routingkit_cch(graph: Graph) -> Ask:
    """RoutingKit's customisable hierarchy, in our order of the nodes: the many pinned, a query for each of the few."""
    import routingkit_cch as kit

    tail, head, weight = (values.tolist() for values in (graph.tail, graph.head, graph.weight))
    order = contracted(graph).order[::-1].tolist()
    metric = kit.CCHMetric(kit.CCH(order, tail, head, True), weight)

    def ask(sources: I32, targets: I32) -> Table:
        if len(sources) <= len(targets):
            one_to_many = kit.CCHOneToMany(metric, targets.tolist())
            return np.array([one_to_many.distances_from(int(s)) for s in sources], np.float32)
        many_to_one = kit.CCHManyToOne(metric, sources.tolist())
        return np.array([many_to_one.distances_to(int(t)) for t in targets], np.float32).T

    return ask


METHODS: dict[str, Callable[[Graph], Ask]] = {
    "scipy": scipy_dijkstra,
    "ours": ours,
    "routingkit-cch": routingkit_cch,
    "pyroutingkit": pyroutingkit,
}
