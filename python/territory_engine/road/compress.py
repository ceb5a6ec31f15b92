"""Nodes of degree two are no junctions: chains of arcs through them become one edge with a shape.

Chains are found by pointer doubling on *darts* (a link and the direction in which it is followed): every dart learns
the first dart of its chain and its rank in ceil(log2(longest chain)) passes of NumPy, O(m log L) in all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .arcs import Arcs
from .graph import I32, I64

Bool = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Chains:
    """Edges as chains of arcs.

    Edge e has the points ``first[e]`` to ``first[e + 1] - 1``; ``node`` says where each is. ``forward`` is the arc from
    a point to the next one, ``backward`` the arc from there to it, -1 on one-way streets; both are -1 at last points.
    """

    first: I64  # (E + 1,)
    node: I32  # (P,)
    forward: I32  # (P,)
    backward: I32  # (P,)


@dataclass(frozen=True, eq=False)
class _Links:
    """Unordered pairs of neighbours; the forward arc is always there."""

    tail: I32
    head: I32
    forward: I32
    backward: I32  # -1: one way


def chains(arcs: Arcs, nodes: int) -> Chains:
    """Chains of a strongly connected graph, its arcs sorted and each once, without loops.

    A node lies inside a chain where it has two neighbours and one can only pass: both roads two-way, or one coming in
    and one going out. Where the whole network is one ring, its first node stays.
    """
    links = _links(arcs, nodes)
    inside = _inside(links, nodes)
    if len(inside) and inside.all():
        inside[0] = False
    start, rank = _positions(links, inside, nodes)
    return _collect(links, start, rank)


def _links(arcs: Arcs, nodes: int) -> _Links:
    key = arcs.tail.astype(np.int64) * nodes + arcs.head
    opposite_key = arcs.head.astype(np.int64) * nodes + arcs.tail
    position = np.minimum(np.searchsorted(key, opposite_key), max(len(key) - 1, 0))
    opposite = np.where(key[position] == opposite_key, position, -1).astype(np.int32)
    forward = np.flatnonzero((arcs.tail < arcs.head) | (opposite < 0)).astype(np.int32)
    return _Links(arcs.tail[forward], arcs.head[forward], forward, opposite[forward])


def _inside(links: _Links, nodes: int) -> Bool:
    one_way = links.backward < 0
    both = np.bincount(links.tail[~one_way], minlength=nodes) + np.bincount(links.head[~one_way], minlength=nodes)
    out = np.bincount(links.tail[one_way], minlength=nodes)
    into = np.bincount(links.head[one_way], minlength=nodes)
    result: Bool = ((both == 2) & (out + into == 0)) | ((both == 0) & (out == 1) & (into == 1))
    return result


def _positions(links: _Links, inside: Bool, nodes: int) -> tuple[I64, I64]:
    """First dart of the chain of each dart, and its rank in it. Dart 2l follows link l, dart 2l + 1 comes back."""
    count = len(links.tail)
    link = np.arange(count)
    # sums of the two links at a node inside: less the one, they are the other
    pair = np.zeros(nodes, np.int64)
    np.add.at(pair, links.tail, link)
    np.add.at(pair, links.head, link)
    before = np.empty(2 * count, np.int64)
    for side, tail in enumerate((links.tail, links.head)):
        passing = inside[tail]
        other = np.where(passing, pair[tail] - link, 0)
        before[side::2] = np.where(passing, 2 * other + (links.head[other] != tail), 2 * link + side)
    start, rank = before, (before != np.arange(2 * count)).astype(np.int64)
    while True:
        further = start[start]
        if np.array_equal(further, start):
            return start, rank
        rank = rank + rank[start]
        start = further


def _collect(links: _Links, start: I64, rank: I64) -> Chains:
    darts = np.arange(len(start))
    length = np.bincount(start, minlength=len(start))
    last = np.flatnonzero(rank == length[start] - 1)
    reverse_of = np.empty(len(start), np.int64)
    reverse_of[start[last]] = last ^ 1  # the reverse chain begins with the last dart turned round
    two_way = links.backward[darts >> 1] >= 0
    # each chain was found in both directions: keep the open one, or that with the lower first dart
    kept = np.where(two_way, start < reverse_of[start], darts % 2 == 0)
    firsts = np.flatnonzero(kept & (start == darts))
    first = np.zeros(len(firsts) + 1, np.int64)
    np.cumsum(length[firsts] + 1, out=first[1:])
    edge = np.full(len(start), -1, np.int64)
    edge[firsts] = np.arange(len(firsts))

    chosen = np.flatnonzero(kept)
    link, back = chosen >> 1, chosen % 2 == 1
    point = first[edge[start[chosen]]] + rank[chosen]
    forward, backward = np.full((2, first[-1]), -1, np.int32)
    node = np.empty(first[-1], np.int32)
    node[point] = np.where(back, links.head[link], links.tail[link])
    node[point + 1] = np.where(back, links.tail[link], links.head[link])
    forward[point] = np.where(back, links.backward[link], links.forward[link])
    backward[point] = np.where(back, links.forward[link], links.backward[link])
    return Chains(first, node, forward, backward)
