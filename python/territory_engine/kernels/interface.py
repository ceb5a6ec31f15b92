"""Every kernel once: its signature, dtypes, shapes, units, and the definition of its result.

All sets give the same result as ``reference``: integers exactly, floats within the tolerance that the definition
states. ``native`` and ``numba`` agree bit for bit, for any number of threads. Arrays are C-contiguous. Arguments were
checked by the caller: kernels assume sane input.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from .listed_interface import ListedKernels
from .road_interface import RoadKernels
from .road_query_interface import RoadQueryKernels
from .snap_interface import SnapKernels

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
I32 = NDArray[np.int32]
Array = NDArray[Any]

EARTH_RADIUS_KM = 6371.0088  # mean radius (IUGG)
PLANE_UNIT = 4096.0  # travel of a chord of 1 in the plane: of the magnitude of kilometres on the sphere


class MetricCode(IntEnum):
    """How travel follows from the chord between two vectors (cpp/geo/metric.h has the float32 arithmetic).

    On the sphere vectors have length 1 and travel is in km; in the plane vectors are (x, y, 0), no coordinate beyond
    +-1, and travel is PLANE_UNIT times the chord. The squared ones give the square of that.
    """

    REGIONAL = 0  # great circles, squared chords up to 0.5
    GLOBAL = 1  # great circles of any length
    PLANE = 2
    SPHERE_SQUARED = 3
    PLANE_SQUARED = 4

    @property
    def power(self) -> int:
        """1, or 2 where travel is squared."""
        return 2 if self in (MetricCode.SPHERE_SQUARED, MetricCode.PLANE_SQUARED) else 1

    @property
    def on_sphere(self) -> bool:
        """Whether vectors are directions."""
        return self not in (MetricCode.PLANE, MetricCode.PLANE_SQUARED)

    @property
    def unit(self) -> float:
        """Length of a chord of 1, km (on the sphere: of a short one)."""
        return EARTH_RADIUS_KM if self.on_sphere else PLANE_UNIT


class Kernels(ListedKernels, RoadKernels, RoadQueryKernels, SnapKernels, Protocol):
    """A kernel set: a module with these functions and a ``NAME``."""

    NAME: str

    # ---- places

    def unit_vectors(self, latitude: F64, longitude: F64, threads: int) -> F32:
        """Places on the unit sphere, (3, n) float32 rows x, y, z, rounded from float64.

        x = cos(lat) cos(lon), y = cos(lat) sin(lon), z = sin(lat); sine and cosine by the same float64 polynomials
        in every set (error below 2e-16), so that all sets give the same bits.
        """
        ...

    def great_circle_matrix(
        self, latitude_a: F64, longitude_a: F64, latitude_b: F64, longitude_b: F64, out: F32, threads: int
    ) -> None:
        """Kilometres between all pairs, written to ``out`` (n, m) float32.

        Within 1 m of the float64 haversine below 50 km and within 0.01 % elsewhere.
        """
        ...

    def great_circle_nearest(
        self, latitude_a: F64, longitude_a: F64, latitude_b: F64, longitude_b: F64, k: int, threads: int
    ) -> tuple[I32, F32]:
        """The ``k`` nearest b of every a: indices (n, k) int32 and kilometres (n, k) float32, nearest first.

        Nearness is the float32 squared chord (dx*dx + dy*dy) + dz*dz between :meth:`unit_vectors`; ties go to the
        lower index. Never stores n x m.
        """
        ...

    def spatial_order(self, latitude: F64, longitude: F64, threads: int) -> I32:
        """Order of the units along a Hilbert curve, (n,) int32: neighbours in the order are neighbours on the map.

        The plane is the Lambert azimuthal equal-area projection around the mean direction of all units (the north
        pole where that is undefined); 65,536 x 65,536 cells on the bounding square; ties keep the input order.
        """
        ...

    def planar_order(self, x: F32, y: F32, threads: int) -> I32:
        """The same order, (n,) int32, of places in the plane: cells on their own bounding square."""
        ...

    def assigned_travel(
        self, y: F64, x: F64, labels: I32, center_y: F64, center_x: F64, metric: int, threads: int
    ) -> F64:
        """Travel (n,) from every unit to the centre of its label, float64.

        On the sphere y, x are latitude and longitude in degrees and travel great-circle km with an error below 1e-9;
        in the plane y, x and travel are in one unit. Squared where the metric is. REGIONAL and GLOBAL are the same.
        """
        ...

    # ---- units and blocks: opaque handles of the set that made them

    def make_units(self, position: F32, travel: F32, load: F64, ratio: F32, bonus: F32, base: I32) -> Any:
        """Units in spatial order, padded to a multiple of 16 by copies of the last one with travel and load 0.

        position (3, n), see :class:`MetricCode`; travel (n,) weight v; load (M, n) activity w; ratio (M, n) = w / v;
        bonus (n,) travel that staying in territory ``base`` (n,) saves, or both empty.
        """
        ...

    def make_blocks(self, units: Any, threads: int) -> Any:
        """The 4-ary tree of blocks of 16 units: bounding boxes, loads, ranges of ratios (cpp/spatial/blocks.h)."""
        ...

    # ---- pricing

    def price_pass(
        self,
        units: Any,
        blocks: Any,
        centers: F32,
        prices: F32,
        metric: int,
        window: F32,
        labels: I32,
        threads: int,
    ) -> tuple[F64, I32, F64]:
        """Every unit to its cheapest territory at the prices; loads, and the curvature of the dual across borders.

        The cost of territory t for a unit, per unit of travel weight, float32, in this order:
        ``travel(t)``, then for each measure m ``cost = cost + price[m, t] * ratio[m]``, then ``- bonus`` where t is its
        base. ``metric`` is a :class:`MetricCode`, ``travel`` its function of the squared chord
        (dx*dx + dy*dy) + dz*dz. Ties go to the lower index.

        centers (3, K), prices (M, K); window (K,) or empty (no curvature wanted); labels (n,) int32 written in place,
        or empty. Returns loads (K, M), pairs (E, 2) of neighbouring territories with the lower first, curvature
        (E, M, M): the sum of ``load[m] * ratio[m'] / (2 width)`` over units whose second cheapest territory costs less
        than ``width`` more, ``width = min(window of both) * (travel to the cheapest + 0.02)``. An estimate: second is
        who comes second among the territories that can be the cheapest for some unit of the same leaf (as far as
        cpp/transport/walk.h can tell), so units deep inside a territory are not counted; where a table of pairs is
        full, further pairs are dropped.
        """
        ...

    def price_step(
        self,
        pairs: I32,
        curvature: F64,
        loads: F64,
        price: F64,
        damping: F64,
        cap: F64,
        cost: F64,
        sweeps: int,
        tolerance: float,
    ) -> F64:
        """A proximal Newton step (K, M) on the prices (cpp/transport/price_step.h).

        cost (7, K, M): target, lower, upper, minimum, maximum, inside, outside of the convex cost of loads.
        """
        ...

    # ---- centres

    def center_sums(self, units: Any, labels: I32, centers: F32, metric: int, threads: int) -> F64:
        """Weiszfeld's sums (K, 5): q x, q y, q z, q, v travel, with q the pull of a unit.

        q = v / sin(angle to the centre) on the sphere, v / chord in the plane; squared travel: v km / sin(angle), v.
        float32 terms in float64 sums: within 2e-5 of the sum of q, and of v travel. Units nearer to the centre than
        a chord of 7.9e-6 (50 m) pull no harder than from there.
        """
        ...

    # ---- search

    def border_units(
        self,
        units: Any,
        blocks: Any,
        centers: F32,
        prices: F32,
        metric: int,
        margin: F32,
        labels: I32,
        width: int,
        threads: int,
    ) -> tuple[Array, I32, F32]:
        """Units near a border (cpp/search/border.h): positions (B,) int64, territories (B, width) cheapest first at
        the prices (-1 where there are fewer), costs (B, width) float32 travel weight x (travel - bonus).

        Certainly every unit whose label is not its cheapest territory, or whose second cheapest costs at most the
        larger margin of the two more; never one whose label is its cheapest and which has no other territory within
        the larger margin of both. Among its territories are the cheapest, the label (in place of the dearest where it
        would be missing) and, as far as ``width`` reaches, all within the margin; dearer ones may follow. ``margin``
        (K,) >= 0 in travel per unit of travel weight.
        """
        ...

    def pair_lists(self, territory: I32, territories: int) -> tuple[I32, Array, I32, Array]:
        """Border units grouped by the pairs of territories they can stand in (cpp/search/exchange.h)."""
        ...

    def exchange(
        self,
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
    ) -> tuple[int, int, int]:
        """Shift and swap moves of border units (cpp/search/exchange.h), so many sweeps as there are temperatures.

        In place, so that a long search can be cut into slices: slot (B,) uint8 and loads (K, M) the present state,
        best_slot and best_loads the best seen at the end of a sweep, figures (4,): travel cost changed so far, best
        excess (inf before the first slice; 0 when every limit is kept), best value, travel of the best.
        Returns how many moves were evaluated, shifted, swapped.
        """
        ...

    def cluster_search(
        self,
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
    ) -> tuple[F64, Array]:
        """Annealing of disjoint regions, each a few territories, at the exact cost of whole territories
        (cpp/search/cluster.h).

        ``travel`` and ``rule`` are the codes of ``ClusterTravel`` and ``CenterRule`` there. position (3, n): vectors of
        length 1 for arcs; matrix (n, n) or (0, 0); weight (n,); load (n, M); limits (7, K, M) as in
        :meth:`price_step`; size (M,) the scale of each measure; base (n,) or empty: a unit outside of its base costs
        ``disruption``; movable (n,) uint8; neighbors (n, W) other units near each one.

        Region r holds territories ``territory[first[r]:first[r + 1]]`` (ascending; regions are disjoint). ``tries[r]``
        times a random unit is proposed to the territory of a random one of its neighbours: a shift where hard limits
        let it, else a swap; refused at the temperature that falls geometrically from ``temperature[r, 0]`` to
        ``temperature[r, 1]`` in 256 steps. A move never adds to what loads are beyond their hard limits; one that
        takes from it is always made. ``reshape[r]`` > 0: first one of the so many cheapest territories to give up is
        given up, and starts anew in one of the so many that gain most by being split.

        ``labels`` (n,) in place: the last state of each region; with ``keep_best`` the best one, and nothing where the
        region did not improve (less beyond the limits, or as much and a millionth less cost). Returns gains (R,) of
        cost, and (R, 4) int64: moves tried (territories differ), evaluated (limits kept), made, and 1 where the region
        improved.
        """
        ...

    # ---- bound with free centres

    def open_centers(
        self,
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
    ) -> tuple[F64, I32, I32, int, int]:
        """The candidate centres that pay most at the multipliers (cpp/bound/open_centers.h).

        Candidate j could serve ``unit[e]`` at ``cost[e]`` for e in start[j]:start[j + 1]. Its value is the largest sum
        of ``multiplier[unit[e]] - cost[e]`` over units whose ``weight`` (no single one above ``capacity``) adds up to
        ``capacity`` at most. ``count`` candidates are chosen: the first ``given`` ones and those of the greatest value,
        lower index first where equal.

        start (C + 1,) int64, unit and cost (E,), weight and multiplier (n,). In place: rate (C,) >= 0, any numbers at
        first (a price of capacity, kept from call to call so that few knapsacks need be solved), and taken (E,) uint8,
        for the chosen candidates 1 where they take the unit of that entry.

        Returns values (C,), chosen (count,) the given ones first and then by falling value, served (n,) how many of
        the chosen take each unit, how many knapsacks were solved, and how many of these ran into ``node_limit``. The
        value of a candidate that is not chosen may be an upper bound, no greater than the least value chosen beyond
        the given ones; so may that of one that ran into the limit be, however great. Exact within 1e-12 of the sums
        of multipliers that were added up.
        """
        ...

    def dual_ascent(
        self,
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
    ) -> tuple[int, int]:
        """Subgradient steps up the dual of "every unit is served once" (cpp/bound/dual_ascent.h).

        Each evaluation is one :meth:`open_centers` at ``multiplier``; its bound is the sum of the multipliers less the
        values of the chosen, less ``rounding`` x (both sums). The slope is 1 - served. The direction becomes 0.8 x the
        last one, where that points along the slope, plus the slope, and

            multiplier += step x (least(target, widest x best bound if that is positive) - bound) / |direction|^2 x
            direction, kept within 0 and ``reach`` (n,).

        After ``patience`` evaluations in a row without the best bound rising by a relative 1e-5 the step is multiplied
        by ``shorten`` and the climb starts again from the best multipliers, with no direction.

        ``steps``: target, widest, cutoff, patience, shorten, least step, evaluations. In place: multiplier, direction
        (n,); best (n,), value (C,), chosen (count,) of the best bound; figures (4,): best bound (-inf at first),
        evaluations since progress, step, evaluations in all; often (C,) and service (E,): how many evaluations chose
        the candidate, and took the entry, added up, or both empty; rate and taken as for :meth:`open_centers`.

        Returns how it ended and how many knapsacks ran into ``node_limit``. 0: so many evaluations are done; 1: the
        best bound reached the cutoff; 2: the step is less than the least; 3: each unit is served once, which is an
        assignment of that cost; best, value, chosen and taken are of this evaluation then.
        """
        ...
