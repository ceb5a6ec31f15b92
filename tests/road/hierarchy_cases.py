"""Road graphs for the tests of the hierarchy, and the slow truth about them."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from territory_engine.kernels import get

INF = 2**31 - 1


@dataclass
class Roads:
    """Arcs sorted by tail, in compressed sparse rows."""

    first: np.ndarray
    head: np.ndarray
    weight: np.ndarray

    @property
    def nodes(self):
        return len(self.first) - 1

    @property
    def tail(self):
        return np.repeat(np.arange(self.nodes), np.diff(self.first))

    def build(self, threads=1, order=None):
        native = get("native")
        if order is None:
            order = self.dissected(threads).order
        return native.make_hierarchy(self.first, self.head, order, threads)

    def dissected(self, threads=1, seen=None):
        dissection = get("native").make_dissection(self.first, self.head, threads)
        while get("native").dissection_step(dissection, threads):
            if seen is not None:
                seen.append(dissection.done)
        return dissection

    def customised(self, threads=1):
        return get("native").customise(self.build(threads), self.weight, threads)


def roads(nodes, arcs):
    """From (tail, head, weight) in any order; the order of parallel arcs is kept."""
    table = np.array(arcs, np.int64).reshape(-1, 3)
    table = table[np.argsort(table[:, 0], kind="stable")]
    first = np.concatenate([[0], np.cumsum(np.bincount(table[:, 0], minlength=nodes))]).astype(np.int64)
    return Roads(first, table[:, 1].astype(np.int32), table[:, 2].astype(np.uint32))


def both_ways(nodes, edges):
    """Roads with the same weight in both directions."""
    return roads(nodes, [*edges, *((v, u, w) for u, v, w in edges)])


def grid(rows, columns, seed=0, one_way=0.0):
    """A town of streets at right angles; some of them may be one-way."""
    random = np.random.default_rng(seed)
    node = np.arange(rows * columns).reshape(rows, columns)
    pairs = np.concatenate(
        [np.stack([node[:, :-1].ravel(), node[:, 1:].ravel()], 1), np.stack([node[:-1].ravel(), node[1:].ravel()], 1)]
    )
    there = np.column_stack([pairs, random.integers(1, 100, len(pairs))])
    back = np.column_stack([pairs[:, ::-1], there[:, 2]])[random.random(len(pairs)) >= one_way]
    return roads(rows * columns, np.concatenate([there, back]))


def drawn(map_, weight=1):
    """Nodes A to Z of a map; ``-`` and ``|`` are roads both ways, ``>`` ``<`` ``v`` (down) ``^`` one-way roads.

    Along a row and along a column a road is one character between two letters.
    """
    lines = map_.strip("\n").split("\n")
    width = max(map(len, lines))
    field = [line.ljust(width) for line in lines]
    letters = sorted({c for line in field for c in line if c.isupper()})
    number = {c: k for k, c in enumerate(letters)}
    arcs = []
    for y, line in enumerate(field):
        for x, c in enumerate(line):
            if c in "-<>":
                a, b = number[line[x - 1]], number[line[x + 1]]
            elif c in "|v^":
                a, b = number[field[y - 1][x]], number[field[y + 1][x]]
            else:
                continue
            arcs += [(a, b, weight)] * (c in "->|v") + [(b, a, weight)] * (c in "-<|^")
    return roads(len(letters), arcs), number


@st.composite
def any_roads(draw, nodes=12, arcs=40, weights=6):
    """Small graphs with loops, parallel arcs, weights of 0, and parts that cannot be reached."""
    n = draw(st.integers(1, nodes))
    node = st.integers(0, n - 1)
    arc = st.tuples(node, node, st.integers(0, weights))
    return roads(n, draw(st.lists(arc, max_size=arcs)))


def dijkstra(given, source):
    """Distances from one node, INF where there is no way."""
    distance = [INF] * given.nodes
    distance[source] = 0
    heap = [(0, source)]
    while heap:
        d, u = heapq.heappop(heap)
        if d > distance[u]:
            continue
        for a in range(given.first[u], given.first[u + 1]):
            v, longer = int(given.head[a]), d + int(given.weight[a])
            if longer < distance[v]:
                distance[v] = longer
                heapq.heappush(heap, (longer, v))
    return distance


def upward(graph, side, node):
    """Distances from a node, or to it, over arcs to higher positions alone: {position: distance}."""
    first, head, weight = (getattr(graph, f"{side}_{name}") for name in ("first", "head", "weight"))
    distance = {int(graph.position_of[node]): 0}
    p = int(graph.position_of[node])
    while p >= 0:  # arcs lead to ancestors only
        if p in distance:
            for a in range(first[p], first[p + 1]):
                longer = distance[p] + int(weight[a])
                distance[int(head[a])] = min(distance.get(int(head[a]), INF), longer)
        p = int(graph.parent[p])
    return distance


def all_pairs(graph, nodes=None):
    """Distances between all or some nodes as queries find them."""
    nodes = range(len(graph.position_of)) if nodes is None else nodes
    ways = {side: [upward(graph, side, node) for node in nodes] for side in ("out", "in")}
    return [
        [min((d + to[p] for p, d in out.items() if p in to), default=INF) for to in ways["in"]] for out in ways["out"]
    ]


def arrays(handle):
    """Everything a handle holds."""
    return {name: np.asarray(getattr(handle, name)) for name in dir(handle) if not name.startswith("_")}


def same(a, b):
    """Whether two handles hold the same bits."""
    a, b = arrays(a), arrays(b)
    return a.keys() == b.keys() and all(np.array_equal(a[name], b[name]) for name in a)
