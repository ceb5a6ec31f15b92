"""Units and their tree of blocks."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from territory_engine.kernels.interface import Kernels
from tests.conformance.search_cases import CASES, NOBODY, NOWHERE, draw, with_

FIELDS = ("start", "center", "half", "radius", "load", "ratio_low", "ratio_high", "bonus", "base")


@pytest.mark.parametrize(("shape", "n", "k", "measures", "bonus"), CASES)
def test_same_tree_as_reference(
    kernels: Kernels, reference: Kernels, shape: str, n: int, k: int, measures: int, bonus: bool
) -> None:
    case = draw(shape, n, k, measures, bonus)
    _, expected = case.handles(reference)
    for threads in (1, 4):
        _, found = case.handles(kernels, threads)
        for field in FIELDS:
            np.testing.assert_array_equal(getattr(found, field), getattr(expected, field), err_msg=field, strict=True)


def test_every_unit_lies_in_its_boxes(kernels: Kernels) -> None:
    case = draw("towns", 1500, 3)
    _, blocks = case.handles(kernels)
    for level, (first, last) in enumerate(pairwise(blocks.start)):
        block = first + np.arange(len(case.travel)) // (16 * 4**level)
        assert block.max() < last
        off = np.abs(case.position - blocks.center[:, block])
        assert (off <= blocks.half[:, block]).all()
        assert (np.sqrt((off.astype(np.float64) ** 2).sum(axis=0)) <= blocks.radius[block]).all()


def test_one_baseline_none_or_several(kernels: Kernels) -> None:
    base = np.repeat(np.int32([3, -1, 2, 3, 3]), 16)
    base[40] = -1
    base[50] = 1
    _, blocks = with_(draw("plain", 16 * 5, 4, bonus=True), base=base).handles(kernels)
    assert blocks.base.tolist() == [3, -1, 2, -2, 3, -2, 3, -2]


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ({"travel": np.ones(15, np.float32)}, "whole leaves"),
        ({"position": np.ones((3, 32), np.float32)}, "position"),
        ({"ratio": np.ones((2, 16), np.float32)}, "ratio"),
        ({"bonus": np.ones(3, np.float32)}, "bonus"),
        ({"base": np.ones(16, np.int32)}, "base"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(kernels: Kernels, broken: dict[str, object], message: str) -> None:
    arrays = {
        "position": np.ones((3, 16), np.float32),
        "travel": np.ones(16, np.float32),
        "load": np.ones((1, 16)),
        "ratio": np.ones((1, 16), np.float32),
        "bonus": NOBODY,
        "base": NOWHERE,
    }
    with pytest.raises(ValueError, match=message):
        kernels.make_units(**(arrays | broken))  # type: ignore[arg-type]
