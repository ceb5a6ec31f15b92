"""Tags of ways: who may drive, in which direction, how fast."""

import math

import pytest

from territory_engine.road import BICYCLE, CAR, TRUCK
from territory_engine.road.maxspeed import parse_maxspeed
from territory_engine.road.way_tags import NO_ACCESS, NO_ROAD, NOT_OPENED, REVERSIBLE, Drive, drive, parse_duration


def tags(text):
    return dict(pair.split("=") for pair in text.split())


CLOSED = [
    ("highway=footway", CAR, NO_ROAD),
    ("highway=construction", CAR, NO_ROAD),
    ("highway=service area=yes", CAR, NO_ROAD),
    ("building=yes", CAR, NO_ROAD),
    ("highway=residential access=private", CAR, NO_ACCESS),
    ("highway=residential access=no", CAR, NO_ACCESS),
    ("highway=residential motor_vehicle=forestry", CAR, NO_ACCESS),
    ("highway=residential vehicle=yes motorcar=no", CAR, NO_ACCESS),
    ("highway=primary hgv=no", TRUCK, NO_ACCESS),
    ("highway=residential oneway=reversible", CAR, REVERSIBLE),
    ("highway=track", CAR, NOT_OPENED),
    ("highway=track access=yes", CAR, NOT_OPENED),
    ("highway=motorway", BICYCLE, NO_ROAD),
    ("highway=footway", BICYCLE, NOT_OPENED),
    ("highway=path bicycle=no", BICYCLE, NO_ACCESS),
    ("route=ferry motor_vehicle=no", CAR, NO_ACCESS),
    ("route=bus", CAR, NO_ROAD),
]


@pytest.mark.parametrize(("text", "profile", "reason"), CLOSED)
def test_closed(text, profile, reason):
    assert drive(tags(text), profile) == reason


OPEN = [
    ("highway=residential access=no motorcar=yes", CAR),
    ("highway=residential access=private vehicle=destination", CAR),
    ("highway=residential access=whatever", CAR),
    ("highway=track motor_vehicle=yes", CAR),
    ("highway=track tracktype=grade2", BICYCLE),
    ("highway=footway bicycle=yes", BICYCLE),
    ("highway=primary hgv=destination access=no", TRUCK),
    ("route=ferry", CAR),
]


@pytest.mark.parametrize(("text", "profile"), OPEN)
def test_open(text, profile):
    found = drive(tags(text), profile)
    assert isinstance(found, Drive)
    assert found.forward_kmh > 0.0 and found.backward_kmh > 0.0


DIRECTIONS = [
    ("highway=residential oneway=yes", CAR, "forward"),
    ("highway=residential oneway=1", CAR, "forward"),
    ("highway=residential oneway=-1", CAR, "backward"),
    ("highway=residential oneway=reverse", CAR, "backward"),
    ("highway=residential oneway=no", CAR, "both"),
    ("highway=residential oneway=alternating", CAR, "both"),
    ("highway=motorway", CAR, "forward"),
    ("highway=motorway_link", CAR, "forward"),
    ("highway=motorway oneway=no", CAR, "both"),
    ("highway=residential junction=roundabout", CAR, "forward"),
    ("highway=residential junction=roundabout oneway=-1", CAR, "backward"),
    ("highway=residential oneway=yes oneway:bicycle=no", CAR, "forward"),
    ("highway=residential oneway=yes oneway:bicycle=no", BICYCLE, "both"),
    ("highway=residential oneway:bicycle=yes", BICYCLE, "forward"),
    ("highway=residential oneway=yes cycleway:left=opposite_lane", BICYCLE, "both"),
    ("highway=residential oneway=yes cycleway:left=opposite_lane", CAR, "forward"),
]


@pytest.mark.parametrize(("text", "profile", "direction"), DIRECTIONS)
def test_direction(text, profile, direction):
    found = drive(tags(text), profile)
    assert (found.forward_kmh > 0.0, found.backward_kmh > 0.0) == {
        "forward": (True, False),
        "backward": (False, True),
        "both": (True, True),
    }[direction]


SPEEDS = [
    ("highway=residential", CAR, 35.0),
    ("highway=residential maxspeed=100", CAR, 95.0),
    ("highway=residential maxspeed=20_mph", CAR, 20.0 * 1.609344 * 0.95),
    ("highway=motorway maxspeed=none", CAR, 130.0),
    ("highway=motorway maxspeed=none", TRUCK, 85.0),
    ("highway=primary maxspeed=100 maxspeed:hgv=60", TRUCK, 60.0 * 0.85),
    ("highway=primary maxspeed=signals", CAR, 65.0),
    ("highway=primary surface=gravel", CAR, 30.0),
    ("highway=primary maxspeed=20 surface=gravel", CAR, 19.0),
    ("highway=track motor_vehicle=yes tracktype=grade1", CAR, 30.0),
    ("highway=track motor_vehicle=yes tracktype=grade5 surface=dirt", CAR, 8.0),
    ("highway=service service=driveway", CAR, 12.0),
    ("highway=residential maxspeed=10", BICYCLE, 10.0),
    ("highway=residential maxspeed=50", BICYCLE, 16.0),
]


@pytest.mark.parametrize(("text", "profile", "speed"), SPEEDS)
def test_speed(text, profile, speed):
    found = drive({key: value.replace("_mph", " mph") for key, value in tags(text).items()}, profile)
    assert found.forward_kmh == pytest.approx(speed)


def test_speeds_by_direction():
    found = drive(tags("highway=primary maxspeed=60 maxspeed:backward=40"), CAR)
    assert (found.forward_kmh, found.backward_kmh) == pytest.approx((57.0, 38.0))


def test_classes_and_places_for_points():
    assert CAR.classes[drive({"highway": "motorway"}, CAR).road_class] == "motorway"
    assert not drive({"highway": "motorway"}, CAR).may_snap
    assert drive({"highway": "residential"}, CAR).may_snap
    ferry = drive(tags("route=ferry duration=00:30"), CAR)
    assert (CAR.classes[ferry.road_class], ferry.may_snap, ferry.duration_s) == ("ferry", False, 1800.0)
    assert math.isnan(drive({"route": "ferry"}, CAR).duration_s)


LIMITS = [
    ("50", 50.0), ("50 km/h", 50.0), ("50kmh", 50.0), ("30 mph", 48.28032), ("10 knots", 18.52), ("7.5", 7.5),
    ("none", math.inf), ("walk", 6.0), ("DE:urban", 50.0), ("DE:rural", 100.0), ("DE:motorway", math.inf),
    ("de:rural", 100.0), ("FR:rural", 80.0), ("XX:rural", 90.0), ("CH:motorway", 120.0), ("AT:zone:30", 30.0),
    ("FR:zone30", 30.0), ("GB:zone20", 32.18688), ("DE:living_street", 6.0), ("50;30", 30.0), ("50; none", 50.0),
    ("", None), ("0", None), ("-5", None), ("signals", None), ("DE:", None), ("variable;signals", None), ("5e3", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "limit"), LIMITS)
def test_limits(text, limit):
    assert parse_maxspeed(text) == (None if limit is None else pytest.approx(limit))


DURATIONS = [
    ("01:30", 5400.0), ("00:12:30", 750.0), ("45", 2700.0), ("PT1H5M", 3900.0), ("PT30S", 30.0), ("pt20m", 1200.0),
    ("", math.nan), ("00:00", math.nan), ("PT", math.nan), ("PT1.2.3H", math.nan), ("1 hour", math.nan),
    ("99999999", math.nan),
]  # fmt: skip


@pytest.mark.parametrize(("text", "seconds"), DURATIONS)
def test_durations(text, seconds):
    assert parse_duration(text) == pytest.approx(seconds, nan_ok=True)
