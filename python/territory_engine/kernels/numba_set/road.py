"""Travel on roads: twin of ``cpp/road``, which searches a hierarchy, by Dijkstra on the graph itself.

O(n log n) a place. All weights are whole numbers, so that both give the same.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..interface import F32, Array
from ..road_query_interface import I32, I64, U32, UNREACHABLE, Ends
from .jit import frozen, kernel
from .road_heap import arrival, search
from .road_hierarchy import PlainGraph
from .tasks import run_tasks


def search_memory(nodes: int, came: bool = False) -> tuple[I32, I32, I64, I32]:
    """Heap, places in it, keys, and nodes before."""
    return (
        np.empty(nodes, np.int32),
        np.empty(nodes, np.int32),
        np.empty(nodes, np.int64),
        np.empty(nodes if came else 0, np.int32),
    )


def wanted_nodes(nodes: int, ends: Ends) -> tuple[Array, int]:
    """Which nodes a search must reach, and how many they are."""
    wanted = np.zeros(nodes, np.bool_)
    wanted[ends[0][ends[0] >= 0]] = True
    return wanted, int(wanted.sum())


@kernel
def _table(
    begin: int,
    end: int,
    heap: I32,
    place: I32,
    key: I64,
    came: I32,
    first: I64,
    head: I32,
    weight: U32,
    few: I32,
    few_weight: U32,
    many: I32,
    many_weight: U32,
    wanted: Array,
    wanted_count: int,
    unit: Any,
    out: F32,
) -> None:
    for i in range(begin, end):
        search(first, head, weight, few[i], few_weight[i], wanted, wanted_count, heap, place, key, came)
        for j in range(len(many)):
            w = arrival(key, many[j], many_weight[j])
            out[i, j] = np.float32(w) / unit if w < UNREACHABLE else np.float32(np.inf)


def road_table(handle: PlainGraph, exits: Ends, entries: Ends, out: F32, unit: float, threads: int) -> None:
    """See :meth:`..road_query_interface.RoadQueryKernels.road_table`."""
    outward = len(exits[0]) <= len(entries[0])
    few, many = (exits, entries) if outward else (entries, exits)
    arcs = handle if outward else handle.turned
    given = (frozen(array) for array in (arcs.first, arcs.head, arcs.weight, *few, *many))
    wanted, count = wanted_nodes(handle.nodes, many)
    into = out if outward else out.T
    work = len(few[0]) * handle.nodes
    run_tasks(
        _table, len(few[0]), threads, work, *given, frozen(wanted), count, np.float32(unit), into,
        memory=lambda: search_memory(handle.nodes),
    )  # fmt: skip


@kernel
def _path(
    begin: int,
    end: int,
    heap: I32,
    place: I32,
    key: I64,
    came: I32,
    first: I64,
    head: I32,
    weight: U32,
    exit_node: I32,
    exit_weight: U32,
    entry_node: I32,
    entry_weight: U32,
    wanted: Array,
    wanted_count: int,
    result: I64,
) -> None:
    for i in range(begin, end):
        search(first, head, weight, exit_node[i], exit_weight[i], wanted, wanted_count, heap, place, key, came)
        result[i] = arrival(key, entry_node[i], entry_weight[i])


def road_path(handle: PlainGraph, exits: Ends, entries: Ends) -> tuple[int, I32]:
    """See :meth:`..road_query_interface.RoadQueryKernels.road_path`."""
    given = (frozen(array) for array in (handle.first, handle.head, handle.weight, *exits, *entries))
    wanted, count = wanted_nodes(handle.nodes, entries)
    result, memory = np.empty(1, np.int64), search_memory(handle.nodes, came=True)
    run_tasks(_path, 1, 1, 1, *memory, *given, frozen(wanted), count, result)
    weight = int(result[0])
    if weight >= UNREACHABLE:
        return UNREACHABLE, np.empty(0, np.int32)
    key, came = memory[2], memory[3]
    last = next(
        int(node)
        for node, end in zip(entries[0][0], entries[1][0], strict=True)
        if node >= 0 and key[node] + int(end) == weight
    )
    nodes = [last]
    while came[nodes[-1]] >= 0:
        nodes.append(int(came[nodes[-1]]))
    return weight, np.array(nodes[::-1], np.int32)
