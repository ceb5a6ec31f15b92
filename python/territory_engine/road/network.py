"""A road network: what users make, ask and keep."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, overload

import numpy as np
import pyarrow as pa
from numpy.typing import ArrayLike, NDArray

from .. import arguments
from ..errors import DataError
from ..progress import ProgressEvent
from ..travel.places import checked_places
from .build import build
from .edge_table import USUAL_LENGTH, USUAL_TIME, EdgeColumns, read_edges
from .edges import RoadEdges, arc_weight
from .endpoints import one_place, places_of
from .graph import U32, RoadGraph
from .nodes import RoadNodes
from .places import RoadPlaces
from .profiles import RoadProfile, profile_of
from .reach import check_reach
from .report import RoadReport
from .shared import Searches, Shared
from .speeds import changed_times
from .steps import Steps

if TYPE_CHECKING:
    from .isochrone import Isochrone
    from .path import RoadPath
    from .write_table import Sink

MAX_KM = 5.0
ACCESS_KMH = 10.0


class RoadNetwork:
    """Roads on which travel is computed: made by :meth:`from_edges` or :meth:`from_osm`, or read by :meth:`load`.

    A network does not change; :meth:`with_speeds` makes another one that shares what does not depend on speeds.

    Attributes
    ----------
    graph : RoadGraph
        Junctions and arcs, for searches.
    edges : RoadEdges
        Roads between junctions, with their shapes.
    nodes : RoadNodes
        Everything with an id.
    report : RoadReport
        Counts, and what was dropped for which reason.
    road_classes : tuple of str
        Names of the classes that speeds can be given for; empty where edges came without.

    Examples
    --------
    >>> import pyarrow as pa
    >>> import territory_engine as te
    >>> edges = pa.table({
    ...     "tail": ["a", "b", "c", "c"],
    ...     "head": ["b", "c", "a", "b"],
    ...     "travel_time_s": [60.0, 120.0, 30.0, 40.0],
    ... })
    >>> network = te.RoadNetwork.from_edges(edges)
    >>> network.table(["a"], ["a", "b", "c"])
    array([[  0.,  60., 180.]], dtype=float32)
    """

    def __init__(
        self,
        graph: RoadGraph,
        edges: RoadEdges,
        nodes: RoadNodes,
        report: RoadReport,
        road_classes: tuple[str, ...] = (),
        profile: RoadProfile | None = None,
        shared: Shared | None = None,
        base_ms: U32 | None = None,
        searches: Mapping[str, Any] | None = None,
    ) -> None:
        self.graph = graph
        self.edges = edges
        self.nodes = nodes
        self.report = report
        self.road_classes = road_classes
        self.profile = profile
        self.base_ms = edges.time_ms if base_ms is None else base_ms
        self.shared = Shared() if shared is None else shared
        self.searches = Searches(graph, self.shared, searches)

    def __repr__(self) -> str:
        return f"<RoadNetwork: {self.graph.node_count:,} nodes, {self.graph.arc_count:,} arcs>"

    @classmethod
    def from_edges(
        cls,
        edges: Any,
        nodes: Any = None,
        *,
        tail: str = "tail",
        head: str = "head",
        travel_time_s: str = USUAL_TIME,
        length_m: str = USUAL_LENGTH,
        road_class: str | None = None,
        id: str = "id",
        latitude: str = "latitude",
        longitude: str = "longitude",
        speed_kmh: float | None = None,
    ) -> RoadNetwork:
        """A network from tables.

        Parameters
        ----------
        edges : table
            One row per arc, and so two for a road that is driven both ways. Anything that speaks Arrow, or a path.
        nodes : table, optional
            One row per node. Without it there are no coordinates, so that places are ids of nodes.
        tail, head : str
            Columns of ``edges``: ids of the nodes an arc leads from and to, integers or text.
        travel_time_s, length_m : str
            Columns of ``edges``: seconds, and metres. Either may be missing: without seconds ``speed_kmh`` says how
            fast the metres are driven, without metres there is no ``metric="distance"``.
        road_class : str, optional
            Column of ``edges``: what kind of road, for :meth:`with_speeds`.
        id, latitude, longitude : str
            Columns of ``nodes``: degrees.
        speed_kmh : float, optional
            Of all arcs, where no column says how long they take.

        Returns
        -------
        RoadNetwork
            The largest strongly connected part. Loops are left out, of parallel arcs the least time and length are
            kept; ``network.report`` counts all that.

        Raises
        ------
        DataError
            A column is missing, an id unknown or twice, a number negative, NaN or too large: with column, row and id.
        LimitError
            More arcs, or longer ways, than numbers reach.
        """
        owner = "te.RoadNetwork.from_edges"
        speed = None if speed_kmh is None else arguments.number(owner, "speed_kmh", speed_kmh, above=0.0)
        columns = EdgeColumns(tail, head, travel_time_s, length_m, road_class, id, latitude, longitude)
        arcs, read_nodes, classes = read_edges(edges, nodes, columns, speed)
        return cls(*build(arcs, read_nodes), road_classes=classes)

    @classmethod
    def from_osm(
        cls,
        path: str | os.PathLike[str],
        profile: str | RoadProfile = "car",
        *,
        time_of_day: str | None = None,
        speed_factor: Any = None,
        progress: bool | Callable[[ProgressEvent], object] | None = None,
    ) -> RoadNetwork:
        """A network from an extract of OpenStreetMap, by the library osmium (``pip install 'territory-engine[road]'``).

        Parameters
        ----------
        path : path
            ``.osm.pbf`` or ``.osm``, as from Geofabrik.
        profile : {"car", "truck", "bicycle"} or RoadProfile
            Which vehicle: what it may use, and how fast.
        time_of_day : {"morning", "midday", "evening"}, optional
            Speeds of a working day at that time; None: of free roads.
        speed_factor : mapping or table, optional
            See :meth:`with_speeds`.
        progress : None, bool or callable
            As in :func:`territory_engine.solve`; a callable that returns False ends the import with InterruptedError.

        Returns
        -------
        RoadNetwork
            Ids of nodes are those of OpenStreetMap. Turn restrictions are not looked at.

        Raises
        ------
        DataError
            No such file, it is damaged, or no road in it is for this vehicle.
        ImportError
            The library osmium is not installed.
        """
        from .import_osm import import_osm

        network = import_osm(path, profile_of("te.RoadNetwork.from_osm", profile), progress)
        if time_of_day is None and speed_factor is None:
            return network
        return network.with_speeds(speed_factor, time_of_day=time_of_day)

    def with_speeds(self, speed_factor: Any = None, *, time_of_day: str | None = None) -> RoadNetwork:
        """The same roads at other speeds: only weights change, the hierarchy stays.

        Parameters
        ----------
        speed_factor : float, mapping or table, optional
            2 is twice as fast. One factor for all roads; ``{road class: factor}``; a table with the columns
            ``road_class`` and ``speed_factor``; or one with ``tail``, ``head`` and ``speed_factor``, ids of nodes that
            are neighbours: an arc each. What is not there keeps its speed.
        time_of_day : {"morning", "midday", "evening"}, optional
            Of the network's profile; both factors multiply.

        Returns
        -------
        RoadNetwork
            Factors are of the speeds that :meth:`from_edges` or :meth:`from_osm` found, whatever was changed since.

        Raises
        ------
        DataError
            An unknown class, node or arc, a time of day that the network does not have, or a factor out of range.

        Examples
        --------
        >>> import pyarrow as pa
        >>> import territory_engine as te
        >>> edges = pa.table({"tail": [1, 2], "head": [2, 1], "travel_time_s": [60.0, 60.0], "kind": ["main", "main"]})
        >>> town = te.RoadNetwork.from_edges(edges, road_class="kind")
        >>> town.with_speeds({"main": 0.5}).table([1], [2])
        array([[120.]], dtype=float32)
        """
        time_ms = changed_times(self, self.base_ms, speed_factor, time_of_day)
        edges = replace(self.edges, time_ms=time_ms)
        weight = arc_weight(edges, self.graph.arc_count, "time")
        assert weight is not None
        graph = replace(self.graph, time_ms=weight)
        if (weight > self.graph.time_ms).any():
            check_reach(graph)
        return RoadNetwork(
            graph,
            edges,
            self.nodes,
            self.report,
            road_classes=self.road_classes,
            profile=self.profile,
            shared=self.shared,
            base_ms=self.base_ms,
        )

    def snap(
        self,
        latitude: ArrayLike,
        longitude: ArrayLike,
        *,
        max_km: float = MAX_KM,
        access_kmh: float = ACCESS_KMH,
        threads: int | None = None,
    ) -> RoadPlaces:
        """Where points touch the network: on the nearest edge, within it or at its end.

        Parameters
        ----------
        latitude, longitude : array_like, (n,)
            Degrees.
        max_km : float
            Points farther from any road are not placed; ``places.reason`` tells which.
        access_kmh : float
            How fast the straight way between point and road is covered. It counts both ways, in time and distance,
            and in time for 74 hours at most.
        threads : int, optional
            None takes all processors.

        Returns
        -------
        RoadPlaces
            One place for each point, whatever the other points are.

        Raises
        ------
        DataError
            The network has no coordinates, or a place is none.
        """
        owner = "RoadNetwork.snap"
        if self.nodes.latitude is None or self.nodes.longitude is None:
            raise DataError(f"{owner}: the network has no coordinates; make it with nodes=, or give ids of nodes.")
        y, x = checked_places(owner, "latitude", latitude, "longitude", longitude)
        from .snapping import snap

        return snap(
            self.shared.grid(self.edges, self.nodes.latitude, self.nodes.longitude),
            self.edges,
            self.nodes,
            y,
            x,
            max_km=arguments.number(owner, "max_km", max_km, minimum=0.0),
            access_kmh=arguments.number(owner, "access_kmh", access_kmh, above=0.0),
            threads=0 if threads is None else arguments.whole(owner, "threads", threads, minimum=1),
        )

    def search(self, metric: str = "time", *, threads: int | None = None) -> Any:
        """What searches run on: the hierarchy with the weights of ``metric``, made at first use, then kept.

        A handle of the kernel set that runs now (``territory_engine.kernels.road_interface``).
        """
        workers = 0 if threads is None else arguments.whole("RoadNetwork.search", "threads", threads, minimum=1)
        return self.searches.get(metric, workers)

    def prepare(
        self,
        metrics: Sequence[str] = ("time",),
        *,
        threads: int | None = None,
        progress: bool | Callable[[ProgressEvent], object] | None = None,
    ) -> RoadNetwork:
        """Contract the network now instead of at the first table: what takes long is done, and can be saved.

        Parameters
        ----------
        metrics : sequence of {"time", "distance"}
            What tables will ask for.
        threads : int, optional
            None takes all processors.
        progress : None, bool or callable
            As in :meth:`from_osm`.

        Returns
        -------
        RoadNetwork
            Itself.
        """
        workers = 0 if threads is None else arguments.whole("RoadNetwork.prepare", "threads", threads, minimum=1)
        steps = Steps(progress)
        try:
            for metric in metrics:
                self.searches.get(metric, workers, steps)
        finally:
            steps.close()
        return self

    def save(self, path: str | os.PathLike[str], *, metrics: Sequence[str] = ("time",)) -> None:
        """Write the network to one file: roads, contraction, and what searches by ``metrics`` run on.

        Parameters
        ----------
        path : path
            A new name, or that of a network saved before.
        metrics : sequence of {"time", "distance"}
            They are prepared where they are not yet; an empty one writes the roads and what there is.

        Raises
        ------
        DataError
            There is something else of that name.
        """
        from .storage import save

        save(self, path, metrics)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> RoadNetwork:
        """Read a network that :meth:`save` wrote. Its arrays are mapped into memory; every byte is checked first.

        Raises
        ------
        DataError
            There is no such file, it is damaged, or another version of the format wrote it.
        """
        from .storage import load

        return load(path)

    def places(self, points: Any) -> RoadPlaces:
        """Places of whatever says where points are.

        Parameters
        ----------
        points : RoadPlaces, table, pair of arrays, or ids
            Places as they are; a table with the columns ``latitude`` and ``longitude``; (latitude, longitude); or ids
            of nodes of the network.

        Raises
        ------
        DataError
            None of these, or an id is unknown.
        """
        return places_of(self, points)

    def table(
        self,
        sources: Any,
        targets: Any,
        metric: str = "time",
        *,
        out: NDArray[np.float32] | None = None,
        threads: int | None = None,
    ) -> NDArray[np.float32]:
        """Travel from every source to every target.

        Parameters
        ----------
        sources, targets : RoadPlaces, table, pair of arrays, or ids
            See :meth:`places`; n and m of them.
        metric : {"time", "distance"}
            Seconds of the fastest way, or metres of the shortest.
        out : (n, m) float32, optional
            Where to write; its rows or its columns are contiguous. Fresh memory costs about as much as the searches.
        threads : int, optional
            None takes all processors. The result does not depend on it.

        Returns
        -------
        (n, m) float32
            ``out`` where given. +inf where there is no way, or a place is not on the network.

        Raises
        ------
        DataError
            Places are none, the metric is unknown, or ``out`` does not fit.
        LimitError
            The table would not fit into memory, before any is taken.

        Notes
        -----
        Searches go up the hierarchy from the fewer of sources and targets, 16 of them in one vector, and are swept
        down to all others (Delling, Goldberg, Werneck: Faster batched shortest paths in road networks, 2011).
        """
        from .table import table

        self.graph.weight(metric)
        workers = self._workers("table", threads)
        return table(self, self.places(sources), self.places(targets), metric, out, workers)

    def nearest(
        self,
        points: Any,
        centers: Any,
        k: int = 8,
        metric: str = "time",
        *,
        direction: str = "back",
        threads: int | None = None,
    ) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The ``k`` centres that are nearest to each point, by travel; n x m is never stored.

        Parameters
        ----------
        points, centers : RoadPlaces, table, pair of arrays, or ids
            See :meth:`places`.
        k : int
            At most as many as there are centres.
        metric : {"time", "distance"}
        direction : {"back", "out", "round_trip"}
            From the point to the centre, from the centre to the point, or there and back: the last looks at all
            centres and takes longer.
        threads : int, optional
            None takes all processors. The result does not depend on it.

        Returns
        -------
        indices : (n, k) int32
            Rows of ``centers``, nearest first, equally near ones by row; -1 where fewer can be reached.
        travel : (n, k) float32
            Seconds or metres; +inf there.

        Raises
        ------
        DataError
            Places are none, or metric, direction or ``k`` are none.
        LimitError
            The result would not fit into memory.

        Examples
        --------
        >>> import territory_engine as te
        >>> edges = {"tail": [1, 2, 3], "head": [2, 3, 1], "travel_time_s": [60.0, 30.0, 10.0]}
        >>> network = te.RoadNetwork.from_edges(pa.table(edges))
        >>> network.nearest([1], [1, 2, 3], k=2, direction="out")
        (array([[0, 2]], dtype=int32), array([[ 0., 10.]], dtype=float32))
        """
        from .nearest import DIRECTIONS, nearest

        self.graph.weight(metric)
        if direction not in DIRECTIONS:
            raise arguments.wrong("RoadNetwork.nearest", "direction", direction, " or ".join(map(repr, DIRECTIONS)))
        at, to = self.places(points), self.places(centers)
        count = arguments.whole("RoadNetwork.nearest", "k", k, minimum=1)
        if count > len(to):
            raise arguments.wrong("RoadNetwork.nearest", "k", k, f"at most {len(to)}, the number of centres")
        return nearest(self, at, to, count, metric, direction, self._workers("nearest", threads))

    def path(self, a: Any, b: Any, metric: str = "time") -> RoadPath:
        """The least way from ``a`` to ``b``, with its nodes and its shape on the map.

        Parameters
        ----------
        a, b : id of a node, pair (latitude, longitude), or RoadPlaces
            One place each.
        metric : {"time", "distance"}
            The fastest way or the shortest.

        Returns
        -------
        RoadPath
            Of several least ways any one.

        Raises
        ------
        DataError
            A place is none or not on the network, or the metric is unknown.

        Examples
        --------
        >>> import pyarrow as pa
        >>> import territory_engine as te
        >>> edges = {"tail": ["a", "b", "c"], "head": ["b", "c", "a"], "travel_time_s": [60.0, 30.0, 10.0]}
        >>> way = te.RoadNetwork.from_edges(pa.table(edges)).path("b", "a")
        >>> way.time_s, way.node_ids.to_pylist()
        (40.0, ['b', 'c', 'a'])
        """
        from .path import path

        self.graph.weight(metric)
        return path(self, one_place(self, a), one_place(self, b), metric)

    def write_table(
        self,
        sink: str | os.PathLike[str] | Sink,
        sources: Any,
        targets: Any,
        metric: str = "time",
        *,
        limit: float | None = None,
        tile: int = 1 << 22,
        threads: int | None = None,
        progress: bool | Callable[[ProgressEvent], object] | None = None,
    ) -> int:
        """Write the travel of all pairs, one row each, tile by tile: the table may be larger than memory.

        Parameters
        ----------
        sink : path or writer
            A new ``.parquet``, ``.arrow`` or ``.feather`` file, which is there only once it is complete; or whatever
            has a method ``write_table``, such as the writers of pyarrow.
        sources, targets : RoadPlaces, table, pair of arrays, or ids
            See :meth:`places`.
        metric : {"time", "distance"}
            Column ``time_s`` or ``length_m``; ``source`` and ``target`` are rows of the places, from 0.
        limit : float, optional
            Only pairs with at most so many seconds or metres are written.
        tile : int
            Pairs in memory at a time.
        threads : int, optional
            None takes all processors. The result does not depend on it.
        progress : None, bool or callable
            Told after each tile; returning False ends it with an InterruptedError. Ctrl-C is seen between tiles.

        Returns
        -------
        int
            Rows written: n x m without a limit, +inf where there is no way.

        Raises
        ------
        DataError
            Places are none, the metric is unknown, or the sink is none.
        LimitError
            The tile does not fit into memory or the file not on the disk, before anything is written.

        Examples
        --------
        >>> import tempfile
        >>> import pyarrow as pa
        >>> import territory_engine as te
        >>> edges = {"tail": [1, 2, 3], "head": [2, 3, 1], "travel_time_s": [60.0, 30.0, 10.0]}
        >>> network = te.RoadNetwork.from_edges(pa.table(edges))
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     network.write_table(folder + "/travel.parquet", [1, 2, 3], [1, 2, 3], limit=40.0)
        7
        """
        from .write_table import write_table

        owner = "RoadNetwork.write_table"
        self.graph.weight(metric)
        steps = Steps(progress)
        try:
            return write_table(
                self,
                sink,
                self.places(sources),
                self.places(targets),
                metric,
                limit=None if limit is None else arguments.number(owner, "limit", limit, minimum=0.0),
                tile=arguments.whole(owner, "tile", tile, minimum=1),
                threads=self._workers("write_table", threads),
                steps=steps,
            )
        finally:
            steps.close()

    @overload
    def isochrone(
        self,
        center: Any,
        minutes: float,
        *,
        direction: str = ...,
        access_kmh: float = ...,
        max_km: float = ...,
        resolution_m: float | None = ...,
    ) -> Isochrone: ...
    @overload
    def isochrone(
        self,
        center: Any,
        minutes: Sequence[float],
        *,
        direction: str = ...,
        access_kmh: float = ...,
        max_km: float = ...,
        resolution_m: float | None = ...,
    ) -> list[Isochrone]: ...
    def isochrone(
        self,
        center: Any,
        minutes: float | Sequence[float],
        *,
        direction: str = "out",
        access_kmh: float = ACCESS_KMH,
        max_km: float = 1.0,
        resolution_m: float | None = None,
    ) -> Isochrone | list[Isochrone]:
        """What can be reached from ``center`` within some minutes, as polygons.

        A place is inside where driving to some point of a road and going straight on from there takes no longer: the
        way in which :meth:`snap` counts the leg between points and roads.

        Parameters
        ----------
        center : id of a node, pair (latitude, longitude), or RoadPlaces
            One place.
        minutes : float, or a sequence of them
            A sequence gives a list, from one search.
        direction : {"out", "back"}
            From the centre, or to it.
        access_kmh : float
            How fast one goes between road and place.
        max_km : float
            Farther from the roads that are reached nothing is inside.
        resolution_m : float, optional
            Side of the squares from which outlines are drawn; None: as fine as 250,000 squares allow.

        Returns
        -------
        Isochrone, or list of Isochrone

        Raises
        ------
        DataError
            The center is no place or not on the network, the network has no coordinates, or a number is out of range.
        LimitError
            ``resolution_m`` is too fine for what is reached.
        """
        from .isochrone import isochrones

        owner = "RoadNetwork.isochrone"
        if direction not in ("out", "back"):
            raise arguments.wrong(owner, "direction", direction, "'out' or 'back'")
        several = isinstance(minutes, Sequence | np.ndarray)
        limits = list(minutes) if isinstance(minutes, Sequence | np.ndarray) else [minutes]
        if not limits:
            return []
        found = isochrones(
            self,
            one_place(self, center),
            [arguments.number(owner, "minutes", each, minimum=0.0) for each in limits],
            outward=direction == "out",
            access_kmh=arguments.number(owner, "access_kmh", access_kmh, above=0.0),
            max_km=arguments.number(owner, "max_km", max_km, minimum=0.0),
            resolution_m=None
            if resolution_m is None
            else arguments.number(owner, "resolution_m", resolution_m, above=0.0),
        )
        return found if several else found[0]

    def _workers(self, method: str, threads: int | None) -> int:
        """Threads as kernels take them: 0 means all."""
        return 0 if threads is None else arguments.whole(f"RoadNetwork.{method}", "threads", threads, minimum=1)

    def node_ids(self) -> pa.Array:
        """Ids of the nodes of the graph, in its order, (n,)."""
        return self.nodes.ids.take(pa.array(self.nodes.junctions))
