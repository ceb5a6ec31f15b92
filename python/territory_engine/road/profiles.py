"""How vehicles use the roads of OpenStreetMap: tables of speeds and rules, one profile for each kind of vehicle.

Speeds are those of free roads, in km/h, as drivers keep them on average: below the signed limit, and slower than the
road would allow where surfaces are bad. Classes that a table lacks cannot be used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from .. import arguments

TIMES_OF_DAY = ("morning", "midday", "evening")

# What a road allows where nothing is signed, less crossings, curves and other people.
_CAR_KMH = {
    "motorway": 110.0,
    "motorway_link": 55.0,
    "trunk": 85.0,
    "trunk_link": 45.0,
    "primary": 65.0,
    "primary_link": 40.0,
    "secondary": 55.0,
    "secondary_link": 35.0,
    "tertiary": 45.0,
    "tertiary_link": 30.0,
    "unclassified": 40.0,
    "residential": 35.0,
    "road": 25.0,
    "living_street": 12.0,
    "service": 20.0,
    "track": 15.0,
}
_TRUCK_KMH = {
    name: min(speed, 80.0) * (0.9 if speed < 60.0 else 1.0) for name, speed in _CAR_KMH.items() if name != "track"
}
_BICYCLE_KMH = {
    "trunk": 16.0,
    "primary": 17.0,
    "primary_link": 17.0,
    "secondary": 17.0,
    "secondary_link": 17.0,
    "tertiary": 17.0,
    "tertiary_link": 17.0,
    "unclassified": 17.0,
    "residential": 16.0,
    "road": 15.0,
    "living_street": 12.0,
    "service": 14.0,
    "track": 13.0,
    "path": 12.0,
    "cycleway": 17.0,
    "footway": 8.0,
    "pedestrian": 7.0,
    "bridleway": 8.0,
}
# At most, whatever the class.
_CAR_SURFACE_KMH = {
    "cobblestone": 30.0,
    "sett": 40.0,
    "unhewn_cobblestone": 20.0,
    "paving_stones": 60.0,
    "concrete:lanes": 40.0,
    "unpaved": 35.0,
    "compacted": 50.0,
    "fine_gravel": 40.0,
    "gravel": 30.0,
    "pebblestone": 25.0,
    "dirt": 20.0,
    "earth": 20.0,
    "ground": 20.0,
    "grass": 15.0,
    "grass_paver": 20.0,
    "mud": 8.0,
    "sand": 10.0,
    "wood": 20.0,
}
_BICYCLE_SURFACE_KMH = {
    "cobblestone": 10.0,
    "sett": 12.0,
    "unhewn_cobblestone": 8.0,
    "unpaved": 12.0,
    "compacted": 15.0,
    "fine_gravel": 14.0,
    "gravel": 10.0,
    "pebblestone": 9.0,
    "dirt": 10.0,
    "earth": 10.0,
    "ground": 10.0,
    "grass": 7.0,
    "mud": 5.0,
    "sand": 5.0,
    "wood": 10.0,
}
_CAR_TRACKTYPE_KMH = {"grade1": 30.0, "grade2": 20.0, "grade3": 15.0, "grade4": 12.0, "grade5": 8.0}
_BICYCLE_TRACKTYPE_KMH = {"grade1": 16.0, "grade2": 13.0, "grade3": 11.0, "grade4": 9.0, "grade5": 7.0}
_SERVICE_KMH = {"parking_aisle": 10.0, "driveway": 12.0, "drive-through": 8.0, "alley": 12.0}
# Shares of the free speed on working days; rough, to be replaced by figures of one's own (speed_factor=).
_CAR_TIMES = {
    "morning": {
        "motorway": 0.85, "motorway_link": 0.75, "trunk": 0.8, "trunk_link": 0.7, "primary": 0.75,
        "primary_link": 0.7, "secondary": 0.8, "secondary_link": 0.75, "tertiary": 0.85, "tertiary_link": 0.8,
        "unclassified": 0.9, "residential": 0.92,
    },
    "midday": {
        "motorway": 0.95, "motorway_link": 0.9, "trunk": 0.92, "trunk_link": 0.88, "primary": 0.88,
        "primary_link": 0.85, "secondary": 0.9, "secondary_link": 0.88, "tertiary": 0.93, "tertiary_link": 0.9,
        "unclassified": 0.95, "residential": 0.96,
    },
    "evening": {
        "motorway": 0.82, "motorway_link": 0.7, "trunk": 0.76, "trunk_link": 0.68, "primary": 0.7,
        "primary_link": 0.65, "secondary": 0.76, "secondary_link": 0.72, "tertiary": 0.82, "tertiary_link": 0.78,
        "unclassified": 0.88, "residential": 0.9,
    },
}  # fmt: skip


@dataclass(frozen=True)
class RoadProfile:
    """How one kind of vehicle uses roads; :meth:`with_changes` makes a variant.

    Parameters
    ----------
    name : str
    speed_kmh : mapping
        ``highway`` class to the speed where no limit is signed. A class that is not here cannot be used.
    access : tuple of str
        Keys that say who may use a road, from the most general to the most special; the most special one counts.
    top_kmh : float
        Never faster than that.
    limit_share : float
        Average speed as a share of a signed limit.
    surface_kmh, tracktype_kmh, service_kmh : mapping
        Most for a value of ``surface``, ``tracktype`` and ``service``.
    only_if_allowed : frozenset of str
        Classes that may be used only where an access key other than the first says so.
    oneway : tuple of str
        Keys that say in which direction, the first one that is there counts.
    ferry_kmh : float
        Of ferries without ``duration``, boarding included.
    open_barriers : frozenset of str
        Values of ``barrier`` at nodes that one passes; any other one closes the road there unless access tags open it.
    node_s : mapping
        Seconds lost at nodes with that ``highway`` value.
    junction_s : float
        Seconds lost at nodes where three or more roads meet.
    not_for_points : frozenset of str
        Classes on which no point is placed: nobody leaves a car there.
    times_of_day : mapping
        Name to the share of the speed that is left, by class; 1 for classes that are not there.
    """

    name: str
    speed_kmh: Mapping[str, float]
    access: tuple[str, ...]
    top_kmh: float
    limit_share: float = 1.0
    surface_kmh: Mapping[str, float] = field(default_factory=dict)
    tracktype_kmh: Mapping[str, float] = field(default_factory=dict)
    service_kmh: Mapping[str, float] = field(default_factory=dict)
    only_if_allowed: frozenset[str] = frozenset()
    oneway: tuple[str, ...] = ("oneway",)
    ferry_kmh: float = 12.0
    open_barriers: frozenset[str] = frozenset()
    node_s: Mapping[str, float] = field(default_factory=dict)
    junction_s: float = 0.0
    not_for_points: frozenset[str] = frozenset()
    times_of_day: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        owner = "te.RoadProfile"
        tables = ("speed_kmh", "surface_kmh", "tracktype_kmh", "service_kmh")
        for table in tables:
            for key, speed in getattr(self, table).items():
                arguments.number(owner, f"{table}[{key!r}]", speed, above=0.0)
        for name in ("top_kmh", "limit_share", "ferry_kmh"):
            arguments.number(owner, name, getattr(self, name), above=0.0)
        for key, seconds in self.node_s.items():
            arguments.number(owner, f"node_s[{key!r}]", seconds, minimum=0.0)
        arguments.number(owner, "junction_s", self.junction_s, minimum=0.0)

    def with_changes(self, **changes: object) -> RoadProfile:
        """A copy with other values.

        Examples
        --------
        >>> from territory_engine.road import CAR
        >>> slow = CAR.with_changes(name="careful", limit_share=0.7)
        >>> slow.limit_share, slow.speed_kmh["residential"] == CAR.speed_kmh["residential"]
        (0.7, True)
        """
        return replace(self, **changes)  # type: ignore[arg-type]

    @property
    def classes(self) -> tuple[str, ...]:
        """Names of the road classes, in the order of their codes; the last one is the ferry."""
        return (*self.speed_kmh, "ferry")


_NO_PARKING = frozenset({"motorway", "motorway_link", "trunk_link", "ferry"})
_GATES = frozenset(
    "gate lift_gate swing_gate cattle_grid toll_booth border_control entrance kerb no height_restrictor sally_port "
    "sump_buster toll coupure".split()
)

CAR = RoadProfile(
    name="car",
    speed_kmh=_CAR_KMH,
    access=("access", "vehicle", "motor_vehicle", "motorcar"),
    top_kmh=130.0,
    limit_share=0.95,
    surface_kmh=_CAR_SURFACE_KMH,
    tracktype_kmh=_CAR_TRACKTYPE_KMH,
    service_kmh=_SERVICE_KMH,
    only_if_allowed=frozenset({"track"}),
    open_barriers=_GATES,
    node_s={"traffic_signals": 6.0, "stop": 4.0, "give_way": 2.0, "mini_roundabout": 2.0},
    junction_s=0.5,
    not_for_points=_NO_PARKING,
    times_of_day=_CAR_TIMES,
)
TRUCK = RoadProfile(
    name="truck",
    speed_kmh=_TRUCK_KMH,
    access=("access", "vehicle", "motor_vehicle", "hgv"),
    top_kmh=85.0,
    limit_share=0.85,
    surface_kmh={name: 0.75 * speed for name, speed in _CAR_SURFACE_KMH.items()},
    tracktype_kmh={},
    service_kmh=_SERVICE_KMH,
    open_barriers=_GATES - {"height_restrictor", "sump_buster"},
    node_s={"traffic_signals": 9.0, "stop": 6.0, "give_way": 4.0, "mini_roundabout": 4.0},
    junction_s=1.0,
    not_for_points=_NO_PARKING,
    times_of_day=_CAR_TIMES,
)
BICYCLE = RoadProfile(
    name="bicycle",
    speed_kmh=_BICYCLE_KMH,
    access=("access", "vehicle", "bicycle"),
    top_kmh=25.0,
    surface_kmh=_BICYCLE_SURFACE_KMH,
    tracktype_kmh=_BICYCLE_TRACKTYPE_KMH,
    only_if_allowed=frozenset({"footway", "pedestrian", "bridleway", "trunk"}),
    oneway=("oneway:bicycle", "oneway"),
    ferry_kmh=12.0,
    open_barriers=_GATES
    | {"bollard", "block", "cycle_barrier", "motorcycle_barrier", "bus_trap", "planter", "jersey_barrier", "bump_gate"},
    node_s={"traffic_signals": 5.0, "stop": 2.0},
    not_for_points=frozenset({"ferry"}),
)
PROFILES = {profile.name: profile for profile in (CAR, TRUCK, BICYCLE)}


def profile_of(owner: str, profile: object) -> RoadProfile:
    """A profile, by name or as given.

    Raises
    ------
    DataError
        It is neither.
    """
    if isinstance(profile, RoadProfile):
        return profile
    if isinstance(profile, str) and profile in PROFILES:
        return PROFILES[profile]
    raise arguments.wrong(owner, "profile", profile, f"a te.RoadProfile or one of {', '.join(PROFILES)}")
