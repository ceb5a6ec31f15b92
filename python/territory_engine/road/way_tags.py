"""What the tags of a way of OpenStreetMap mean for a vehicle: how fast in which direction, or why not at all."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from .maxspeed import parse_maxspeed
from .profiles import RoadProfile

Tags = Mapping[str, str]

# Anything else says nothing, and the next more general key is asked.
_ALLOWED = frozenset("yes permissive designated destination customers delivery official public optional".split())
_DENIED = frozenset(
    "no private agricultural forestry agricultural;forestry emergency military psv bus use_sidepath restricted "
    "residents employees".split()
)
_ONEWAY = {"yes": 1, "true": 1, "1": 1, "-1": -1, "reverse": -1, "no": 0, "false": 0, "0": 0, "alternating": 0}
_ROUND = frozenset({"roundabout", "circular"})
_MOTORWAYS = frozenset({"motorway", "motorway_link"})
_MOVED = frozenset({"ferry", "shuttle_train"})
_CLOCK = re.compile(r"^([0-9]+):([0-9]{1,2})(?::([0-9]{1,2}))?$")
_ISO = re.compile(r"^PT(?:([0-9.]+)H)?(?:([0-9.]+)M)?(?:([0-9.]+)S)?$")

NO_ROAD = "no road that this vehicle uses"
NO_ACCESS = "closed to this vehicle by an access tag"
NOT_OPENED = "of a class that needs a tag to be open to this vehicle"
REVERSIBLE = "one-way in changing directions"


@dataclass(frozen=True)
class Drive:
    """How one drives along a way; a speed of 0 is a closed direction.

    ``duration_s`` is what a ferry takes from end to end, NaN where speeds say it.
    """

    forward_kmh: float
    backward_kmh: float
    road_class: int
    may_snap: bool
    duration_s: float = math.nan


def relevant_keys(profile: RoadProfile) -> frozenset[str]:
    """Keys that :func:`drive` looks at."""
    limits = ["maxspeed", "maxspeed:forward", "maxspeed:backward", f"maxspeed:{profile.access[-1]}"]
    keys = "highway route duration area surface tracktype service junction cycleway cycleway:left " \
           "cycleway:right cycleway:both"  # fmt: skip
    return frozenset([*keys.split(), *profile.access, *profile.oneway, *limits])


def drive(tags: Tags, profile: RoadProfile) -> Drive | str:
    """How the profile drives a way with these tags, or the reason why not."""
    highway = tags.get("highway")
    moved = highway is None and tags.get("route") in _MOVED
    if not moved and (highway not in profile.speed_kmh or tags.get("area") == "yes"):
        return NO_ROAD
    allowed = access(tags, profile)
    if allowed is False:
        return NO_ACCESS
    if highway in profile.only_if_allowed and not _explicitly(tags, profile):
        return NOT_OPENED
    direction = _direction(tags, profile)
    if direction is None:
        return REVERSIBLE
    classes = profile.classes
    if moved:
        speeds = profile.ferry_kmh, profile.ferry_kmh
        code, name = len(classes) - 1, "ferry"
    else:
        assert highway is not None
        speeds = _speed(tags, profile, highway, "forward"), _speed(tags, profile, highway, "backward")
        code, name = classes.index(highway), highway
    return Drive(
        forward_kmh=speeds[0] if direction >= 0 else 0.0,
        backward_kmh=speeds[1] if direction <= 0 else 0.0,
        road_class=code,
        may_snap=name not in profile.not_for_points,
        duration_s=parse_duration(tags.get("duration", "")) if moved else math.nan,
    )


def access(tags: Tags, profile: RoadProfile) -> bool | None:
    """Whether access tags let the vehicle in; None where none of them says so."""
    for key in reversed(profile.access):
        value = tags.get(key)
        if value in _ALLOWED:
            return True
        if value in _DENIED:
            return False
    return None


def parse_duration(text: str) -> float:
    """Seconds of ``HH:MM``, ``HH:MM:SS``, minutes or ISO 8601; NaN for anything else.

    Examples
    --------
    >>> [parse_duration(text) for text in ("01:30", "00:12:30", "45", "PT1H5M", "soon")]
    [5400.0, 750.0, 2700.0, 3900.0, nan]
    """
    value = text.strip()
    clock, iso = _CLOCK.match(value), _ISO.match(value.upper())
    seconds = math.nan
    if clock:
        seconds = 3600.0 * int(clock[1]) + 60.0 * int(clock[2]) + int(clock[3] or 0)
    elif iso and any(iso.groups()):
        try:
            seconds = sum(float(part or 0) * scale for part, scale in zip(iso.groups(), (3600, 60, 1), strict=True))
        except ValueError:  # "1.2.3"
            return math.nan
    elif value.isdecimal():
        seconds = 60.0 * int(value)
    return seconds if 0.0 < seconds < 1e6 else math.nan


def _explicitly(tags: Tags, profile: RoadProfile) -> bool:
    return any(tags.get(key) in _ALLOWED for key in profile.access[1:])


def _direction(tags: Tags, profile: RoadProfile) -> int | None:
    """1 forward only, -1 backward only, 0 both; None where it changes with the hour."""
    for key in profile.oneway:
        if key in tags:
            if tags[key] == "reversible":
                return None
            if tags[key] in _ONEWAY:
                direction = _ONEWAY[tags[key]]
                return 0 if direction and _against(tags, profile) else direction
    implied = tags.get("junction") in _ROUND or tags.get("highway") in _MOTORWAYS
    return 1 if implied else 0


def _against(tags: Tags, profile: RoadProfile) -> bool:
    """Whether bicycles have a lane against a one-way street."""
    sides = ("cycleway", "cycleway:left", "cycleway:right", "cycleway:both")
    return profile.access[-1] == "bicycle" and any(tags.get(side, "").startswith("opposite") for side in sides)


def _speed(tags: Tags, profile: RoadProfile, highway: str, direction: str) -> float:
    usual = profile.speed_kmh[highway]
    signed = None
    for key in (f"maxspeed:{profile.access[-1]}", f"maxspeed:{direction}", "maxspeed"):
        if signed is None and key in tags:
            signed = parse_maxspeed(tags[key])
    if profile.access[-1] == "bicycle":
        speed = usual if signed is None else min(usual, signed)
    elif signed is None:
        speed = usual
    else:
        speed = max(usual, profile.top_kmh) if math.isinf(signed) else signed * profile.limit_share
    caps = [
        table[tags[key]]
        for key, table in (
            ("surface", profile.surface_kmh),
            ("tracktype", profile.tracktype_kmh),
            ("service", profile.service_kmh),
        )
        if tags.get(key) in table
    ]
    if highway == "track" and "maxspeed" not in tags and "tracktype" in tags:
        speed = profile.tracktype_kmh.get(tags["tracktype"], speed)
    return min(speed, profile.top_kmh, *caps)
