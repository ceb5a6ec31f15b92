"""Small road graphs and places on them, to hold kernels to the reference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True, eq=False)
class Roads:
    """Arcs by tail."""

    first: Any
    head: Any
    weight: Any

    @classmethod
    def of(cls, nodes, tail, head, weight):
        order = np.argsort(tail, kind="stable")
        first = np.searchsorted(np.asarray(tail)[order], np.arange(nodes + 1)).astype(np.int64)
        return cls(first, np.asarray(head, np.int32)[order], np.asarray(weight, np.uint32)[order])

    @property
    def nodes(self):
        return len(self.first) - 1

    def search(self, kernels):
        dissection = kernels.make_dissection(self.first, self.head, 1)
        while kernels.dissection_step(dissection, 1):
            pass
        return kernels.customise(kernels.make_hierarchy(self.first, self.head, dissection.order, 1), self.weight, 1)

    def least(self, tail, head):
        """Weight of the lightest arc between two nodes."""
        arcs = slice(self.first[tail], self.first[tail + 1])
        return int(self.weight[arcs][self.head[arcs] == head].min())


def random_roads(rng, nodes, arcs, heaviest):
    """Any arcs: parallel ones, loops, one-way streets, parts that cannot be reached; zeros where heaviest is small."""
    return Roads.of(
        nodes,
        rng.integers(0, nodes, arcs),
        rng.integers(0, nodes, arcs),
        rng.integers(0, heaviest + 1, arcs),
    )


def grid_roads(rng, side, heaviest, one_way=0.2):
    """A square grid of streets, some of them one-way."""
    node = np.arange(side * side).reshape(side, side)
    a = np.concatenate([node[:, :-1].ravel(), node[:-1].ravel()])
    b = np.concatenate([node[:, 1:].ravel(), node[1:].ravel()])
    flip = rng.random(len(a)) < 0.5
    a, b = np.where(flip, b, a), np.where(flip, a, b)
    both = rng.random(len(a)) >= one_way
    tail, head = np.concatenate([a, b[both]]), np.concatenate([b, a[both]])
    return Roads.of(side * side, tail, head, rng.integers(0, heaviest + 1, len(tail)))


def at_nodes(nodes):
    """Places at nodes: one end each, nothing between."""
    nodes = np.asarray(nodes, np.int32)
    return np.stack([nodes, np.full_like(nodes, -1)], axis=1), np.zeros((len(nodes), 2), np.uint32)


def random_ends(rng, roads, count, heaviest):
    """Places with two ends, one, or none, on either side."""
    node = rng.integers(-1, roads.nodes, (count, 2)).astype(np.int32)
    node[rng.random(count) < 0.3, 1] = -1
    return node, rng.integers(0, heaviest + 1, (count, 2)).astype(np.uint32)


def random_direct(rng, points, centers, heaviest):
    """Some pairs of points and centres on one road; a pair may come twice."""
    count = rng.integers(0, 3, points) * (rng.random(points) < 0.4)
    first = np.concatenate([[0], np.cumsum(count)]).astype(np.int64)
    center = rng.integers(0, centers, first[-1]).astype(np.int32)
    return first, center, rng.integers(0, heaviest + 1, first[-1]).astype(np.uint32)


def no_direct(points):
    return np.zeros(points + 1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.uint32)


def table(kernels, search, exits, entries, unit=1.0, threads=1):
    out = np.full((len(exits[0]), len(entries[0])), np.nan, np.float32)
    kernels.road_table(search, exits, entries, out, unit, threads)
    return out
