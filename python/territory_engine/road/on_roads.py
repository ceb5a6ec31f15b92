"""Places of a problem on a road network, found while its tables are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ..accounts import Accounts, Columns
from ..candidates import Candidates
from ..errors import DataError
from ..tables.findings import Findings
from ..travel_spec import RoadTravel, Travel

if TYPE_CHECKING:
    from ..instance import Instance
    from ..territories import Territories
    from .network import RoadNetwork
    from .places import RoadPlaces
    from .ways import RoadWays

Float = NDArray[np.float64]


class OnRoads:
    """Brings accounts, homes and candidates to the network of a travel."""

    def __init__(self, travel: RoadTravel, column: str) -> None:
        self.travel, self.column = travel, column
        self.places: RoadPlaces | None = None

    def __call__(self, y: Float, x: Float, findings: Findings) -> None:
        """Note the accounts that no road is near to; those with other faults are not looked at."""
        usable = np.ones(len(y), np.bool_) if findings.keep is None else findings.keep.copy()
        self.places = self._snapped(np.where(usable, y, 0.0), np.where(usable, x, 0.0))
        away = usable & ~self.places.placed
        if away.any():
            found = [f"({lat:g}, {lon:g})" if far else None for lat, lon, far in zip(y, x, away, strict=True)]
            findings.bad(self.column, away, pa.chunked_array([pa.array(found, pa.string())]), self._expected)

    @property
    def _expected(self) -> str:
        return f"a place with a road within {self.travel.max_snap_km:g} km (te.RoadTravel(max_snap_km=))"

    def ways(self, units: Accounts, areas: Territories, sites: Candidates | None) -> RoadWays:
        """Travel between these.

        Raises
        ------
        DataError
            No road is near to a fixed home or a candidate.
        """
        from .trips import at_graph_nodes
        from .ways import RoadWays

        assert self.places is not None
        none = at_graph_nodes(np.full(len(areas.ids), -1))
        fixed = areas.fixed
        homes = none
        if fixed.any():
            homes = self._snapped(np.where(fixed, areas.y, 0.0), np.where(fixed, areas.x, 0.0))
            self._refuse(fixed & ~homes.placed, areas.ids, "territories", "the fixed home")
        candidates = none.take(slice(0, 0))
        if sites is not None:
            candidates = self._snapped(sites.y, sites.x)
            self._refuse(~candidates.placed, sites.ids, "candidates", "the site")
        travel = self.travel
        factor = 1.0 if travel.speed_factor is None else float(travel.speed_factor)
        kept = self.places if units.kept is None else self.places.take(units.kept)
        return RoadWays(travel.network, travel.direction, factor, kept, homes, candidates)  # type: ignore[arg-type]

    def _snapped(self, y: Float, x: Float) -> RoadPlaces:
        places: RoadPlaces = self.travel.network.snap(y, x, max_km=self.travel.max_snap_km)
        return places

    def _refuse(self, away: NDArray[np.bool_], ids: pa.Array, table: str, what: str) -> None:
        if away.any():
            row = int(np.argmax(away))
            name = ids[row].as_py()
            raise DataError(
                f"{table}: row {row}: {what} of {name!r} is nowhere near a road; expected {self._expected}.",
                table=table,
                row=row,
                id=name,
                expected=self._expected,
            )


def on_roads(travel: Travel, columns: Columns) -> OnRoads | None:
    """What snaps the accounts' places; None where travel is not on roads."""
    if not isinstance(travel, RoadTravel):
        return None
    assert columns.latitude is not None
    return OnRoads(travel, columns.latitude)


def ways_of(network: RoadNetwork, direction: str, speed_factor: float, instance: Instance) -> RoadWays:
    """Travel on a network for an instance whose places were all near enough when its problem was made."""
    from .ways import FARTHEST_KM, RoadWays

    def snapped(y: Float, x: Float) -> RoadPlaces:
        known = np.isfinite(y)
        places: RoadPlaces = network.snap(np.where(known, y, 0.0), np.where(known, x, 0.0), max_km=FARTHEST_KM)
        return places

    units = snapped(instance.y, instance.x)
    homes = snapped(instance.center_y, instance.center_x)
    candidates = snapped(instance.candidate_y, instance.candidate_x)
    return RoadWays(network, direction, speed_factor, units, homes, candidates)  # type: ignore[arg-type]
