"""A road network: what users make, ask and keep."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa

from .. import arguments
from ..progress import ProgressEvent
from .build import build
from .edge_table import USUAL_LENGTH, USUAL_TIME, EdgeColumns, read_edges
from .edges import RoadEdges, arc_weight
from .graph import U32, RoadGraph
from .nodes import RoadNodes
from .profiles import RoadProfile, profile_of
from .queries import RoadQueries
from .reach import check_reach
from .report import RoadReport
from .shared import Searches, Shared
from .speeds import changed_times
from .steps import Steps


class RoadNetwork(RoadQueries):
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

    def node_ids(self) -> pa.Array:
        """Ids of the nodes of the graph, in its order, (n,)."""
        return self.nodes.ids.take(pa.array(self.nodes.junctions))
