"""How the Numba twins are compiled and cached; :mod:`.tasks` gives them their threads.

- The cache entry of a function is named after its source *and* the sources of the whole set: Numba itself looks
  only at the file of the function and would keep stale code when a function it calls, in another file, changes.
- Where nothing can be cached (a read-only installation without a home directory) compilation still works.
- ``error_model="numpy"``: a division is a division. Never fastmath, so that results equal those of the C++ set.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from pathlib import Path
from types import FunctionType
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

Function = TypeVar("Function", bound=Callable[..., Any])
Scalar = TypeVar("Scalar", bound=np.generic)


def available_threads() -> int:
    """Threads that Numba has; it cannot be asked for more."""
    return cast(int, numba.config.NUMBA_NUM_THREADS)  # type: ignore[attr-defined]


@functools.cache
def _fingerprint() -> str:
    digest = hashlib.sha256()
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:12]


def _compile(function: Callable[..., Any], kind: str, **options: Any) -> Any:
    function = FunctionType(function.__code__, function.__globals__, function.__name__)
    function.__qualname__ = f"{function.__name__}_{kind}_{_fingerprint()}"
    options["error_model"] = "numpy"
    try:
        return numba.njit(cache=True, **options)(function)
    except RuntimeError:  # no place to cache
        return numba.njit(cache=False, **options)(function)


def inlined(function: Function) -> Function:
    """A function that compiled ones call. It is always inlined, so that loops around it vectorise.

    Like a ``kernel`` it must not make arrays (views are fine): references are not counted.
    """
    return cast(Function, _compile(function, "inlined", forceinline=True, _nrt=False))


def serial(function: Function) -> Function:
    """Compiled for one thread; releases the GIL."""
    return cast(Function, _compile(function, "serial", nogil=True))


def kernel(function: Function) -> Function:
    """Like ``serial``, for a function that makes no arrays: its caller brings the memory (views are fine).

    References are not counted: the atomic operations that count them took half of the time of the walk down the block
    tree, and threads would fight over them.
    """
    return cast(Function, _compile(function, "kernel", nogil=True, _nrt=False))


def frozen(array: NDArray[Scalar]) -> NDArray[Scalar]:
    """A read-only view: what a kernel only reads has one Numba type, so it is compiled once."""
    view = array.view()
    view.flags.writeable = False
    return view
