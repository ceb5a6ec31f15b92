"""Units along a Hilbert curve, and the blocks of a pass: most are assigned whole, those on borders are opened."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .style import document, shape, words

Float, Index = NDArray[np.float64], NDArray[np.int64]
SIZE, TOP, CELLS, LEAF = 340.0, 66.0, 64, 16
CENTERS = np.array([[0.24, 0.3], [0.74, 0.28], [0.52, 0.78]])
COLORS = ("accent", "good", "plum")


def draw() -> dict[str, str]:
    """``blocks.svg``."""
    places = _places()
    places = places[np.argsort(hilbert(np.floor(places * CELLS).astype(int)), kind="stable")]
    nearest = np.hypot(*(places[:, None, :] - CENTERS).transpose(2, 0, 1)).argmin(axis=1)
    blocks = [slice(first, first + LEAF) for first in range(0, len(places), LEAF)]
    whole = sum(not _is_open(nearest[block]) for block in blocks)
    description = (
        f"Left: a Hilbert curve through {len(places)} accounts of three territories, in whose order neighbours stay "
        f"together. Right: runs of 16 make {len(blocks)} blocks; {whole} of them have one cheapest territory and are "
        "assigned as a whole; only the others, on borders, are opened."
    )
    left = [
        words(16, 30, "1. In the order of a Hilbert curve", "start bold"),
        words(16, 50, "neighbours on the map are neighbours in memory", "start small fill-quiet"),
        _curve(16, places),
    ]
    right = [
        words(404, 30, f"2. {whole} of {len(blocks)} blocks are assigned whole", "start bold"),
        words(404, 50, "only those on borders are opened", "start small fill-quiet"),
        *(
            _box(404, places[block], nearest[block])
            for block in sorted(blocks, key=lambda block: _is_open(nearest[block]))
        ),
        *(
            shape("circle", f"fill-{COLORS[t]}", cx=404 + SIZE * x, cy=TOP + SIZE * y, r=2)
            for (x, y), t in zip(places, nearest, strict=True)
        ),
    ]
    return {"blocks": document(760, 424, "Block tree along a Hilbert curve", description, *left, *right)}


def hilbert(cell: Index) -> Index:
    """Place of each cell (n, 2) along the curve over a square of ``CELLS`` a side, a power of two."""
    x, y = cell[:, 0].copy(), cell[:, 1].copy()
    along = np.zeros(len(cell), dtype=np.int64)
    side = CELLS // 2
    while side:
        right, up = (x & side) > 0, (y & side) > 0
        along += side * side * ((3 * right) ^ up)
        turned = ~up & right
        x[turned], y[turned] = CELLS - 1 - x[turned], CELLS - 1 - y[turned]
        x[~up], y[~up] = y[~up].copy(), x[~up].copy()
        side //= 2
    return along


def _places() -> Float:
    """Towns and the land between them."""
    rng = np.random.default_rng(3)
    towns = 0.1 + 0.8 * rng.random((9, 2))
    near = towns[rng.integers(0, len(towns), 260)] + 0.055 * rng.standard_normal((260, 2))
    return np.clip(np.concatenate([near, rng.random((220, 2))]), 0.01, 0.99)


def _curve(left: float, places: Float) -> str:
    points = "L".join(f"{left + SIZE * x:.1f} {TOP + SIZE * y:.1f}" for x, y in places)
    dots = [shape("circle", "fill-ink", cx=left + SIZE * x, cy=TOP + SIZE * y, r=1.6) for x, y in places]
    return shape("path", "stroke-accent thin", d=f"M{points}") + "".join(dots)


def _is_open(territories: Index) -> bool:
    return len(np.unique(territories)) > 1


def _box(left: float, places: Float, territories: Index) -> str:
    (x0, y0), (x1, y1) = places.min(axis=0) * SIZE, places.max(axis=0) * SIZE
    ground = ("soft", "good-soft", "plum-soft")[territories[0]]
    box = {"x": left + x0 - 2, "y": TOP + y0 - 2, "width": x1 - x0 + 4, "height": y1 - y0 + 4, "rx": 2}
    return shape("rect", "stroke-alert box" if _is_open(territories) else f"fill-{ground}", **box)
