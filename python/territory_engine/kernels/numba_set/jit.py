"""How the Numba twins are compiled, cached, locked and given their threads.

- The cache entry of a function is named after its source *and* the sources of the whole set: Numba itself looks
  only at the file of the function and would keep stale code when a function it calls, in another file, changes.
- Where nothing can be cached (a read-only installation without a home directory) compilation still works.
- One lock around all parallel kernels: on machines without TBB or OpenMP two Python threads inside Numba's
  ``workqueue`` layer would abort the process.
- ``error_model="numpy"``: a division is a division. Never fastmath, so that results equal those of the C++ set.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import threading
from collections.abc import Callable
from pathlib import Path
from types import FunctionType
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

Function = TypeVar("Function", bound=Callable[..., Any])
Scalar = TypeVar("Scalar", bound=np.generic)

_lock = threading.RLock()
_serial_only = False


def _after_fork() -> None:
    """In a forked child: another thread may have held the lock, and GNU OpenMP would end the process."""
    global _lock, _serial_only
    _lock = threading.RLock()
    with contextlib.suppress(ValueError):  # no parallel kernel ran yet, whoever's
        _serial_only = numba.threading_layer() == "omp"  # type: ignore[attr-defined]


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


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


def parallel(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compiled with ``numba.prange`` on threads; call it as ``kernel(threads, *arguments)``.

    ``threads`` of 0 or less means all; more than Numba has means all as well. In a process forked after its parent
    used OpenMP the kernel runs on one thread.
    """
    compiled = _compile(function, "parallel", parallel=True)
    forked = functools.cache(lambda: _compile(function, "forked"))

    @functools.wraps(function)
    def locked(threads: int, *arguments: Any) -> Any:
        if _serial_only:
            return forked()(*arguments)
        with _lock:
            before = numba.get_num_threads()
            numba.set_num_threads(min(threads, available_threads()) if threads > 0 else available_threads())
            try:
                return compiled(*arguments)
            finally:
                numba.set_num_threads(before)

    return locked


def frozen(array: NDArray[Scalar]) -> NDArray[Scalar]:
    """A read-only view: what a kernel only reads has one Numba type, so it is compiled once."""
    view = array.view()
    view.flags.writeable = False
    return view
