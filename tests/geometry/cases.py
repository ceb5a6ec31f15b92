"""Places and labels to draw areas from, and an eye of its own: nothing here uses what it tests."""

from types import SimpleNamespace

import numpy as np
import shapely

from territory_engine.report.geometry.frame import Frame, frame_of
from territory_engine.report.geometry.neighbours import neighbours
from territory_engine.report.geometry.shapes import shapes_of


def nearest(x, y, count, seed=0):
    """Labels of accounts: the nearest of ``count`` of them."""
    chosen = np.random.default_rng(seed).choice(len(x), count, replace=False)
    across = np.subtract.outer(np.asarray(x), np.asarray(x)[chosen])
    up = np.subtract.outer(np.asarray(y), np.asarray(y)[chosen])
    return np.argmin(np.hypot(across, up), axis=1).astype(np.int32)


def drawn(x, y, labels, count=None, planar=False):
    """Areas of accounts, as ``plan.areas`` makes them."""
    x, y = np.asarray(x, np.float64), np.asarray(y, np.float64)
    labels = np.asarray(labels, np.int32)
    count = int(labels.max()) + 1 if count is None else count
    frame = Frame(False) if planar else frame_of(y, x)
    shapes, outside = shapes_of(x, y, labels, count, frame)
    return SimpleNamespace(
        x=x, y=y, labels=labels, shapes=shapes, outside=outside, neighbours=neighbours(shapes), planar=planar
    )


def inside(shape, x, y):
    """Points inside a shape by counting the edges to their east (Shimrat 1962), without the library's predicates."""
    found = np.zeros(len(x), bool)
    for part in shapely.get_parts(shape):
        for ring in (part.exterior, *part.interiors):
            a, b = (np.asarray(ring.coords)[s] for s in (slice(None, -1), slice(1, None)))
            for (ax, ay), (bx, by) in zip(a.tolist(), b.tolist(), strict=True):
                crosses = (ay > y) != (by > y)
                if crosses.any():
                    found[crosses] ^= x[crosses] < ax + (y[crosses] - ay) / (by - ay) * (bx - ax)
    return found


def check(made, where=None):
    """What holds of any areas: valid, a coverage, nobody gone, accounts inside or listed, on the earth."""
    shapes, present = made.shapes, np.unique(made.labels)
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    total = shapely.area(shapes).sum()
    assert abs(shapely.union_all(shapes).area - total) <= 1e-9 * total
    assert (shapely.area(shapes[present]) > 0.0).all()
    assert shapely.is_empty(np.delete(shapes, present)).all()
    listed = np.zeros(len(made.x), bool)
    listed[made.outside] = True
    for territory in present.tolist():
        mine = np.flatnonzero((made.labels == territory) & ~listed)
        missed = mine[~inside(shapes[territory], made.x[mine], made.y[mine])]
        # on the border counts as inside, and places are rounded: to 1e-6 degree, or some 11 digits in the plane
        slack = 4e-11 * abs(np.stack([made.x, made.y])).max() if made.planar else 1e-6
        edge = shapely.distance(shapes[territory], shapely.points(made.x[missed], made.y[missed]))
        assert (edge <= slack).all()
    if not made.planar:
        west, south, east, north = shapely.total_bounds(shapes)
        assert west >= -180.0 and east <= 180.0 and south >= -90.0 and north <= 90.0
    for a, b in made.neighbours.tolist():
        assert a < b
        assert shapely.relate(shapes[a], shapes[b])[4] == "1"  # borders have a line in common
