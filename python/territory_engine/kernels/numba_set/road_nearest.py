"""The nearest few centres on roads: twin of ``cpp/road/query_nearest.cpp``, by one search from all centres at once."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..interface import F32, Array
from ..road_query_interface import I32, I64, U32, UNREACHABLE, DirectWays, Ends
from .jit import frozen, inlined, kernel
from .road import search_memory, wanted_nodes
from .road_heap import arrival, drop_first, push, search, sink
from .road_hierarchy import PlainGraph
from .tasks import run_tasks

_NO_LABEL = UNREACHABLE << 32  # a label is weight << 32 | centre: it orders by weight, then by the lower centre
_CENTER = (1 << 32) - 1


@inlined
def label(weight: Any, center: Any) -> Any:
    """The label, or none where the weight is too large."""
    w = np.int64(weight)
    return w << 32 | np.int64(center) if w < UNREACHABLE else np.int64(_NO_LABEL)


@inlined
def farther(entry: Any, weight: Any) -> Any:
    """The label as seen from beyond an arc."""
    return label((entry >> 32) + np.int64(weight), entry & _CENTER)


@inlined
def insert(labels: I64, entry: Any) -> bool:
    """Puts an entry into the ascending list, each centre at most once; whether it is better than the last one."""
    last = len(labels) - 1
    if entry >= labels[last]:
        return False
    at = 0
    while at < last and (labels[at] >= _NO_LABEL or (labels[at] & _CENTER) != (entry & _CENTER)):
        at += 1
    while at > 0 and labels[at - 1] > entry:
        labels[at] = labels[at - 1]
        at -= 1
    if labels[at] > entry:
        labels[at] = entry
    return True


@kernel
def _label_nodes(
    begin: int,
    end: int,
    heap: I32,
    place: I32,
    key: I64,
    first: I64,
    head: I32,
    weight: U32,
    centers: I32,
    center_weight: U32,
    labels: I64,
    done: I32,
) -> None:
    """Lists of the nearest centres of every node. A node is in the heap with the first entry that is not passed on."""
    k = labels.shape[1]
    labels[:] = _NO_LABEL
    done[:] = 0
    key[:] = _NO_LABEL
    place[:] = -1
    size = 0
    for c in range(len(centers)):
        for side in range(2):
            node = centers[c, side]
            if node >= 0 and insert(labels[node], label(center_weight[c, side], c)):
                key[node] = labels[node, 0]
                size = push(heap, place, key, size, node)
    while size > 0:
        tail = heap[0]
        entry = key[tail]
        done[tail] += 1
        key[tail] = labels[tail, done[tail]] if done[tail] < k else _NO_LABEL
        if key[tail] < _NO_LABEL:
            sink(heap, place, key, size, 0)
        else:
            size = drop_first(heap, place, key, size)
        for arc in range(first[tail], first[tail + 1]):
            node = head[arc]
            if done[node] < k and insert(labels[node], farther(entry, weight[arc])):
                key[node] = labels[node, done[node]]
                if key[node] < _NO_LABEL:
                    size = push(heap, place, key, size, node)


@kernel
def _label_points(
    begin: int,
    end: int,
    points: I32,
    point_weight: U32,
    node_labels: I64,
    direct_first: I64,
    direct_center: I32,
    direct_weight: U32,
    labels: I64,
) -> None:
    labels[:] = _NO_LABEL
    for i in range(len(points)):
        for side in range(2):
            node = points[i, side]
            if node >= 0:
                for t in range(node_labels.shape[1]):
                    if not insert(labels[i], farther(node_labels[node, t], point_weight[i, side])):
                        break
        for d in range(direct_first[i], direct_first[i + 1]):
            insert(labels[i], label(direct_weight[d], direct_center[d]))


def _results(labels: I64, unit: float) -> tuple[I32, F32]:
    found = labels < _NO_LABEL
    index = np.where(found, labels & _CENTER, -1).astype(np.int32)
    travel = (labels >> 32).astype(np.float32) / np.float32(unit)
    return index, np.where(found, travel, np.float32(np.inf))


def road_nearest(
    handle: PlainGraph,
    points: Ends,
    centers: Ends,
    outward: bool,
    direct: DirectWays,
    k: int,
    unit: float,
    threads: int,
) -> tuple[I32, F32]:
    """See :meth:`..road_query_interface.RoadQueryKernels.road_nearest`."""
    arcs = handle if outward else handle.turned
    heap, place, key, _ = search_memory(handle.nodes)
    at_nodes = np.empty((handle.nodes, k), np.int64)
    graph = (frozen(array) for array in (arcs.first, arcs.head, arcs.weight, *centers))
    done = np.empty(handle.nodes, np.int32)
    run_tasks(_label_nodes, 1, 1, 1, heap, place, key, *graph, at_nodes, done)
    labels = np.empty((len(points[0]), k), np.int64)
    given = (frozen(array) for array in (*points, at_nodes, *direct))
    run_tasks(_label_points, 1, 1, 1, *given, labels)
    return _results(labels, unit)


@inlined
def _direct(first: I64, center: I32, weight: U32, point: int, wanted: int, other: Any) -> Any:
    """The least of ``other`` and the direct ways between a point and a centre."""
    best = np.int64(other)
    for d in range(first[point], first[point + 1]):
        if center[d] == wanted:
            best = min(best, np.int64(weight[d]))
    return best


@kernel
def _round_trips(
    begin: int,
    end: int,
    heap: I32,
    place: I32,
    out_key: I64,
    back_key: I64,
    came: I32,
    out_first: I64,
    out_head: I32,
    out_weight: U32,
    back_first: I64,
    back_head: I32,
    back_weight: U32,
    exit_node: I32,
    exit_weight: U32,
    entry_node: I32,
    entry_weight: U32,
    center_exit: I32,
    center_exit_weight: U32,
    center_entry: I32,
    center_entry_weight: U32,
    direct_out_first: I64,
    direct_out_center: I32,
    direct_out_weight: U32,
    direct_back_first: I64,
    direct_back_center: I32,
    direct_back_weight: U32,
    wanted: Array,
    labels: I64,
) -> None:
    labels[:] = _NO_LABEL
    for c in range(len(center_exit)):
        everything = len(wanted) + 1
        search(
            out_first, out_head, out_weight, center_exit[c], center_exit_weight[c], wanted, everything,
            heap, place, out_key, came,
        )  # fmt: skip
        search(
            back_first, back_head, back_weight, center_entry[c], center_entry_weight[c], wanted, everything,
            heap, place, back_key, came,
        )  # fmt: skip
        for i in range(len(exit_node)):
            out = arrival(out_key, entry_node[i], entry_weight[i])
            back = arrival(back_key, exit_node[i], exit_weight[i])
            out = _direct(direct_out_first, direct_out_center, direct_out_weight, i, c, out)
            back = _direct(direct_back_first, direct_back_center, direct_back_weight, i, c, back)
            insert(labels[i], label(out + back, c))


def road_nearest_round_trip(
    handle: PlainGraph,
    points: tuple[Ends, Ends],
    centers: tuple[Ends, Ends],
    direct: tuple[DirectWays, DirectWays],
    k: int,
    unit: float,
    threads: int,
) -> tuple[I32, F32]:
    """See :meth:`..road_query_interface.RoadQueryKernels.road_nearest_round_trip`."""
    heap, place, out_key, came = search_memory(handle.nodes)
    arrays: list[Any] = []
    for arcs in (handle, handle.turned):
        arrays += [arcs.first, arcs.head, arcs.weight]
    for pair in (*points, *centers, *direct):
        arrays += pair
    wanted, _ = wanted_nodes(handle.nodes, points[0])
    labels = np.empty((len(points[0][0]), k), np.int64)
    given = (frozen(array) for array in (*arrays, wanted))
    back_key = np.empty(handle.nodes, np.int64)
    run_tasks(_round_trips, 1, 1, 1, heap, place, out_key, back_key, came, *given, labels)
    return _results(labels, unit)
