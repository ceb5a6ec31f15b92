"""Great-circle kilometres between two sets of places: all pairs, or the nearest few of each."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..arguments import whole
from ..errors import DataError, LimitError
from ..kernels import get
from .memory import refuse_beyond
from .out_array import check_out
from .places import checked_places

_MOST_INDEX = 2**31 - 1


def great_circle_km(
    lat_a: ArrayLike,
    lon_a: ArrayLike,
    lat_b: ArrayLike,
    lon_b: ArrayLike,
    out: NDArray[np.float32] | None = None,
    *,
    threads: int | None = None,
    kernels: str | None = None,
) -> NDArray[np.float32]:
    """Kilometres along the great circle between every place of ``a`` and every place of ``b``.

    Parameters
    ----------
    lat_a, lon_a : array_like, (n,)
        Degrees, latitudes in [-90, 90] and longitudes in [-180, 180]. Any real numbers; computed from float64.
    lat_b, lon_b : array_like, (m,)
        The same.
    out : ndarray, (n, m) float32, C-contiguous, optional
        Where to write. Filling one array again and again saves the time that fresh memory costs, which is more
        than that of the arithmetic.
    threads : int, optional
        None takes all processors. The result does not depend on it.
    kernels : str, optional
        ``"native"`` or ``"numba"``; None takes ``TERRITORY_ENGINE_KERNELS`` or the best there is.

    Returns
    -------
    ndarray, (n, m) float32
        ``out`` where given. On a sphere of radius 6371.0088 km, within 1 m of the float64 haversine below 50 km and
        within 0.01 % elsewhere. No places make an empty matrix.

    Raises
    ------
    DataError
        Where an argument has the wrong kind, shape or range, with the first bad row; where ``out`` does not fit.
    LimitError
        Where the matrix would not fit into memory, before any is taken. With ``out`` there is no limit.

    See Also
    --------
    nearest : the few nearest of each, without the matrix.

    Examples
    --------
    >>> import territory_engine as te
    >>> te.travel.great_circle_km([55.68, 59.33], [12.57, 18.07], [52.52], [13.40]).round(1)
    array([[355.5],
           [810.7]], dtype=float32)
    """
    owner = "great_circle_km"
    latitude_a, longitude_a = checked_places(owner, "lat_a", lat_a, "lon_a", lon_a)
    latitude_b, longitude_b = checked_places(owner, "lat_b", lat_b, "lon_b", lon_b)
    shape = len(latitude_a), len(latitude_b)
    if out is None:
        hint = (
            "pass out= an array of your own (a memory map, for example), or ask te.travel.nearest for the few nearest"
        )
        refuse_beyond(4 * shape[0] * shape[1], f"{owner}: a matrix of {shape[0]:,} x {shape[1]:,} float32", hint)
        out = np.empty(shape, np.float32)
    else:
        wanted = f"a writeable, C-contiguous float32 array of shape {shape}"
        check_out("great_circle_km", out, shape, wanted, lambda given: given.flags.c_contiguous)
        latitude_a, longitude_a, latitude_b, longitude_b = (
            degrees.copy() if np.may_share_memory(degrees, out) else degrees
            for degrees in (latitude_a, longitude_a, latitude_b, longitude_b)
        )
    get(kernels).great_circle_matrix(latitude_a, longitude_a, latitude_b, longitude_b, out, _workers(owner, threads))
    return out


def nearest(
    lat_a: ArrayLike,
    lon_a: ArrayLike,
    lat_b: ArrayLike,
    lon_b: ArrayLike,
    k: int = 8,
    *,
    threads: int | None = None,
    kernels: str | None = None,
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """The ``k`` places of ``b`` nearest to each place of ``a``, nearest first; equally near ones by their row.

    Never stores n x m, and looks at few of the m for each place.

    Parameters
    ----------
    lat_a, lon_a : array_like, (n,)
        Degrees, latitudes in [-90, 90] and longitudes in [-180, 180].
    lat_b, lon_b : array_like, (m,)
        The same.
    k : int
        How many, from 1 to m.
    threads : int, optional
        None takes all processors. The result does not depend on it.
    kernels : str, optional
        ``"native"`` or ``"numba"``; None takes ``TERRITORY_ENGINE_KERNELS`` or the best there is.

    Returns
    -------
    indices : ndarray, (n, k) int32
        Rows of ``b``.
    km : ndarray, (n, k) float32
        Their distances, as :func:`great_circle_km` gives them.

    Raises
    ------
    DataError
        Where an argument has the wrong kind, shape or range, with the first bad row.
    LimitError
        Where the result would not fit into memory, or there are more than 2,147,483,647 places.

    Examples
    --------
    >>> import territory_engine as te
    >>> indices, km = te.travel.nearest([55.68], [12.57], [52.52, 59.33, 48.86], [13.40, 18.07, 2.35], k=2)
    >>> indices
    array([[0, 1]], dtype=int32)
    >>> km.round(1)
    array([[355.5, 521.8]], dtype=float32)
    """
    owner = "nearest"
    k = whole(owner, "k", k, minimum=1)
    latitude_a, longitude_a = checked_places(owner, "lat_a", lat_a, "lon_a", lon_a)
    latitude_b, longitude_b = checked_places(owner, "lat_b", lat_b, "lon_b", lon_b)
    n, m = len(latitude_a), len(latitude_b)
    if k > m:
        raise DataError(
            f"{owner}: k={k} asks for more places than the {m:,} in lat_b and lon_b; give a k of at most {m:,}.",
            found=k,
            expected=f"at most {m}",
        )
    if max(n, m) > _MOST_INDEX:
        raise LimitError(f"{owner}: {max(n, m):,} places; at most {_MOST_INDEX:,} fit their int32 indices.")
    refuse_beyond(8 * n * k, f"{owner}: {k:,} nearest for {n:,} places", "work through lat_a and lon_a in parts")
    return get(kernels).great_circle_nearest(
        latitude_a, longitude_a, latitude_b, longitude_b, k, _workers(owner, threads)
    )


def _workers(owner: str, threads: int | None) -> int:
    """Threads as kernels take them: 0 means all."""
    return 0 if threads is None else min(whole(owner, "threads", threads, minimum=1), 1024)
