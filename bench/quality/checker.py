"""An independent judge: an instance file and an assignment, nothing else. Shares no code with the package.

``python -m bench.quality.checker FOLDER`` checks every stored solution; ``--instance NAME --labels FILE`` checks one.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from . import folder
from .case import Case

SOLUTIONS = Path(__file__).with_name("solutions")


@dataclass(frozen=True)
class Verdict:
    """What an assignment is worth."""

    instance: str
    objective: float  # as the instance defines it; NaN where the labels mean nothing
    clusters: int  # that hold points
    largest_load: float
    capacity: float
    file_sha256: str  # of the instance file
    findings: list[str]  # empty for a valid assignment


def check(case: Case, labels: NDArray[np.int64]) -> Verdict:
    """Judge an assignment by the definition of its instance.

    Parameters
    ----------
    case : Case
    labels : (n,) integers
        With medoids: the number of the median point of each point's cluster, from 1 in the order of the file. With
        centroids: any number for each cluster.
    """
    digest = hashlib.sha256(case.path.read_bytes()).hexdigest()
    labels = np.asarray(labels)
    findings = _meaningless(case, labels)
    if findings:
        return Verdict(case.name, math.nan, 0, math.nan, case.capacity, digest, findings)
    names, cluster = np.unique(labels, return_inverse=True)
    load = np.bincount(cluster, case.demand)
    if len(names) > case.p:
        findings.append(f"{len(names)} clusters, at most {case.p} are allowed")
    for t in np.flatnonzero(load > case.capacity * (1.0 + 1e-12)):
        findings.append(f"cluster {names[t]}: load {load[t]:.15g} is above the capacity {case.capacity:.15g}")
    distance = _to_median(case, labels) if case.centers == "medoid" else _to_mean(case, cluster)
    return Verdict(case.name, math.fsum(distance), len(names), float(load.max()), case.capacity, digest, findings)


def read_labels(path: Path) -> NDArray[np.int64]:
    """One whole number a line.

    Raises
    ------
    SystemExit
        Something else is in the file.
    """
    try:
        return np.array(path.read_text(encoding="ascii").split(), dtype=np.int64)
    except (OSError, ValueError) as error:
        raise SystemExit(f"{path}: {error}; expected one whole number a line") from error


def _meaningless(case: Case, labels: NDArray[np.int64]) -> list[str]:
    """What keeps labels from being an assignment at all."""
    if labels.shape != (case.n,) or labels.dtype.kind not in "iu":
        return [f"labels of shape {labels.shape} and type {labels.dtype}, expected ({case.n},) whole numbers"]
    if case.centers == "centroid":
        return []
    outside = np.flatnonzero((labels < 1) | (labels > case.n))
    if len(outside):
        return [f"point {outside[0] + 1}: its median is {labels[outside[0]]}, expected a point, 1 to {case.n}"]
    medians = np.unique(labels)
    elsewhere = medians[labels[medians - 1] != medians]
    if len(elsewhere):
        return [f"point {m}: is a median and belongs to the cluster of {labels[m - 1]}" for m in elsewhere[:5]]
    return []


def _to_median(case: Case, labels: NDArray[np.int64]) -> NDArray[np.float64]:
    median = labels - 1
    if case.matrix is not None:
        return case.matrix[np.arange(case.n), median]
    # a root of a sum of squares is exact where the distance is a whole number, which hypot does not promise
    distance = np.sqrt((case.x - case.x[median]) ** 2 + (case.y - case.y[median]) ** 2)
    return np.floor(distance) if case.distance == "floor" else distance


def _to_mean(case: Case, cluster: NDArray[np.intp]) -> NDArray[np.float64]:
    count = np.bincount(cluster)
    mean_x, mean_y = (np.bincount(cluster, place) / count for place in (case.x, case.y))
    distance: NDArray[np.float64] = np.sqrt((case.x - mean_x[cluster]) ** 2 + (case.y - mean_y[cluster]) ** 2)
    return distance


def main() -> int:
    """Print a verdict a line; 1 where an assignment is invalid or its record says otherwise."""
    options = _options()
    files = folder.find(options.folder)
    if options.instance:
        (name,) = folder.choose(files, [options.instance])
        todo = {name: Path(options.labels)}
    else:
        todo = {name: path for name in files if (path := SOLUTIONS / f"{name}.txt").is_file()}
    bad = 0
    for name, path in todo.items():
        verdict = check(folder.read(name, files[name]), read_labels(path))
        recorded = path.with_suffix(".json")
        if not options.instance and json.loads(recorded.read_text())["verdict"] != asdict(verdict):
            verdict.findings.append(f"{recorded.name} says otherwise")
        bad += bool(verdict.findings)
        print(f"{name}: {verdict.objective:.6f}", *(verdict.findings or ["valid"]), sep="\n  ")
    print(f"{len(todo)} checked, {bad} of them not as they should be", file=sys.stderr)
    return int(bad > 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.quality.checker", description=__doc__)
    parser.add_argument("folder", nargs="+")
    parser.add_argument("--instance", metavar="NAME", help="check one assignment instead of the stored ones")
    parser.add_argument("--labels", metavar="FILE", help="of that assignment: one label a line")
    options = parser.parse_args()
    if (options.instance is None) != (options.labels is None):
        parser.error("--instance and --labels go together")
    return options


if __name__ == "__main__":
    sys.exit(main())
