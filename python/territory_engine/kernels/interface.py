"""Every kernel once: its signature, dtypes, shapes, units, and the definition of its result.

All sets give the same result as ``reference``: integers exactly, floats within the tolerance that the definition
states. ``native`` and ``numba`` agree bit for bit, for any number of threads. Arrays are C-contiguous. Arguments were
checked by the caller: kernels assume sane input.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
I32 = NDArray[np.int32]
Array = NDArray[Any]

EARTH_RADIUS_KM = 6371.0088  # mean radius (IUGG)


class Kernels(Protocol):
    """A kernel set: a module with these functions and a ``NAME``."""

    NAME: str

    def unit_vectors(self, latitude: F64, longitude: F64, threads: int) -> F32:
        """Places on the unit sphere, (3, n) float32 rows x, y, z, rounded from float64.

        x = cos(lat) cos(lon), y = cos(lat) sin(lon), z = sin(lat); sine and cosine by the same float64 polynomials
        in every set (error below 2e-16), so that all sets give the same bits.
        """
        ...

    def great_circle_matrix(self, latitude_a: F64, longitude_a: F64, latitude_b: F64, longitude_b: F64, out: F32,
                            threads: int) -> None:
        """Kilometres between all pairs, written to ``out`` (n, m) float32.

        Within 1 m of the float64 haversine below 50 km and within 0.01 % elsewhere.
        """
        ...

    def great_circle_nearest(self, latitude_a: F64, longitude_a: F64, latitude_b: F64, longitude_b: F64, k: int,
                             threads: int) -> tuple[I32, F32]:
        """The ``k`` nearest b of every a: indices (n, k) int32 and kilometres (n, k) float32, nearest first.

        Nearness is the float32 squared chord (dx*dx + dy*dy) + dz*dz between :meth:`unit_vectors`; ties go to the
        lower index. Never stores n x m.
        """
        ...

    def spatial_order(self, latitude: F64, longitude: F64, threads: int) -> I32:
        """Order of the units along a Hilbert curve, (n,) int32: neighbours in the order are neighbours on the map.

        The plane is the Lambert azimuthal equal-area projection around the mean direction of all units (the north
        pole where that is undefined); 65,536 x 65,536 cells on the bounding square; ties keep the input order.
        """
        ...
