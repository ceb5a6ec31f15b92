"""Kernel sets: ``native`` (C++), ``numba``, and ``reference`` (slow and obvious, for the tests).

``TERRITORY_ENGINE_KERNELS=native|numba|reference`` chooses; without it the native set runs where it was built,
else Numba.
"""

from __future__ import annotations

import functools
import importlib
import os
from importlib.util import find_spec
from typing import cast

from .interface import Kernels

NAMES = ("native", "numba", "reference")
_MODULES = {"native": "native", "numba": "numba_set", "reference": "reference"}


def default_name() -> str:
    """Name of the set that runs when nobody asks for another."""
    asked = os.environ.get("TERRITORY_ENGINE_KERNELS", "")
    if asked:
        if asked not in NAMES:
            raise ValueError(f"TERRITORY_ENGINE_KERNELS={asked!r}: expected one of {', '.join(NAMES)}")
        return asked
    return "native" if find_spec("territory_engine._core") else "numba"


@functools.cache
def _load(name: str) -> Kernels:
    return cast(Kernels, importlib.import_module(f".{_MODULES[name]}", __name__))


def get(name: str | None = None) -> Kernels:
    """The kernel set of that name, or the default one. Imported at the first call."""
    name = default_name() if name is None else name
    if name not in NAMES:
        raise ValueError(f"no kernel set named {name!r}: expected one of {', '.join(NAMES)}")
    return _load(name)
