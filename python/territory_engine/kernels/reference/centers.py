"""Weiszfeld's sums in float64 numpy. See :mod:`..interface` for the definitions."""

from __future__ import annotations

import numpy as np

from ..interface import EARTH_RADIUS_KM, F32, F64, I32
from .units import Units

_SOFTENING = 6.2e-11  # (50 m / earth radius)^2: units nearer to the centre than this pull no harder


def center_sums(units: Units, labels: I32, centers: F32, global_: bool, threads: int) -> F64:
    """See :meth:`..interface.Kernels.center_sums`."""
    k, travel = centers.shape[1], units.travel.astype(np.float64)
    place = units.position.astype(np.float64)
    chord2 = ((place - centers.astype(np.float64)[:, labels]) ** 2).sum(axis=0)
    sine2 = np.maximum(chord2 * (1.0 - chord2 / 4.0), 0.0)
    pull = travel / np.sqrt(sine2 + _SOFTENING)
    km = 2.0 * EARTH_RADIUS_KM * np.arcsin(np.minimum(np.sqrt(chord2) / 2.0, 1.0))
    return np.stack([np.bincount(labels, row, minlength=k) for row in (*(pull * place), pull, travel * km)], axis=1)
