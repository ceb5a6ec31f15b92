"""Every kernel set, and every instruction set of the native one, to be held to the reference."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from territory_engine.kernels import get
from territory_engine.kernels.interface import Kernels


def _variants() -> list[str]:
    if find_spec("territory_engine._core") is None:  # a pure-Python installation
        return ["numba"]
    from territory_engine import _core

    return [*(f"native {level}" for level in _core.simd_levels()), "numba"]


@pytest.fixture(params=_variants())
def kernels(request: pytest.FixtureRequest) -> Iterator[Kernels]:
    """One kernel set on one instruction set."""
    name, _, level = request.param.partition(" ")
    if not level:
        yield get(name)
        return
    from territory_engine import _core

    before = _core.simd_level()
    _core.set_simd_level(level)
    yield get(name)
    _core.set_simd_level(before)


@pytest.fixture
def reference() -> Kernels:
    """The truth."""
    return get("reference")
