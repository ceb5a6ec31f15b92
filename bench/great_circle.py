"""The matrix against the machine's write limit, nearest centres against scipy: ``python -m bench.great_circle``."""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from territory_engine import kernels
from territory_engine.haversine import haversine_km
from territory_engine.kernels.interface import Kernels

from . import data, write_limit
from .measure import cpu_seconds
from .report import machine, markdown

Float = NDArray[np.float64]
Places = tuple[Float, Float]  # latitudes and longitudes, degrees
Work = Callable[[], object]
Case = tuple[str, float, Work]  # name, pairs, work


def main() -> None:
    """Measure and print."""
    options = _options()
    native = kernels.get(options.kernels)
    table = data.accounts(options.accounts)
    places = table["lat"].chunk(0).to_numpy(), table["lon"].chunk(0).to_numpy()
    print(f"{machine()}; {options.threads} threads, {native.NAME} kernels, medians of {options.repeats}\n")
    print(matrix_table(places, options, native))
    print()
    print(nearest_table(places, options, native))


def matrix_table(places: Places, options: argparse.Namespace, native: Kernels) -> str:
    """The matrix into a given array, which was written before, so that its pages are there."""
    centers = centers_of(places, options.centers)
    out = np.zeros((len(places[0]), options.centers), np.float32)
    pairs = float(out.size)
    cases: list[Case] = []
    write = write_limit.writer(options.threads)
    if write is not None:
        cases.append(("limit: non-temporal write", pairs, lambda: write(out)))
    cases.append(("numpy: write (fill)", pairs, lambda: out.fill(1.0)))
    threads = options.threads
    cases.append(("great-circle matrix", pairs, lambda: native.great_circle_matrix(*places, *centers, out, threads)))
    rows = alternating(cases, options.repeats)
    lines = [[name, *_figures(*row, pairs)] for (name, pairs, _), row in zip(cases, rows, strict=True)]
    text = markdown(["1 array", "wall s", "CPU s", "G pairs/s (wall)", "GB/s (wall)"], lines)
    shares = [limit / ours for limit, ours in zip(rows[0], rows[-1], strict=True)]
    share = "" if write is None else f"\n\nshare of the write limit: {shares[0]:.0%} of wall, {shares[1]:.0%} of CPU"
    return text + share + "\n" + worst_error(places, centers, out)


def worst_error(places: Places, centers: Places, out: NDArray[np.float32]) -> str:
    """Largest error of the matrix against the float64 haversine, over every 50th row."""
    some = slice(None, None, 50)
    exact = haversine_km(places[0][some, None], places[1][some, None], *centers)
    error = np.abs(out[some] - exact)
    near = exact < 50.0
    relative = (error[~near] / exact[~near]).max(initial=0.0)
    return f"largest error: {error[near].max(initial=0.0) * 1000.0:.2f} m below 50 km, {relative:.5%} elsewhere"


def nearest_table(places: Places, options: argparse.Namespace, native: Kernels) -> str:
    """Nearest centres with nothing stored, and scipy's tree on the same threads, tree and unit vectors included."""
    cases: list[Case] = []
    for count in (options.centers, 2 * options.centers, 5 * options.centers):
        centers = centers_of(places, count)
        pairs = float(len(places[0]) * count)
        for k in sorted({1, min(8, count)}):
            ours = _nearest(native, places, centers, k, options.threads)
            cases.append((f"nearest {k} of {count:,}", pairs, ours))
            cases.append((f"scipy cKDTree {k} of {count:,}", pairs, _tree(places, centers, k, options.threads)))
    rows = alternating(cases, options.repeats)
    lines = [[name, *_figures(*row, pairs)[:3]] for (name, pairs, _), row in zip(cases, rows, strict=True)]
    for i in range(0, len(lines), 2):
        lines[i].append(f"{rows[i + 1][1] / rows[i][1]:.1f}")
        lines[i + 1].append("")
    return markdown(["", "wall s", "CPU s", "G pairs/s (wall)", "times scipy (CPU)"], lines)


def _nearest(native: Kernels, places: Places, centers: Places, k: int, threads: int) -> Work:
    return lambda: native.great_circle_nearest(*places, *centers, k, threads)


def _tree(places: Places, centers: Places, k: int, threads: int) -> Work:
    from scipy.spatial import cKDTree

    def query() -> object:
        return cKDTree(_vectors(*centers)).query(_vectors(*places), k=k, workers=threads)

    return query


def _vectors(latitude: Float, longitude: Float) -> Float:
    phi, lam = np.radians(latitude), np.radians(longitude)
    return np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=1)


def centers_of(places: Places, count: int) -> Places:
    """Some of the accounts' places."""
    rows = np.random.default_rng(0).choice(len(places[0]), count, replace=False)
    return places[0][rows], places[1][rows]


def alternating(cases: list[Case], repeats: int) -> list[tuple[float, float]]:
    """Median wall and CPU seconds of each case; each is warmed once, then they take turns."""
    for _, _, work in cases:
        work()
    times: list[list[tuple[float, float]]] = [[] for _ in cases]
    for repeat in range(repeats):
        order = range(len(cases)) if repeat % 2 == 0 else reversed(range(len(cases)))
        for number in order:
            wall, cpu = time.perf_counter(), cpu_seconds()
            cases[number][2]()
            times[number].append((time.perf_counter() - wall, cpu_seconds() - cpu))
    return [(statistics.median(t[0] for t in runs), statistics.median(t[1] for t in runs)) for runs in times]


def _figures(wall: float, cpu: float, pairs: float) -> list[str]:
    return [f"{wall:.4f}", f"{cpu:.4f}", f"{pairs / wall / 1e9:.2f}", f"{pairs * 4.0 / wall / 1e9:.1f}"]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.great_circle", description=__doc__)
    parser.add_argument("--accounts", type=int, default=1_000_000)
    parser.add_argument("--centers", type=int, default=200)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--kernels", choices=["native", "numba"])
    parser.add_argument("--repeats", type=int, default=7)
    return parser.parse_args()


if __name__ == "__main__":
    main()
