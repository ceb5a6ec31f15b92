"""The example that is worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from tests.plan.plan_cases import instance, measure, plan_of


@pytest.fixture
def six():
    """Six accounts on the equator, two territories of three each; a degree is R * pi / 180 = 111.19508 km.

    longitude   0    1    2  |  3    4    5
    accounts    a    b    c  |  d    e    f
    potential   1    2    3     4    5    6       target 10.5, tolerance 50 %, hard
    visits      1    1    1     1    1    2
    today       W    W    W     W    E    -
    plan        W    W    W     E    E    E       centres at 1 (b) and 4 (e)
    """
    degrees = np.arange(6.0)
    given = instance(
        np.zeros(6),
        degrees,
        [measure("potential", [1, 2, 3, 4, 5, 6], [10.5, 10.5], tolerance=0.5)],
        visits=[1, 1, 1, 1, 1, 2],
        baseline=np.array([0, 0, 0, 0, 1, -1], np.int32),
    )
    return plan_of(
        given,
        [0, 0, 0, 1, 1, 1],
        [0.0, 0.0],
        [1.0, 4.0],
        unit_ids=list("abcdef"),
        territory_ids=["West", "East"],
        lower_bound=500.0,
    )
