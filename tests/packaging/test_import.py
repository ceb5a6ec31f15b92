"""What importing the package does to the process: little."""

import subprocess
import sys

import pytest

OPTIONAL = "numba scipy pandas polars duckdb rich tqdm matplotlib sklearn shapely"
HEAVY = f"{OPTIONAL} pyarrow.dataset pyarrow.parquet pyarrow.csv".split()
SUBNORMALS = """
import threading
import numpy as np
smallest = np.float64(2.0) ** -1074

def alive():
    assert float(smallest) * 1.0 > 0.0
    assert (np.full(64, smallest) * 1.0 > 0.0).all()
    assert (np.full(64, 2.0**-1022) / 2.0 > 0.0).all()

alive()
import territory_engine as te
from territory_engine import kernels
kernels.get(kernels.default_name())
alive()
thread = threading.Thread(target=alive)
thread.start()
thread.join()
"""


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_nothing_heavy_or_optional_is_loaded():
    loaded = run("import sys, territory_engine; print(*sys.modules)").split()
    assert "territory_engine" in loaded
    assert [name for name in HEAVY if name in loaded] == []


@pytest.mark.parametrize("module", ["signal", "sys", "random"])
def test_the_process_stays_as_it_was(module):
    code = {
        "signal": "import signal; f = lambda: [signal.getsignal(s) for s in signal.valid_signals()]",
        "sys": "import sys, gc; f = lambda: (sys.getrecursionlimit(), sys.excepthook, gc.get_threshold())",
        "random": "import numpy as np; f = lambda: np.random.get_state()[1].tolist()",
    }[module]
    run(f"{code}; before = f(); import territory_engine; assert f() == before")


def test_subnormal_numbers_survive():
    """A library built with fast-math would flush them to zero in the whole process."""
    run(SUBNORMALS)
