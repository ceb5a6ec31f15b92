"""What loads cost and by how much they break hard limits: twin of ``cpp/search/cluster_loads.h``."""

from __future__ import annotations

from .cluster_data import Problem, Region
from .jit import inlined
from .load_cost import MAXIMUM, MINIMUM, soft_cost


@inlined
def _excess(p: Problem, t: int, m: int, y: float) -> float:
    maximum, minimum = p.limits[MAXIMUM, t, m], p.limits[MINIMUM, t, m]
    over = y - maximum if y > maximum else (minimum - y if y < minimum else 0.0)
    excess: float = over / p.size[m]
    return excess


@inlined
def loads_of(p: Problem, s: Region, c: int) -> tuple[float, float]:
    """Excess over hard limits, in sizes of the measures, and soft cost of territory c."""
    excess, cost, t = 0.0, 0.0, s.territory[c]
    for m in range(len(p.size)):
        excess += _excess(p, t, m, s.loads[c, m])
        if p.soft:
            cost += soft_cost(p.limits, t, m, s.loads[c, m])
    return excess, cost


@inlined
def loads_change(p: Problem, s: Region, a: int, b: int, give: int, take: int) -> tuple[float, float]:
    """Change of both when ``give`` goes from territory a to b and ``take`` comes back (-1: nothing does)."""
    excess, cost, of_a, of_b = 0.0, 0.0, s.territory[a], s.territory[b]
    for m in range(len(p.size)):
        w = p.load[s.unit[give], m] - (p.load[s.unit[take], m] if take >= 0 else 0.0)
        at_a, at_b = s.loads[a, m], s.loads[b, m]
        excess += (_excess(p, of_a, m, at_a - w) - _excess(p, of_a, m, at_a)) + (
            _excess(p, of_b, m, at_b + w) - _excess(p, of_b, m, at_b)
        )
        if p.soft:
            cost += (soft_cost(p.limits, of_a, m, at_a - w) - soft_cost(p.limits, of_a, m, at_a)) + (
                soft_cost(p.limits, of_b, m, at_b + w) - soft_cost(p.limits, of_b, m, at_b)
            )
    return excess, cost
