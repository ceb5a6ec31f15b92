"""Where a search takes place: the user's places as vectors, and travel between vectors.

Where travel is on roads a search starts in space, in kilometres. Where it is to given territories there is no space,
only the scale of travel.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..instance import Instance
from ..kernels.interface import F32, F64, I32, PLANE_UNIT, Kernels, MetricCode
from ..spread import reference_travel

REGIONAL_CHORD2 = 0.4  # squared chord up to which the short arc polynomial serves

_CODES = {
    ("sphere", 1): MetricCode.GLOBAL,
    ("road", 1): MetricCode.GLOBAL,
    ("sphere", 2): MetricCode.SPHERE_SQUARED,
    ("plane", 1): MetricCode.PLANE,
    ("plane", 2): MetricCode.PLANE_SQUARED,
}


@dataclass(frozen=True)
class Space:
    """Vectors (3, n) of length 1 on the sphere; in the plane (x, y, 0), moved and scaled into a box of +-1.

    Scaling is by a power of two: it loses no bit.
    """

    code: MetricCode
    y: float = 0.0  # the user's place that becomes the origin of the plane
    x: float = 0.0
    scale: float = 1.0  # length of a vector per user unit

    @classmethod
    def of(cls, instance: Instance) -> Space:
        """The space of an instance.

        Raises
        ------
        NotImplementedError
            Travel is a matrix: there are no places to draw on.
        """
        metric = instance.metric
        if metric.kind == "matrix":
            raise NotImplementedError(
                "te.solve: the stages of a quick plan need places; travel=te.TravelMatrix has none"
            )
        if metric.kind == "table":  # travel of about 16; there is no space
            return cls(MetricCode.PLANE, scale=2.0 ** (4 - math.frexp(reference_travel(instance))[1]) / PLANE_UNIT)
        code = _CODES[metric.kind, metric.power]
        if code.on_sphere:
            return cls(code)
        low_y, high_y = _range(instance.y, instance.center_y, instance.candidate_y)
        low_x, high_x = _range(instance.x, instance.center_x, instance.candidate_x)
        half = max(0.5 * (high_y - low_y), 0.5 * (high_x - low_x))
        scale = 2.0 ** -math.frexp(half)[1] if half > 0.0 else 1.0
        return cls(code, 0.5 * (low_y + high_y), 0.5 * (low_x + high_x), scale)

    @property
    def travel(self) -> float:
        """Search travel per user travel, a power of two."""
        return 1.0 if self.code.on_sphere else (self.code.unit * self.scale) ** self.code.power

    def reaching(self, positions: list[F32], centers: F64) -> Space:
        """This space with a shorter polynomial for arcs, where all places lie close enough together for it."""
        if self.code is not MetricCode.GLOBAL:
            return self
        low = np.min([position.min(axis=1) for position in positions], axis=0).astype(np.float64)
        high = np.max([position.max(axis=1) for position in positions], axis=0).astype(np.float64)
        given = centers[:, np.isfinite(centers).all(axis=0)]
        if given.shape[1]:
            low, high = np.minimum(low, given.min(axis=1)), np.maximum(high, given.max(axis=1))
        near = float(((high - low) ** 2).sum()) <= REGIONAL_CHORD2
        return replace(self, code=MetricCode.REGIONAL) if near else self

    def ordered(self, kernels: Kernels, y: F64, x: F64, threads: int) -> tuple[I32, F32]:
        """Spatial order of places, and their float32 vectors in that order."""
        if self.code.on_sphere:
            order = kernels.spatial_order(y, x, threads)
            return order, kernels.unit_vectors(y[order], x[order], threads)
        position = self.vectors(y, x).astype(np.float32)
        order = kernels.planar_order(position[0], position[1], threads)
        return order, np.ascontiguousarray(position[:, order])

    def vectors(self, y: F64, x: F64) -> F64:
        """Vectors (3, K) of places; NaN stays NaN."""
        if self.code.on_sphere:
            a, b = np.radians(y), np.radians(x)
            return np.stack([np.cos(a) * np.cos(b), np.cos(a) * np.sin(b), np.sin(a)])
        return np.stack([(x - self.x) * self.scale, (y - self.y) * self.scale, np.where(np.isnan(y), np.nan, 0.0)])

    def places(self, vectors: F64) -> tuple[F64, F64]:
        """y and x (K,) of vectors (3, K), in the user's units."""
        if self.code.on_sphere:
            y = np.degrees(np.arctan2(vectors[2], np.hypot(vectors[0], vectors[1])))
            x = np.degrees(np.arctan2(vectors[1], vectors[0]))
        else:
            y, x = vectors[1] / self.scale + self.y, vectors[0] / self.scale + self.x
        return np.ascontiguousarray(y), np.ascontiguousarray(x)

    def mean(self, sums: F64, weight: F64) -> F64:
        """Mean places (3, K) from weighted sums of vectors: their direction on the sphere."""
        length = np.sqrt((sums**2).sum(axis=0)) if self.code.on_sphere else weight
        place: F64 = sums / np.where(length > 0.0, length, 1.0)
        return place

    def has_mean(self, sums: F64, weight: F64) -> NDArray[np.bool_]:
        """Where :meth:`mean` is defined: not for no units, nor for directions that cancel out."""
        given: NDArray[np.bool_] = weight > 0.0
        return given & (sums != 0.0).any(axis=0) if self.code.on_sphere else given

    def onto(self, vectors: F64) -> F64:
        """Vectors (3, K) brought back onto the sphere."""
        return vectors / np.sqrt((vectors**2).sum(axis=0)) if self.code.on_sphere else vectors

    def near_travel(self, chord2: F64) -> F64:
        """Search travel of squared chords, good enough to compare places close together: arcs count as chords."""
        square: F64 = self.code.unit**2 * chord2
        return square if self.code.power == 2 else np.sqrt(square)

    def length(self, travel: float) -> float:
        """The chord that costs so much travel."""
        return (math.sqrt(travel) if self.code.power == 2 else travel) / self.code.unit


def _range(*values: NDArray[np.float64]) -> tuple[float, float]:
    """Least and largest of all finite values."""
    finite = [part[np.isfinite(part)] for part in values]
    given = [part for part in finite if part.size]
    return min(float(part.min()) for part in given), max(float(part.max()) for part in given)
