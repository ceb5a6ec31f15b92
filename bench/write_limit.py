"""The machine's own limit of writing an array, measured by a few lines of C (needs a C compiler)."""

from __future__ import annotations

import ctypes
import itertools
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SOURCE = Path(__file__).with_suffix(".c")
FLOATS = 16  # of a cache line


def writer(threads: int) -> Callable[[NDArray[np.float32]], None] | None:
    """A function that writes an array with non-temporal stores, or None where there is no C compiler."""
    compiler = next((path for name in ("cc", "gcc", "clang") if (path := shutil.which(name))), None)
    if compiler is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "write_limit.so"
        command = [compiler, "-O2", "-march=native", "-shared", "-fPIC", str(SOURCE), "-o", str(library)]
        subprocess.run(command, check=True)
        write = ctypes.CDLL(str(library)).write_past_caches
    write.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
    write.restype = None

    def write_all(out: NDArray[np.float32]) -> None:
        first = -(out.ctypes.data // 4) % FLOATS
        lines = (out.size - first) // FLOATS
        cuts = [first + FLOATS * (lines * part // threads) for part in range(threads + 1)]
        parts = [(out.ctypes.data + 4 * a, b - a) for a, b in itertools.pairwise(cuts)]
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda part: write(*part), parts))

    return write_all
