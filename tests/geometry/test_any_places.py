"""Areas of accounts wherever and however they lie: single places, lines, grids, poles, the antimeridian, a plane."""

import numpy as np
import pytest

from .cases import check, drawn, nearest


def on_the_sphere(random, n):
    scale = 10.0 ** random.uniform(-3.0, 1.7)
    x = random.uniform(-180.0, 180.0) + random.normal(size=n) * scale
    y = np.degrees(np.arcsin(random.uniform(-1.0, 1.0))) + random.normal(size=n) * scale * random.choice([1.0, 0.01])
    for odd in random.choice(["rounded", "everywhere", "some far", "antimeridian", "pole", "none"], 2):
        if odd == "rounded":
            x, y = np.round(x, 1), np.round(y, 1)
        elif odd == "everywhere":
            x, y = random.uniform(-180.0, 180.0, n), random.uniform(-90.0, 90.0, n)
        elif odd == "some far":
            x[: n // 3] = random.uniform(-180.0, 180.0, n // 3)
        elif odd == "antimeridian":
            x[: n // 3] = 180.0
        elif odd == "pole":
            y[: n // 3] = 90.0
    return (x + 180.0) % 360.0 - 180.0, np.clip(y, -90.0, 90.0)


def in_the_plane(random, n):
    scale = 10.0 ** random.uniform(-6.0, 8.0)
    x, y = random.normal(size=(2, n)) * scale
    if random.random() < 0.3:
        x, y = np.round(x / scale, 1) * scale, np.round(y / scale, 1) * scale
    if random.random() < 0.3:
        y[:] = y[0]
    far = random.choice([0.0, 1e3]) * scale
    return x + far, y - far


@pytest.mark.parametrize("seed", [*range(40), 139, 164])
def test_what_holds_of_all_areas(seed):
    random = np.random.default_rng(seed)
    n, planar = int(random.choice([1, 2, 3, 5, 20, 100, 400])), random.random() < 0.3
    x, y = (in_the_plane if planar else on_the_sphere)(random, n)
    if random.random() < 0.3:
        again = random.integers(0, n, n)
        x, y = x[again], y[again]
    count = int(random.choice([1, 2, 3, 8, 30]))
    labels = random.integers(0, count, n) if random.random() < 0.4 else nearest(x, y, min(count, n), seed)
    check(drawn(x, y, labels, planar=planar))
