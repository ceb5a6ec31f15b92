"""What a road network can be asked: places, travel, ways, and what is reached."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, cast, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import arguments
from ..errors import DataError
from ..progress import ProgressEvent
from ..travel.places import checked_places
from .edges import RoadEdges
from .endpoints import one_place, places_of
from .graph import RoadGraph
from .nodes import RoadNodes
from .places import RoadPlaces
from .shared import Searches, Shared
from .steps import Steps

if TYPE_CHECKING:
    from .isochrone import Isochrone
    from .network import RoadNetwork
    from .path import RoadPath
    from .write_table import Sink

MAX_KM = 5.0
ACCESS_KMH = 10.0


class RoadQueries:
    """Questions to a network; :class:`~territory_engine.RoadNetwork` is the only class that has them."""

    graph: RoadGraph
    edges: RoadEdges
    nodes: RoadNodes
    shared: Shared
    searches: Searches

    @property
    def _network(self) -> RoadNetwork:
        return cast("RoadNetwork", self)

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
        return places_of(self._network, points)

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
        return table(self._network, self.places(sources), self.places(targets), metric, out, workers)

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
        >>> import pyarrow as pa
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
        return nearest(self._network, at, to, count, metric, direction, self._workers("nearest", threads))

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
        return path(self._network, one_place(self._network, a), one_place(self._network, b), metric)

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
        6
        """
        from .write_table import write_table

        owner = "RoadNetwork.write_table"
        self.graph.weight(metric)
        steps = Steps(progress)
        try:
            return write_table(
                self._network,
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
            self._network,
            one_place(self._network, center),
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
