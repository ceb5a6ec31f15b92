"""Shift and swap moves by plain loops. See :mod:`..interface` and ``cpp/search/exchange.h``."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..interface import F32, F64, I32, Array

_MASK = 2**64 - 1


class _Random:
    """xorshift64*."""

    def __init__(self, seed: int) -> None:
        self.state = (seed * 0x9E3779B97F4A7C15 + 0x1234567) & _MASK
        for _ in range(4):
            self.next()

    def next(self) -> int:
        self.state ^= self.state >> 12
        self.state = (self.state ^ self.state << 25) & _MASK
        self.state ^= self.state >> 27
        return self.state * 0x2545F4914F6CDD1D & _MASK


class Loads:
    """What loads cost: limits (7, K, M), penalty and price (K, M)."""

    def __init__(self, limits: F64, penalty: F64, price: F64) -> None:
        self.limits: list[list[list[float]]] = limits.tolist()
        self.penalty: list[list[float]] = penalty.tolist()
        self.price: list[list[float]] = price.tolist()

    def asked(self, t: int, m: int) -> list[float]:
        """target, lower, upper, minimum, maximum, inside, outside."""
        return [row[t][m] for row in self.limits]

    def beyond(self, t: int, m: int, y: float) -> float:
        """How far a load is beyond its hard limits."""
        _, _, _, minimum, maximum, _, _ = self.asked(t, m)
        return max(y - maximum, minimum - y, 0.0)

    def soft(self, t: int, m: int, y: float) -> float:
        """Penalty inside and outside of the band."""
        target, lower, upper, _, _, inside, outside = self.asked(t, m)
        off, out = y - target, max(y - upper, lower - y, 0.0)
        return 0.5 * (inside * off * off + outside * out * out)

    def cost(self, t: int, m: int, y: float, stiffness: float) -> float:
        """Soft cost, and what excess costs at a stiffness."""
        _, _, _, minimum, maximum, _, _ = self.asked(t, m)
        penalty, price = self.penalty[t][m], self.price[t][m]
        if y > maximum:
            return self.soft(t, m, y) + max(0.05 * penalty, stiffness * penalty + price) * (y - maximum)
        if y < minimum:
            return self.soft(t, m, y) + max(0.05 * penalty, stiffness * penalty - price) * (minimum - y)
        return self.soft(t, m, y)


class _Search:
    def __init__(self, asked: Loads, territory: I32, cost: F32, load: F64, slot: Array, loads: F64, figures: F64):
        self.asked, self.slot, self.loads, self.figures = asked, slot, loads, figures
        self.territory, self.cost, self.load = territory.tolist(), cost.astype(np.float64).tolist(), load.tolist()
        self.measures = range(loads.shape[1])

    def change(self, s: int, t: int, moved: list[float], stiffness: float) -> float:
        """Change of the cost of loads when ``moved`` leaves s for t."""
        delta = 0.0
        for m in self.measures:
            y_s, y_t = float(self.loads[s, m]), float(self.loads[t, m])
            at_s = self.asked.cost(s, m, y_s - moved[m], stiffness) - self.asked.cost(s, m, y_s, stiffness)
            at_t = self.asked.cost(t, m, y_t + moved[m], stiffness) - self.asked.cost(t, m, y_t, stiffness)
            delta += at_s + at_t
        return delta

    def move(self, i: int, to: int, s: int, t: int) -> None:
        for m in self.measures:
            self.loads[s, m] -= self.load[i][m]
            self.loads[t, m] += self.load[i][m]
        self.slot[i] = to

    def excess_and_value(self) -> tuple[float, float]:
        excess, value = 0.0, float(self.figures[0])
        for t, row in enumerate(self.loads.tolist()):
            for m, y in enumerate(row):
                excess += self.asked.penalty[t][m] * self.asked.beyond(t, m, y)
                value += self.asked.soft(t, m, y)
        return excess, value


def exchange(
    territory: I32,
    cost: F32,
    load: F64,
    pairs: tuple[I32, Array, I32, Array],
    limits: F64,
    penalty: F64,
    price: F64,
    temperature: F64,
    stiffness: F64,
    tries: int,
    negative_log: F64,
    seed: int,
    slot: Array,
    loads: F64,
    best_slot: Array,
    best_loads: F64,
    figures: F64,
) -> tuple[int, int, int]:
    """See :meth:`..interface.Kernels.exchange`."""
    search = _Search(Loads(limits, penalty, price), territory, cost, load, slot, loads, figures)
    random, width = _Random(seed), territory.shape[1]
    members: list[list[Any]] = [
        list(zip(pairs[2][a:b].tolist(), pairs[3][a:b].tolist(), strict=True))
        for a, b in zip(pairs[1][:-1].tolist(), pairs[1][1:].tolist(), strict=True)
    ]
    number = {ab: p for p, ab in enumerate((a, b) for a in range(width) for b in range(a + 1, width))}
    evaluated = shifts = swaps = 0

    def keep_best() -> None:
        found = search.excess_and_value()
        if found < (figures[1], figures[2]):
            figures[1:] = *found, figures[0]
            best_slot[:], best_loads[:] = slot, loads

    if figures[1] == np.inf:
        keep_best()
    for heat, stiff in zip(temperature.tolist(), stiffness.tolist(), strict=True):
        for i, row in enumerate(search.territory):
            draw = random.next()
            a, b = int(slot[i]), (draw >> 40) * (width - 1) >> 24
            b += b >= a
            s, t = row[a], row[b]
            if t < 0:
                continue
            dear = search.cost[i][b] - search.cost[i][a]
            threshold = heat * float(negative_log[draw & 4095])
            evaluated += 1
            if dear + search.change(s, t, search.load[i], stiff) < threshold:
                search.move(i, b, s, t)
                figures[0] += dear
                shifts += 1
                continue
            group = members[pairs[0][i, number[min(a, b), max(a, b)]]]
            for _ in range(tries):
                j, place = group[(random.next() >> 32) * len(group) >> 32]
                at_s, at_t = (place >> 4, place & 15) if s < t else (place & 15, place >> 4)
                if slot[j] != at_t:
                    continue
                dear_j = search.cost[j][at_s] - search.cost[j][at_t]
                moved = [give - take for give, take in zip(search.load[i], search.load[j], strict=True)]
                evaluated += 1
                if dear + dear_j + search.change(s, t, moved, stiff) < threshold:
                    search.move(i, b, s, t)
                    search.move(j, at_s, t, s)
                    figures[0] += dear + dear_j
                    swaps += 1
                    break
        keep_best()
    return evaluated, shifts, swaps
