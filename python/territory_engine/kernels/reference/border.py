"""Border units, unit by unit. See :mod:`..interface` and ``cpp/search/border.h``."""

from __future__ import annotations

import numpy as np

from ..interface import F32, I32, Array
from .pricing import costs, travel_less_bonus
from .units import Blocks, Units


def border_units(
    units: Units,
    blocks: Blocks,
    centers: F32,
    prices: F32,
    metric: int,
    margin: F32,
    labels: I32,
    width: int,
    threads: int,
) -> tuple[Array, I32, F32]:
    """See :meth:`..interface.Kernels.border_units`."""
    cost, travel = costs(units, centers, prices, metric), travel_less_bonus(units, centers, metric)
    return find_border(units, cost, travel, margin, labels, width)


def find_border(units: Units, priced: F32, travel: F32, margin: F32, labels: I32, width: int) -> tuple[Array, I32, F32]:
    """The same from costs and travel (K, n), both +inf where there is no way."""
    positions, territories, travel_costs = [], [], []
    for i in np.flatnonzero(units.travel > 0).tolist():
        ranking = [t for t in np.argsort(priced[:, i], kind="stable")[:width].tolist() if np.isfinite(priced[t, i])]
        near = False
        if len(ranking) > 1:
            first, second = ranking[:2]
            near = bool(priced[second, i] - priced[first, i] <= max(margin[first], margin[second]))
        if not near and ranking[:1] == [labels[i]]:
            continue
        if labels[i] not in ranking:
            ranking = [*ranking[: width - 1], labels[i]] if len(ranking) == width else [*ranking, labels[i]]
        positions.append(i)
        territories.append(ranking + [-1] * (width - len(ranking)))
        travel_costs.append([units.travel[i] * travel[t, i] if t >= 0 else 0.0 for t in territories[-1]])
    shape = (len(positions), width)
    return (
        np.array(positions, np.int64),
        np.array(territories, np.int32).reshape(shape),
        np.array(travel_costs, np.float32).reshape(shape),
    )


def pair_lists(territory: I32, territories: int) -> tuple[I32, Array, I32, Array]:
    """See :meth:`..interface.Kernels.pair_lists`."""
    width = territory.shape[1]
    numbers: dict[tuple[int, int], int] = {}
    members: list[list[tuple[int, int]]] = []
    pair = []
    for i, row in enumerate(territory.tolist()):
        for a in range(width):
            for b in range(a + 1, width):
                s, t = row[a], row[b]
                if s < 0 or t < 0:
                    pair.append(-1)
                    continue
                number = numbers.setdefault((min(s, t), max(s, t)), len(numbers))
                if number == len(members):
                    members.append([])
                members[number].append((i, a * 16 + b if s < t else b * 16 + a))
                pair.append(number)
    flat = [entry for group in members for entry in group]
    return (
        np.array(pair, np.int32).reshape(len(territory), -1),
        np.cumsum([0, *map(len, members)], dtype=np.int64),
        np.array([unit for unit, _ in flat], np.int32),
        np.array([slot for _, slot in flat], np.uint8),
    )
