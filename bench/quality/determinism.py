"""The same plan for any number of threads: ``python -m bench.quality.determinism FOLDER --set cpmp cccp``."""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from ..measure import in_new_process
from . import folder


def digest(name: str, path: Path, how: dict[str, Any]) -> str:
    """Hash of every label of a plan, or what went wrong instead."""
    with tempfile.TemporaryDirectory() as scratch:
        labels = Path(scratch) / "labels.npy"
        options = {
            "instance": name,
            "path": str(path.resolve()),
            "labels": str(labels),
            "seconds": None,
            "clock": "wall",
            **how,
        }
        found = in_new_process("bench.quality.child", {**options, "target": None}, how["threads"], 3600.0)
        if "error" in found:
            return f"error: {found['error']}"
        return hashlib.blake2b(np.load(labels).tobytes(), digest_size=8).hexdigest()


def main() -> int:
    """A line for each instance; 1 where plans differ or a solve failed."""
    options = _options()
    files = folder.find(options.folder)
    bad = 0
    names = folder.choose(files, options.set)
    for name in names:
        how = {"iterations": options.iterations, "seed": options.seed, "kernels": options.kernels}
        found = {threads: digest(name, files[name], {**how, "threads": threads}) for threads in options.threads}
        same = len(set(found.values())) == 1 and not any(map(_failed, found.values()))
        bad += not same
        listed = next(iter(found.values())) if same else ", ".join(f"{t} threads: {d}" for t, d in found.items())
        print(f"{name}: {'the same' if same else 'DIFFER'}, {listed}", flush=True)
    print(f"{len(names) - bad} of {len(names)} the same for {', '.join(map(str, options.threads))} threads")
    return int(bad > 0)


def _failed(found: str) -> bool:
    return found.startswith("error")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.quality.determinism", description=__doc__)
    parser.add_argument("folder", nargs="+")
    parser.add_argument("--set", nargs="+", default=["cpmp-small"], help=f"{', '.join(folder.SETS)}, names, patterns")
    parser.add_argument("--iterations", type=int, default=2)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kernels", choices=["native", "numba"])
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
