"""Types of the extension module; its functions are defined in territory_engine.kernels.interface."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .kernels.interface import F32, F64, I32, Array
from .kernels.road_interface import I64, U32
from .kernels.road_query_interface import DirectWays, Ends

class Units:
    def __init__(self, position: F32, travel: F32, load: F64, ratio: F32, bonus: F32, base: I32) -> None: ...

class Blocks:
    def __init__(self, units: Units, threads: int) -> None: ...
    start: Array
    center: F32
    half: F32
    radius: F32
    load: F64
    ratio_low: F32
    ratio_high: F32
    bonus: F32
    base: I32

class Dissection:
    def __init__(self, first: I64, head: I32, threads: int) -> None: ...
    done: float
    order: I32

class Hierarchy:
    def __init__(self, first: I64, head: I32, order: I32, threads: int) -> None: ...
    order: I32
    parent: I32
    link_first: I64
    link_head: I32

class SearchGraph:
    def __init__(
        self,
        position_of: I32,
        parent: I32,
        out_first: I64,
        out_head: I32,
        out_weight: U32,
        out_middle: I32,
        in_first: I64,
        in_head: I32,
        in_weight: U32,
        in_middle: I32,
    ) -> None: ...
    position_of: I32
    parent: I32
    out_first: I64
    out_head: I32
    out_weight: U32
    out_middle: I32
    in_first: I64
    in_head: I32
    in_weight: U32
    in_middle: I32

def dissection_step(dissection: Any, threads: int) -> bool: ...
def customise(hierarchy: Any, weight: U32, threads: int) -> SearchGraph: ...
def assigned_travel(y: F64, x: F64, labels: I32, center_y: F64, center_x: F64, metric: int, threads: int) -> F64: ...
def planar_order(x: F32, y: F32, threads: int) -> I32: ...
def price_pass(
    units: Any,
    blocks: Any,
    centers: F32,
    prices: F32,
    metric: int,
    window: F32,
    labels: I32,
    threads: int,
) -> tuple[F64, I32, F64]: ...
def price_step(
    pairs: I32,
    curvature: F64,
    loads: F64,
    price: F64,
    damping: F64,
    cap: F64,
    cost: F64,
    sweeps: int,
    tolerance: float,
) -> F64: ...
def center_sums(units: Any, labels: I32, centers: F32, metric: int, threads: int) -> F64: ...
def border_units(
    units: Any,
    blocks: Any,
    centers: F32,
    prices: F32,
    metric: int,
    margin: F32,
    labels: I32,
    width: int,
    threads: int,
) -> tuple[Array, I32, F32]: ...
def pair_lists(territory: I32, territories: int) -> tuple[I32, Array, I32, Array]: ...
def exchange(
    territory: I32,
    cost: F32,
    load: F64,
    pairs: tuple[I32, Array, I32, Array],
    limits: F64,
    penalty: F64,
    price: F64,
    temperature: F64,
    stiffness: F64,
    tries: int,
    negative_log: F64,
    seed: int,
    slot: Array,
    loads: F64,
    best_slot: Array,
    best_loads: F64,
    figures: F64,
) -> tuple[int, int, int]: ...
def list_territories(
    units: Any, begin: int, travel: F32, prices: F32, slack: F32, most: int, labels: I32, threads: int
) -> tuple[Array, I32, F32, F32]: ...
def listed_pass(
    units: Any, lists: tuple[Array, I32, F32], prices: F32, window: F32, labels: I32, threads: int
) -> tuple[F64, I32, F64]: ...
def listed_border(
    units: Any, lists: tuple[Array, I32, F32], prices: F32, margin: F32, labels: I32, width: int, threads: int
) -> tuple[Array, I32, F32]: ...
def listed_travel(lists: tuple[Array, I32, F32], labels: I32, threads: int) -> F32: ...
def simd_level() -> str: ...
def simd_levels() -> list[str]: ...
def set_simd_level(name: str) -> None: ...
def unit_vectors(
    latitude: NDArray[np.float64], longitude: NDArray[np.float64], threads: int
) -> NDArray[np.float32]: ...
def spatial_order(latitude: NDArray[np.float64], longitude: NDArray[np.float64], threads: int) -> NDArray[np.int32]: ...
def great_circle_matrix(
    latitude_a: NDArray[np.float64],
    longitude_a: NDArray[np.float64],
    latitude_b: NDArray[np.float64],
    longitude_b: NDArray[np.float64],
    out: NDArray[np.float32],
    threads: int,
) -> None: ...
def great_circle_nearest(
    latitude_a: NDArray[np.float64],
    longitude_a: NDArray[np.float64],
    latitude_b: NDArray[np.float64],
    longitude_b: NDArray[np.float64],
    k: int,
    threads: int,
) -> tuple[NDArray[np.int32], NDArray[np.float32]]: ...
def cluster_search(
    travel: int,
    rule: int,
    position: F32,
    matrix: F32,
    weight: F32,
    load: F64,
    limits: F64,
    size: F64,
    base: I32,
    disruption: float,
    movable: Array,
    neighbors: I32,
    labels: I32,
    first: Array,
    territory: I32,
    temperature: F64,
    tries: Array,
    reshape: I32,
    seed: Array,
    keep_best: bool,
    negative_log: F64,
    threads: int,
) -> tuple[F64, Array]: ...
def open_centers(
    start: Array,
    unit: I32,
    cost: F64,
    weight: F64,
    capacity: float,
    given: int,
    count: int,
    multiplier: F64,
    node_limit: int,
    rate: F64,
    taken: Array,
    threads: int,
) -> tuple[F64, I32, I32, int, int]: ...
def dual_ascent(
    start: Array,
    unit: I32,
    cost: F64,
    weight: F64,
    capacity: float,
    given: int,
    count: int,
    reach: F64,
    steps: tuple[float, float, float, int, float, float, int],
    node_limit: int,
    rounding: float,
    rate: F64,
    taken: Array,
    multiplier: F64,
    best: F64,
    value: F64,
    chosen: I32,
    direction: F64,
    figures: F64,
    often: F64,
    service: F64,
    threads: int,
) -> tuple[int, int]: ...
def road_snap(
    first: Array,
    segment: I32,
    rows: int,
    columns: int,
    south: float,
    height: float,
    width: float,
    road_y: F64,
    road_x: F64,
    y: F64,
    x: F64,
    cosine: F64,
    farthest_m: float,
    threads: int,
) -> tuple[I32, F64, F64]: ...
def road_table(search: SearchGraph, exits: Ends, entries: Ends, out: F32, unit: float, threads: int) -> None: ...
def road_nearest(
    search: SearchGraph,
    points: Ends,
    centers: Ends,
    outward: bool,
    direct: DirectWays,
    k: int,
    unit: float,
    threads: int,
) -> tuple[I32, F32]: ...
def road_nearest_round_trip(
    search: SearchGraph,
    points: tuple[Ends, Ends],
    centers: tuple[Ends, Ends],
    direct: tuple[DirectWays, DirectWays],
    k: int,
    unit: float,
    threads: int,
) -> tuple[I32, F32]: ...
def road_path(search: SearchGraph, exits: Ends, entries: Ends) -> tuple[int, I32]: ...
