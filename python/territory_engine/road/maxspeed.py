"""Signed speed limits as OpenStreetMap writes them: ``50``, ``30 mph``, ``DE:urban``, ``walk``, ``none``."""

from __future__ import annotations

import math
import re

_NUMBER = re.compile(r"^([0-9]+(?:\.[0-9]+)?) *(km/h|kmh|kph|mph|knots)?$")
_UNIT = {None: 1.0, "km/h": 1.0, "kmh": 1.0, "kph": 1.0, "mph": 1.609344, "knots": 1.852}
_WALK_KMH = 6.0
# Limits that the law sets, where a sign says no more than the kind of place.
_RURAL = {"DE": 100.0, "AT": 100.0, "PL": 90.0, "FR": 80.0, "CH": 80.0, "LI": 80.0, "DK": 80.0, "SE": 70.0, "NO": 80.0,
          "NL": 80.0, "BE": 90.0, "BE-VLG": 70.0, "IT": 90.0, "CZ": 90.0, "SK": 90.0, "ES": 90.0, "PT": 90.0,
          "RO": 90.0, "HU": 90.0, "UA": 90.0, "RU": 90.0, "FI": 80.0, "IE": 80.0, "GB": 96.6, "UK": 96.6}  # fmt: skip
_MOTORWAY = {"DE": math.inf, "GB": 112.7, "UK": 112.7, "CH": 120.0, "LI": 120.0, "BE": 120.0, "ES": 120.0, "SE": 110.0,
             "NL": 100.0, "NO": 110.0, "RU": 110.0, "IE": 120.0, "PL": 140.0, "FI": 120.0, "PT": 120.0}  # fmt: skip
_ANYWHERE = {"urban": 50.0, "living_street": _WALK_KMH, "bicycle_road": 30.0, "school": 30.0, "nsl_single": 96.6,
             "nsl_dual": 112.7, "nsl_restricted": 48.3, "trunk": 100.0, "express": 110.0}  # fmt: skip


def parse_maxspeed(text: str) -> float | None:
    """The limit in km/h; infinity for ``none``, None where the text says nothing that is understood.

    Of several values (``50;30``) the lowest.

    Examples
    --------
    >>> [parse_maxspeed(text) for text in ("50", "30 mph", "none", "walk", "DE:rural", "FR:zone30", "signals")]
    [50.0, 48.28032, inf, 6.0, 100.0, 30.0, None]
    """
    if ";" in text:
        limits = [limit for limit in map(parse_maxspeed, text.split(";")) if limit is not None]
        return min(limits, default=None)
    value = text.strip()
    number = _NUMBER.match(value.lower())
    if number:
        limit = float(number[1]) * _UNIT[number[2]]
        return limit if limit > 0.0 else None
    if value.lower() in ("none", "unlimited"):
        return math.inf
    if value.lower() in ("walk", "walking"):
        return _WALK_KMH
    country, colon, kind = value.partition(":")
    return _by_law(country.upper(), kind.lower()) if colon else None


def _by_law(country: str, kind: str) -> float | None:
    zone = re.match(r"^zone:? *([0-9]+)$", kind) or re.match(r"^([0-9]+)$", kind)
    if zone:
        return float(zone[1]) * (_UNIT["mph"] if country in ("GB", "UK", "US") else 1.0)
    if kind == "rural":
        return _RURAL.get(country, 90.0)
    if kind == "motorway":
        return _MOTORWAY.get(country, 130.0)
    return _ANYWHERE.get(kind)
