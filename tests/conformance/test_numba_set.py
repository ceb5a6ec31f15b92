"""How the Numba set lives in a process: quiet import, no place to cache, forked children, Python threads."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import territory_engine

USE = """
    import numpy as np
    from territory_engine.kernels import get
    degrees = np.linspace(0, 10, 200_000)
    set_ = get("numba")
"""


def _run(code: str, folder: Path, **environment: str) -> str:
    """Output of a fresh interpreter whose package lies in ``folder`` and whose warnings are errors."""
    code = textwrap.dedent(USE) + textwrap.dedent(code)
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={**os.environ, "PYTHONPATH": str(folder), **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the Python sources, to be treated badly."""
    folder = tmp_path_factory.mktemp("copied")
    source = Path(territory_engine.__file__).parent
    shutil.copytree(source, folder / "territory_engine", ignore=shutil.ignore_patterns("__pycache__", "*.so", "*.pyd"))
    return folder


def test_package_does_not_import_numba(copied: Path) -> None:
    code = "import sys, territory_engine; print('numba' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(copied)}
    result = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"


def test_works_where_nothing_can_be_cached(copied: Path, tmp_path: Path) -> None:
    """As in a read-only installation without a home directory."""
    shutil.copytree(copied, tmp_path / "installed", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "installed/territory_engine/kernels/numba_set/__pycache__").touch()  # where a folder would be
    code = """
        from territory_engine.kernels.numba_set.unit_vectors import _unit_vectors
        print(float(set_.unit_vectors(degrees, degrees, 2)[2, 0]), _unit_vectors.stats.cache_path)
    """
    nowhere = {"HOME": "/proc/none", "XDG_CACHE_HOME": "/proc/none", "NUMBA_CACHE_DIR": ""}
    assert _run(code, tmp_path / "installed", **nowhere) == "0.0 None"


def test_cache_notices_a_change_of_a_called_function(copied: Path) -> None:
    """Numba itself looks at the file of the caller only."""
    code = "print(float(set_.unit_vectors(degrees, degrees, 1)[2, -1]).hex())"
    before = _run(code, copied)
    assert _run(code, copied) == before
    called = copied / "territory_engine/kernels/numba_set/geo.py"
    source = called.read_text()
    called.write_text(source.replace("+ 0.0, sin_lat", "+ 0.0, sin_lat + 1.0"))
    assert float.fromhex(_run(code, copied)) == pytest.approx(float.fromhex(before) + 1.0)
    called.write_text(source)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_forked_child_after_threads_ran(copied: Path) -> None:
    code = """
        import os
        expected = set_.unit_vectors(degrees, degrees, 2)
        child = os.fork()
        if child == 0:
            os._exit(0 if set_.unit_vectors(degrees, degrees, 2).tobytes() == expected.tobytes() else 1)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    """
    assert _run(code, copied) == "0"


def test_several_python_threads_at_once(copied: Path) -> None:
    code = """
        from concurrent.futures import ThreadPoolExecutor
        expected = set_.unit_vectors(degrees, degrees, 1).tobytes()
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda _: set_.unit_vectors(degrees, degrees, 2).tobytes(), range(20)))
        print(all(one == expected for one in found))
    """
    assert _run(code, copied) == "True"
