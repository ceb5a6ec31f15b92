"""The part of the checker that looks at centres: that they are places, and those that the problem's rule allows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .centroid import centroids
from .finding import LISTED, Finding, Names, rest
from .instance import Instance
from .solution import Solution

Float = NDArray[np.float64]

SAME_PLACE = 1e-9  # degrees; in the plane relative to the extent of the units
CENTROID = 1e-7  # relative to the extent of the units (on the sphere: of a radian): how far off a mean place may be


def names_centers(instance: Instance) -> bool:
    """Whether centres have numbers: units, candidates, or nodes of a network."""
    return instance.center_rule in ("medoid", "candidates") or (
        instance.metric.kind == "road" and instance.center_rule == "anywhere"
    )


def center_kind(instance: Instance) -> tuple[str, int]:
    """What the numbers of centres count, and how many of these there are."""
    if instance.center_rule == "medoid":
        return "unit", instance.n
    if instance.center_rule == "candidates":
        return "candidate", len(instance.candidate_y)
    assert instance.metric.ways is not None
    return "node", instance.metric.ways.nodes


def check_places(instance: Instance, solution: Solution, names: Names) -> Iterator[Finding]:
    """Whether centres are places at all; where not, nothing can be recomputed."""
    size = instance.territory_count
    index = solution.center_index
    for name, values in (("center_y", solution.center_y), ("center_x", solution.center_x), ("center_index", index)):
        if values is not None and values.shape != (size,):
            message = f"{name} has shape {list(values.shape)}, expected [{size}]"
            yield Finding("center", message, found=values.shape, expected=(size,))
            return
    if (index is not None) != names_centers(instance):
        found, expected = ("none", "one for each") if index is None else ("some", "none")
        message = f"found {found} of center_index, expected {expected} territory, as centres are {instance.center_rule}"
        yield Finding("center", message, found=found, expected=expected)
        return
    yield from _in_range(instance, solution, names)
    if index is not None:
        yield from _indices(instance, index, names)


def check_rule(instance: Instance, solution: Solution, names: Names) -> Iterator[Finding]:
    """Whether centres are where the rule wants them; asked once they are places and units have territories."""
    rule, index = instance.center_rule, solution.center_index
    if index is None:
        if rule == "centroid":
            yield from _centroids(instance, solution, names)
        return
    if rule == "anywhere":
        return
    taken = np.flatnonzero(index >= 0)
    if rule == "medoid":
        foreign = taken[solution.labels[index[taken]] != taken]
        for territory in foreign[:LISTED].tolist():
            unit, own = names.unit(int(index[territory])), names.territory(territory)
            where = names.territory(int(solution.labels[index[territory]]))
            message = (
                f"the centre of territory {own!r} is unit {unit!r} of territory {where!r}, expected one of its own"
            )
            yield Finding("medoid", message, unit, own, where, own)
        yield from rest("medoid", foreign, "centres that are units of other territories")
    else:
        times = np.bincount(index[taken], minlength=len(instance.candidate_y))
        for site in np.flatnonzero(times > 1)[:LISTED].tolist():
            owners = [names.territory(t) for t in taken[index[taken] == site].tolist()]
            message = f"candidate number {site} is the centre of {times[site]} territories ({owners!r:.80}), expected 1"
            yield Finding("candidate", message, territory=owners[1], found=int(times[site]), expected=1)
    if instance.metric.kind != "matrix":
        yield from _away_from(instance, solution, rule, taken, names)


def _in_range(instance: Instance, solution: Solution, names: Names) -> Iterator[Finding]:
    y, x = solution.center_y, solution.center_x
    # written so that NaN is not a place
    if instance.metric.spherical:
        valid, expected = (np.abs(y) <= 90.0) & (np.abs(x) <= 180.0), "latitude -90..90, longitude -180..180"
    else:
        valid, expected = np.isfinite(y) & np.isfinite(x), "finite numbers"
    for index in np.flatnonzero(~valid).tolist():
        territory, found = names.territory(index), (float(y[index]), float(x[index]))
        message = f"the centre of territory {territory!r} is at {found}, expected {expected}"
        yield Finding("center", message, None, territory, found)


def _indices(instance: Instance, index: NDArray[np.int32], names: Names) -> Iterator[Finding]:
    what, most = center_kind(instance)
    if not np.issubdtype(index.dtype, np.integer):
        yield Finding("center", f"center_index is {index.dtype}, expected integers", found=str(index.dtype))
        return
    for territory in np.flatnonzero((index < -1) | (index >= most)).tolist():
        name, found = names.territory(territory), int(index[territory])
        message = f"the centre of territory {name!r} is {what} number {found}, expected one of 0..{most - 1}"
        yield Finding("center", message, None, name, found)


def check_missing(instance: Instance, solution: Solution, names: Names) -> Iterator[Finding]:
    """Territories that have units and no unit or candidate as their centre."""
    if solution.center_index is None:
        return
    used = np.bincount(solution.labels, minlength=instance.territory_count) > 0
    at_home = instance.fixed if instance.metric.kind == "road" else np.zeros_like(used)
    for territory in np.flatnonzero(used & (solution.center_index < 0) & ~at_home).tolist():
        name: Any = names.territory(territory)
        yield Finding("center", f"territory {name!r} has units and no centre", None, name)


def _away_from(
    instance: Instance, solution: Solution, rule: str, taken: NDArray[np.intp], names: Names
) -> Iterator[Finding]:
    """Centres whose place is not that of the unit or candidate that they are said to be."""
    assert solution.center_index is not None
    index = solution.center_index[taken]
    y, x = (instance.y, instance.x) if rule == "medoid" else (instance.candidate_y, instance.candidate_x)
    allowed = SAME_PLACE * _extent(instance)
    off = (np.abs(solution.center_y[taken] - y[index]) > allowed) | (
        np.abs(solution.center_x[taken] - x[index]) > allowed
    )
    for position in np.flatnonzero(off).tolist():
        territory = int(taken[position])
        found = (float(solution.center_y[territory]), float(solution.center_x[territory]))
        expected = (float(y[index[position]]), float(x[index[position]]))
        name = names.territory(territory)
        message = f"the centre of territory {name!r} is at {found}, but what it is said to be stands at {expected}"
        yield Finding("center", message, None, name, found, expected)


def _centroids(instance: Instance, solution: Solution, names: Names) -> Iterator[Finding]:
    y, x = centroids(instance, solution.labels)
    checked = ~instance.fixed & (np.bincount(solution.labels, minlength=instance.territory_count) > 0)
    down, across = solution.center_y - y, solution.center_x - x
    if instance.metric.spherical:
        # where unit vectors nearly cancel out, their mean has no direction to speak of; see centroid.py
        down, across = np.radians(down), np.radians(across) * np.cos(np.radians(y))
        across = np.where(np.abs(across) > np.pi, 2.0 * np.pi - np.abs(across), across)
    off = np.maximum(np.abs(down), np.abs(across)) > CENTROID * _extent(instance)
    for territory in np.flatnonzero(checked & off).tolist():
        name = names.territory(territory)
        found = (float(solution.center_y[territory]), float(solution.center_x[territory]))
        expected = (float(y[territory]), float(x[territory]))
        message = f"the centre of territory {name!r} is at {found}, expected the mean place of its units, {expected}"
        yield Finding("centroid", message, None, name, found, expected)


def _extent(instance: Instance) -> float:
    if instance.metric.spherical:
        return 1.0
    return max(float(np.ptp(instance.y)), float(np.ptp(instance.x)))
