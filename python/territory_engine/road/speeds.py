"""Other speeds on the same roads: factors for all, for classes of road, or for single arcs."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np

from .. import arguments
from ..errors import DataError
from ..ids import id_column, match
from ..tables.findings import Findings, show
from ..tables.numbers import checked_numbers
from ..tables.source import read
from ..tables.wanted import Wanted
from .graph import F64, INF, U32

if TYPE_CHECKING:
    from .network import RoadNetwork

OWNER = "RoadNetwork.with_speeds"
TABLE = "speed_factor"
LEAST, MOST = 0.01, 100.0
_EXPECTED = f"a factor from {LEAST:g} to {MOST:g}"


def changed_times(network: RoadNetwork, base_ms: U32, speed_factor: Any, time_of_day: str | None) -> U32:
    """Milliseconds of each segment, (2, P) uint32: ``base_ms`` divided by the factors of its speed.

    Raises
    ------
    DataError
        An unknown class, node or arc, or a factor that is none.
    """
    factor = np.ones(base_ms.shape)
    if time_of_day is not None:
        factor *= _by_class(network, _time_profile(network, time_of_day), strict=False)
    if speed_factor is not None:
        factor *= _factors(network, speed_factor)
    changed: U32 = np.minimum(np.rint(base_ms / factor), INF - 1).astype(np.uint32)
    return changed


def _factors(network: RoadNetwork, given: Any) -> F64:
    if isinstance(given, Real):
        return np.full((1, 1), arguments.number(OWNER, "speed_factor", given, minimum=LEAST))
    if isinstance(given, Mapping):
        return _by_class(network, given, strict=True)
    data = read(given, TABLE, _wanted)
    columns = data.schema.names[:-1]
    ids = [id_column(data, name, TABLE) for name in columns]
    findings = Findings(TABLE, ids[0], report=False)
    factor = checked_numbers(data, "speed_factor", findings, minimum=LEAST, maximum=MOST, expected=_EXPECTED)
    if len(columns) == 1:
        return _by_class(network, dict(zip(map(str, ids[0].to_pylist()), factor.tolist(), strict=True)), strict=True)
    rows = [match(column, network.nodes.ids) for column in ids]
    for name, column, row in zip(columns, ids, rows, strict=True):
        findings.bad(name, row < 0, column, "the id of a node of the network")
    return _by_arc(network, rows[0], rows[1], factor, findings, ids[0])


def _wanted(available: Sequence[str]) -> list[Wanted]:
    ids = ["road_class"] if "road_class" in available else ["tail", "head"]
    return [*(Wanted(name, "id") for name in ids), Wanted("speed_factor", "number")]


def _by_class(network: RoadNetwork, factors: Mapping[str, Any], *, strict: bool) -> F64:
    classes = network.road_classes
    if network.edges.road_class is None:
        raise DataError(f"{OWNER}: the roads of this network have no classes; make it with road_class=.", table=TABLE)
    by_code = np.ones(len(classes))
    for name, factor in factors.items():
        if name in classes:
            by_code[classes.index(name)] = _checked(name, factor)
        elif strict:
            near = difflib.get_close_matches(str(name), classes, n=2)
            hint = f" Did you mean {' or '.join(map(repr, near))}?" if near else ""
            raise DataError(
                f"{OWNER}: no road class {show(name)}.{hint} Classes: {', '.join(classes)}.",
                table=TABLE,
                column="road_class",
                id=name,
                found=name,
                expected=classes,
            )
    factors_of_segments: F64 = by_code[network.edges.road_class]
    return factors_of_segments


def _checked(name: str, factor: Any) -> float:
    value = arguments.number(OWNER, f"speed_factor[{name!r}]", factor, minimum=LEAST)
    if value > MOST:
        raise arguments.wrong(OWNER, f"speed_factor[{name!r}]", factor, _EXPECTED)
    return value


def _by_arc(network: RoadNetwork, tail: Any, head: Any, factor: F64, findings: Findings, ids: Any) -> F64:
    edges, count = network.edges, len(network.nodes.ids)
    result = np.ones(edges.time_ms.shape)
    wanted = tail.astype(np.int64) * count + head
    order = np.argsort(wanted, kind="stable")
    used = np.zeros(len(wanted), np.bool_)
    begin, end = edges.node[:-1].astype(np.int64), edges.node[1:].astype(np.int64)
    open_there = ~edges.is_last[:-1]
    open_back = open_there & edges.two_way[edges.edge[:-1]]
    for side, key, is_open in ((0, begin * count + end, open_there), (1, end * count + begin, open_back)):
        place = np.minimum(np.searchsorted(wanted[order], key, side="right") - 1, len(wanted) - 1)
        hit = is_open & (place >= 0) & (wanted[order][place] == key)
        result[side, :-1][hit] = factor[order][place[hit]]
        used[order[place[hit]]] = True
    repeated = np.zeros(len(wanted), np.bool_)
    repeated[order[1:]] = wanted[order][1:] == wanted[order][:-1]
    findings.bad("tail", repeated, ids, "each arc once")
    findings.bad("tail", ~used, ids, "an arc of the network from this node to the one in 'head'")
    return result


def _time_profile(network: RoadNetwork, time_of_day: str) -> Mapping[str, float]:
    profile = network.profile
    times = {} if profile is None else profile.times_of_day
    if time_of_day not in times:
        expected = f"None or one of {', '.join(times)}" if times else "None: this network has no times of day"
        raise arguments.wrong(OWNER, "time_of_day", time_of_day, expected)
    return times[time_of_day]
