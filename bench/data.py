"""The accounts that every bench plans: built-in data by default, or a generator script of one's own."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.feather as feather

COLUMNS = ("account_id", "lat", "lon", "workload")


def accounts(n: int, folder: str | None = None) -> pa.Table:
    """``account_id``, ``lat``, ``lon`` (degrees) and a heavy-tailed ``workload`` (lognormal, sigma 1) of n accounts.

    Parameters
    ----------
    n : int
    folder : str, optional
        None: ``te.demo.accounts``, around real places of DE, DK, SE, PL and FR. A folder: its ``gen.py``, whose
        ``gen("eu5", n)`` gives latitudes, longitudes and workloads.
    """
    if folder is None:
        import territory_engine as te

        return te.demo.accounts(n, columns=COLUMNS)
    latitude, longitude, workload = _generator(Path(folder) / "gen.py").gen("eu5", n)
    columns = {"lat": latitude, "lon": longitude, "workload": np.asarray(workload, np.float64)}
    return pa.table({"account_id": np.arange(1, n + 1), **columns})


def save(table: pa.Table, path: Path) -> None:
    """Write a table for the processes that are measured."""
    feather.write_feather(table.combine_chunks(), str(path), compression="uncompressed")


def load(path: str) -> pa.Table:
    """Read a saved table into memory of this process."""
    pa.array(np.zeros(1))  # pyarrow looks for pandas at the first array, and imports it where it is: part of its import
    return feather.read_table(path, memory_map=False).combine_chunks()


def _generator(path: Path):  # type: ignore[no-untyped-def]
    if not path.is_file():
        raise SystemExit(f"--data: there is no {path}; leave the option out to use the built-in data")
    spec = importlib.util.spec_from_file_location("bench_accounts_generator", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except ModuleNotFoundError as error:
        raise SystemExit(
            f"--data: {path} needs {error.name}, which is not installed: pip install {error.name}"
        ) from error
    return module
