"""Linearised travel over a box of units: twin of ``cpp/transport/tangent.h``, which says why it holds."""

from __future__ import annotations

import numpy as np

from .jit import inlined
from .metric import EARTH_KM, ONE, PLANE, PLANE_SQUARED, SPHERE_SQUARED, TWO, UNIT, ZERO, in_plane

_QUARTER, _EIGHTH, _TINY = np.float32(0.25), np.float32(0.125), np.float32(1e-9)
_REACH, _RADIUS, _ROOT, _EXCESS = np.float32(0.8), np.float32(0.1), np.float32(1.9), np.float32(0.64)


@inlined
def tangent_holds(metric: int, s: np.float32, r: np.float32) -> bool:
    """Whether the bounds hold for a box of radius r at chord s from the cheapest territory."""
    return in_plane(metric) or bool(s + r < _REACH and r < _RADIUS)


@inlined
def has_tangent(metric: int, s: np.float32) -> bool:
    """Whether they hold for a candidate at chord s: near the antipode the gradient grows without bound."""
    return in_plane(metric) or bool(s < _ROOT)


@inlined
def pull_factor(metric: int, s: np.float32, travel: np.float32) -> np.float32:
    """Gradient of travel at chord s: this factor times the vector from the centre to the place."""
    if metric == PLANE_SQUARED:
        return TWO * UNIT * UNIT
    safe = s if s > _TINY else _TINY
    if metric == PLANE:
        return UNIT / safe
    factor: np.float32 = EARTH_KM / (np.sqrt(ONE - _QUARTER * s * s) * safe)
    if metric == SPHERE_SQUARED:
        factor = TWO * np.sqrt(travel) * factor
    return factor


@inlined
def curvature(metric: int, s: np.float32, r: np.float32) -> np.float32:
    """By how much travel to a territory at chord s from the middle may exceed its tangent within radius r."""
    if metric == PLANE_SQUARED:
        return ZERO
    if metric == SPHERE_SQUARED:
        return (_EXCESS * EARTH_KM * EARTH_KM) * ((s + r) * (s + r)) * (r * r)
    bend = r * r / (TWO * (s if s > _TINY else _TINY))
    if metric == PLANE:
        return UNIT * bend
    excess: np.float32 = EARTH_KM * (bend / np.sqrt(ONE - _QUARTER * s * s) + _EIGHTH * (r + bend) * (r + bend))
    return excess
