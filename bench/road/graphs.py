"""Road graphs from a folder: ``NAME.npz`` with tail, head, weight, and where known lat and lon."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


@dataclass(frozen=True)
class Graph:
    """Arcs sorted by tail and head, in compressed sparse rows."""

    name: str
    first: Array  # (n + 1,) int64
    head: Array  # (m,) int32
    weight: Array  # (m,) uint32
    latitude: Array | None
    longitude: Array | None

    @property
    def node_count(self) -> int:
        """n."""
        return len(self.first) - 1

    @property
    def tail(self) -> Array:
        """(m,) uint32."""
        return np.repeat(np.arange(self.node_count, dtype=np.uint32), np.diff(self.first))


def names(folder: Path) -> list[str]:
    """The graphs that are there."""
    found = sorted(path.stem for path in folder.glob("*.npz"))
    if not found:
        raise SystemExit(f"{folder}: no road graphs (*.npz with tail, head, weight) there")
    return found


def read(folder: Path, name: str) -> Graph:
    """One graph."""
    with np.load(folder / f"{name}.npz") as file:
        tail, head, weight = (file[key].astype(np.int64) for key in ("tail", "head", "weight"))
        place = [file[key] if key in file.files else None for key in ("lat", "lon")]
    order = np.lexsort((head, tail))
    nodes = int(max(tail.max(), head.max())) + 1
    first = np.concatenate([[0], np.cumsum(np.bincount(tail, minlength=nodes))]).astype(np.int64)
    return Graph(name, first, head[order].astype(np.int32), weight[order].astype(np.uint32), place[0], place[1])
