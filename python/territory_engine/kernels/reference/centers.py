"""Weiszfeld's sums in float64 numpy. See :mod:`..interface` for the definitions."""

from __future__ import annotations

import numpy as np

from ..interface import EARTH_RADIUS_KM, F32, F64, I32, PLANE_UNIT, MetricCode
from .units import Units

_SOFTENING = 6.2e-11  # (50 m / earth radius)^2: units nearer to the centre than this pull no harder


def center_sums(units: Units, labels: I32, centers: F32, metric: int, threads: int) -> F64:
    """See :meth:`..interface.Kernels.center_sums`."""
    k, weight, code = centers.shape[1], units.travel.astype(np.float64), MetricCode(metric)
    place = units.position.astype(np.float64)
    chord2 = ((place - centers.astype(np.float64)[:, labels]) ** 2).sum(axis=0)
    if code.on_sphere:
        length = 2.0 * EARTH_RADIUS_KM * np.arcsin(np.minimum(np.sqrt(chord2) / 2.0, 1.0))
        across = np.sqrt(np.maximum(chord2 * (1.0 - chord2 / 4.0), 0.0) + _SOFTENING)
    else:
        length = PLANE_UNIT * np.sqrt(chord2)
        across = np.sqrt(chord2 + _SOFTENING)
    pull = weight / across
    if code == MetricCode.SPHERE_SQUARED:
        pull *= np.sqrt(length**2 + _SOFTENING * EARTH_RADIUS_KM**2)
    elif code == MetricCode.PLANE_SQUARED:
        pull = weight
    rows = (*(pull * place), pull, weight * length**code.power)
    return np.stack([np.bincount(labels, row, minlength=k) for row in rows], axis=1)
