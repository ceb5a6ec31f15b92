"""What the annealing of whole territories works on: twins of ``cpp/search/cluster.h`` and ``cluster_region.h``.

``add``, ``take`` and other units of a region are local numbers: ``unit`` has the global ones. -1 means none.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..interface import F32, F64, I32, Array

CHORD, CHORD_FLOOR, CHORD_SQUARED, ARC, ARC_SQUARED, MATRIX = range(6)  # travel
MEDOID, CENTROID = range(2)  # rule
LANES = 16
ZERO, INFINITY = np.float32(0.0), np.float32(np.inf)
X, Y, Z, WEIGHT, SUM = range(5)  # rows of members; SUM: cost of the territory with this member as its medoid
RESHAPES = 8  # most territories listed to be given up, or split
OWN, LEAST, COST, SPAN, BACK = range(5)  # rows of lanes


class Problem(NamedTuple):
    """What does not change; arrays as :meth:`..interface.Kernels.cluster_search` takes them."""

    travel: int
    rule: int
    position: F32  # (3, n)
    matrix: F32
    weight: F32
    load: F64  # (n, M)
    limits: F64  # (7, K, M)
    size: F64
    soft: bool  # whether loads cost anything inside the hard limits
    base: I32
    disruption: float
    movable: Array
    log: F64


class Region(NamedTuple):
    """The units and territories of one region while they are annealed.

    Numbers are int64 throughout: with two types of them Numba would compile many functions twice.
    """

    territory: Array  # (k,) ascending
    unit: Array  # (m,) ascending
    stride: int  # room of a territory in members and member
    label: Array  # (m,)
    place: Array  # (m,)
    best: Array  # (m,)
    work: Array  # (m,)
    neighbor: I32  # (m, W) local
    held: Array  # (k,) members
    cost: F32  # (k,)
    moments: F64  # (k, 4) sums of weight x position, and of weight
    loads: F64  # (k, M)
    members: F32  # (5, at least k * stride), padded to full vectors: weight 0 and sum +inf
    member: Array  # local numbers of the members
    lanes: F32  # (5, 16) for passing use, like sums
    sums: F64  # (4,)
    random: Array  # (1,) uint64
    reshape_values: F64  # (2, RESHAPES)
    reshape_places: Array  # (3, RESHAPES)
