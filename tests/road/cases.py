"""Small road networks for tests: random ones, and the plain truth about them."""

import numpy as np
import pyarrow as pa
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, dijkstra


def random_roads(seed, nodes=40, roads=30):
    """Long winding roads between few crossings: (nodes table, edges table). Some one-way, some parallel, some loops."""
    rng = np.random.default_rng(seed)
    tail, head = [], []
    crossings = max(2, nodes // 8)
    spare = list(rng.permutation(np.arange(crossings, nodes)))
    for _ in range(roads):
        a, b = rng.integers(0, crossings, 2)
        inner = [spare.pop() for _ in range(min(len(spare), int(rng.integers(0, 5))))]
        chain = [int(a), *map(int, inner), int(b)]
        tail += chain[:-1]
        head += chain[1:]
        if rng.random() < 0.6:
            tail += chain[1:][::-1]
            head += chain[:-1][::-1]
    edges = pa.table(
        {
            "tail": tail,
            "head": head,
            "travel_time_s": rng.integers(0, 50, len(tail)) / 10.0,
            "length_m": rng.integers(0, 1000, len(tail)).astype(float),
        }
    )
    places = {"latitude": 50.0 + rng.random(nodes) / 100.0, "longitude": 8.0 + rng.random(nodes) / 100.0}
    return pa.table({"id": np.arange(nodes), **places}), edges


def distances(edges, nodes, column, scale):
    """All pairs in whole milliseconds or decimetres, (n, n) float64, straight from the table of edges."""
    tail, head = edges["tail"].to_numpy(), edges["head"].to_numpy()
    weight = np.rint(edges[column].to_numpy() * scale)
    best = np.full((nodes, nodes), np.inf)
    np.minimum.at(best, (tail, head), weight)
    np.fill_diagonal(best, np.inf)
    rows, columns = np.nonzero(np.isfinite(best))
    return dijkstra(csr_matrix((best[rows, columns], (rows, columns)), shape=(nodes, nodes)))


def strong_part(edges, nodes):
    """Nodes of the largest strongly connected part; None where two are equally large."""
    tail, head = edges["tail"].to_numpy(), edges["head"].to_numpy()
    matrix = csr_matrix((np.ones(len(tail)), (tail, head)), shape=(nodes, nodes))
    _, label = connected_components(matrix, directed=True, connection="strong")
    size = np.bincount(label)
    return np.flatnonzero(label == np.argmax(size)) if (size == size.max()).sum() == 1 else None
