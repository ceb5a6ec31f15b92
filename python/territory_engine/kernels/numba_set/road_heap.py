"""Dijkstra's algorithm on a plain graph, with a binary heap that knows where each node is."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..interface import Array
from ..road_query_interface import I32, I64, UNREACHABLE
from .jit import inlined


@inlined
def rise(heap: I32, place: I32, key: I64, at: int) -> None:
    """Moves the node at ``at`` up to where its key belongs."""
    node = heap[at]
    while at > 0:
        parent = (at - 1) >> 1
        if key[heap[parent]] <= key[node]:
            break
        heap[at] = heap[parent]
        place[heap[at]] = at
        at = parent
    heap[at] = node
    place[node] = at


@inlined
def push(heap: I32, place: I32, key: I64, size: int, node: int) -> int:
    """Adds a node, or moves it after its key fell; how many there are now."""
    if place[node] < 0:
        heap[size] = node
        place[node] = size
        size += 1
    rise(heap, place, key, place[node])
    return size


@inlined
def sink(heap: I32, place: I32, key: I64, size: int, at: int) -> None:
    """Moves the node at ``at`` down to where its key belongs."""
    node = heap[at]
    child = 2 * at + 1
    while child < size:
        if child + 1 < size and key[heap[child + 1]] < key[heap[child]]:
            child += 1
        if key[heap[child]] >= key[node]:
            break
        heap[at] = heap[child]
        place[heap[at]] = at
        at = child
        child = 2 * at + 1
    heap[at] = node
    place[node] = at


@inlined
def drop_first(heap: I32, place: I32, key: I64, size: int) -> int:
    """Takes the node with the least key out; how many are left."""
    place[heap[0]] = -1
    size -= 1
    if size > 0:
        heap[0] = heap[size]
        sink(heap, place, key, size, 0)
    return size


@inlined
def search(
    first: I64,
    head: I32,
    weight: Array,
    ends: I32,
    end_weight: Array,
    wanted: Array,
    wanted_count: int,
    heap: I32,
    place: I32,
    key: I64,
    came: I32,
) -> None:
    """Weights of the least ways from a place to the nodes in ``key``, right for all that are ``wanted``.

    ``came``: the node before, -1 at an end; empty where nobody asks.
    """
    key[:] = UNREACHABLE
    place[:] = -1
    size = 0
    for side in range(2):
        node = ends[side]
        if node >= 0 and end_weight[side] < key[node]:
            key[node] = end_weight[side]
            size = push(heap, place, key, size, node)
            if len(came) > 0:
                came[node] = -1
    left = wanted_count
    while size > 0 and left > 0:
        tail = heap[0]
        size = drop_first(heap, place, key, size)
        if wanted[tail]:
            left -= 1
        for arc in range(first[tail], first[tail + 1]):
            node = head[arc]
            way = key[tail] + np.int64(weight[arc])
            if way < key[node]:
                key[node] = way
                size = push(heap, place, key, size, node)
                if len(came) > 0:
                    came[node] = tail


@inlined
def arrival(key: I64, ends: I32, end_weight: Array) -> Any:
    """Weight from where the search began to a place with these ends; UNREACHABLE where there is no way."""
    best = np.int64(UNREACHABLE)
    for side in range(2):
        if ends[side] >= 0:
            best = min(best, key[ends[side]] + np.int64(end_weight[side]))
    return best
