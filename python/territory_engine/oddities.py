"""What is valid and still looks like a slip: exchanged coordinates, the sea at 0, 0, unknown names of today."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from .kernels.interface import EARTH_RADIUS_KM
from .tables.findings import show

Float = NDArray[np.float64]

_LOOKED_AT = 60  # accounts: a slip of this kind hits all of them
_FAR_KM, _NEAR_KM = 50.0, 15.0  # from the nearest town


def odd_places(latitude: Float, longitude: Float) -> tuple[str, ...]:
    """What looks odd, a sentence each; empty where nothing does.

    Parameters
    ----------
    latitude, longitude : numpy.ndarray
        (n,) float64, degrees.
    """
    notes = []
    nowhere = int(np.count_nonzero((latitude == 0.0) & (longitude == 0.0)))
    if nowhere:
        notes.append(
            f"{nowhere:,} accounts are at latitude 0, longitude 0, in the sea off Africa: are their places missing?"
        )
    if _look_exchanged(latitude, longitude):
        notes.append(
            "latitude and longitude look exchanged: as they are most accounts are far from any town, the other way "
            "round they are near one"
        )
    return tuple(notes)


def unknown_today(today: pa.Array | None, baseline: NDArray[np.int32]) -> tuple[str, ...]:
    """Accounts whose territory of today is none of the problem's: a new name, or one written in another way.

    Parameters
    ----------
    today : pyarrow.Array or None
        (n,) ids as given, null where an account has no territory today.
    baseline : numpy.ndarray
        (n,) int32, the problem's territory of that name, -1 for none.
    """
    unknown = pa.array([]) if today is None else pc.drop_null(today.filter(pa.array(baseline < 0)))
    if not len(unknown):
        return ()
    names = pc.unique(unknown)
    shown = ", ".join(map(show, names[:3].to_pylist())) + (", ..." if len(names) > 3 else "")
    return (
        f"{len(unknown):,} accounts are today in territories that are none of territories= ({shown}); "
        "they count as new",
    )


def _look_exchanged(latitude: Float, longitude: Float) -> bool:
    if not len(latitude) or np.abs(longitude).max() > 90.0:
        return False
    rows = np.unique(np.linspace(0, len(latitude) - 1, _LOOKED_AT).astype(np.int64))
    y, x = latitude[rows], longitude[rows]
    return bool(np.median(_km_to_town(y, x)) > _FAR_KM and np.median(_km_to_town(x, y)) < _NEAR_KM)


def _km_to_town(latitude: Float, longitude: Float) -> Float:
    """Kilometres to the nearest of the built-in towns, (n,); those of the world's sparse parts are only the largest."""
    from .demo.world import stored_places

    towns = stored_places()
    town_y, town_x = (towns[name].to_numpy() / 1000.0 for name in ("latitude_e3", "longitude_e3"))
    cosine = (_directions(latitude, longitude) @ _directions(town_y, town_x).T).max(axis=1)
    km: Float = EARTH_RADIUS_KM * np.arccos(np.minimum(cosine, 1.0))
    return km


def _directions(latitude: Float, longitude: Float) -> Float:
    y, x = np.radians(latitude), np.radians(longitude)
    return np.column_stack([np.cos(y) * np.cos(x), np.cos(y) * np.sin(x), np.sin(y)])
