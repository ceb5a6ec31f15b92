"""Land, countries and the states of the US, from Natural Earth and the United States Census Bureau."""

from __future__ import annotations

import functools
from importlib.resources import as_file, files

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .rings import Rings


def land() -> Rings:
    """All land of the world, 1:50 million (Natural Earth, public domain). Names are None.

    Returns
    -------
    Rings
        Longitudes from -180 to 180: what crosses the antimeridian is cut there. Lakes are land.

    Examples
    --------
    >>> from territory_engine.report.geometry.land import land
    >>> around_iceland = land().within((-25.0, 63.0, -13.0, 67.0))
    >>> around_iceland.points.shape[1]
    2
    """
    return layer("land")


def countries() -> Rings:
    """Countries of the world, 1:50 million (Natural Earth, public domain); neighbours have the same border points.

    Examples
    --------
    >>> from territory_engine.report.geometry.land import countries
    >>> "Germany" in countries().names
    True
    """
    return layer("country")


def us_states() -> Rings:
    """States and territories of the United States (Census Bureau, 2017, public domain)."""
    return layer("us_state")


@functools.cache
def layer(name: str) -> Rings:
    """A layer of the file, kept for the next time; do not write to its arrays."""
    table = stored_world()
    table = table.filter(pc.equal(table["layer"].cast(pa.string()), name)).combine_chunks()
    step = float(table.schema.metadata[b"step"])
    lengths = pc.list_value_length(table["x"]).to_numpy()
    # differences within a ring, the first from the origin: one running sum less what ran before each ring
    rings = np.repeat(np.arange(len(lengths)), lengths)
    first = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    axes = []
    for axis in ("x", "y"):
        values = np.cumsum(table[axis].combine_chunks().flatten().to_numpy().astype(np.int64))
        before = np.where(first > 0, values[first - 1], 0)
        axes.append((values - before[rings]) * step)
    open_rings = np.stack(axes, axis=1)
    points = np.insert(open_rings, first + lengths, open_rings[first], axis=0)
    polygon = table["polygon"].to_numpy().astype(np.int32)
    outer = np.flatnonzero(np.diff(polygon, prepend=-1))
    names, ids = (np.array(table[key].take(outer).to_pylist(), dtype=object) for key in ("name", "id"))
    starts = np.concatenate([[0], np.cumsum(lengths + 1)])
    dense = (np.cumsum(np.diff(polygon, prepend=-1) > 0) - 1).astype(np.int32)
    return Rings(np.round(points, 4), starts, dense, names, ids)


@functools.cache
def stored_world() -> pa.Table:
    """The file as it is: see tools/distil_world.py."""
    import pyarrow.parquet as pq

    with as_file(files("territory_engine") / "data" / "world.parquet") as path:
        return pq.read_table(path, memory_map=False).combine_chunks()


def attribution() -> str:
    """Where the outlines come from, in a sentence for the foot of a map."""
    return str(stored_world().schema.metadata[b"attribution"].decode())
