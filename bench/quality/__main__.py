"""Solve instances of the literature with several seeds, judge every plan by the checker, print a table.

``python -m bench.quality FOLDER --set cpmp --seeds 5 --seconds 60 --out results.json``
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from . import folder, known, runs, table
from .checker import SOLUTIONS
from .trajectory import CLOCKS


def main() -> None:
    """Measure, keep every run as soon as it ends, print."""
    options = _options()
    files = folder.find(options.folder)
    names = folder.choose(files, options.set)
    values = known.best_known(files)
    for name in names:
        if name in values:
            known.agree(folder.read(name, files[name]), values[name])
    effort = _effort(options)
    out = Path(options.out) if options.out else None
    about = runs.describe(effort)
    done: list[runs.Run] = []
    if out is not None and out.exists():
        if not options.resume:
            raise SystemExit(f"{out} exists; --resume goes on with it, or give another --out")
        before, done = runs.load(out)
        _same_effort(out, before, about)
    have = {(each["instance"], each["seed"]) for each in done}
    seeds = range(options.first_seed, options.first_seed + options.seeds)
    todo = [(name, seed) for seed in seeds for name in names if (name, seed) not in have]

    def measure(task: tuple[str, int]) -> runs.Run:
        name, seed = task
        return runs.run(name, files[name], values.get(name), seed, effort)

    with ThreadPoolExecutor(options.jobs) as pool:
        for each in pool.map(measure, todo):
            done.append(each)
            if out is not None:
                runs.save(out, done, about)
            print(_brief(each), file=sys.stderr, flush=True)
    print(table.text(about, [each for each in done if each["instance"] in names]))


def _effort(options: argparse.Namespace) -> runs.Effort:
    return runs.Effort(
        seconds=None if options.iterations or options.quick else options.seconds,
        iterations=options.iterations,
        threads=options.threads,
        kernels=options.kernels,
        clock=options.clock,
        module=options.module,
        stop_at_best_known=options.stop_at_best_known,
        keep=Path(options.solutions),
    )


def _same_effort(out: Path, before: dict[str, Any], now: dict[str, Any]) -> None:
    for key in now.keys() - {"machine"}:
        if before.get(key) != now[key]:
            raise SystemExit(f"--resume: the runs in {out} have {key} {before.get(key)}, expected {now[key]}")


def _brief(run: runs.Run) -> str:
    if "error" in run:
        return f"{run['instance']} seed {run['seed']}: {run['error']}"
    best = run["best_known"]
    gap = "" if best is None else f" ({run['objective'] / best - 1.0:+.3%})"
    return f"{run['instance']} seed {run['seed']}: {run['objective']:,.3f}{gap}, {run['cpu_s']:.1f} CPU s"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description=__doc__)
    parser.add_argument("folder", nargs="+", help=f"holds {', '.join(folder.CENTERS)}; of several the first counts")
    sets = f"{', '.join(folder.SETS)}, names or patterns (SJC1, cccp/SJC*)"
    parser.add_argument("--set", nargs="+", default=["cpmp-small"], help=sets)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=60.0, help="time of each solve")
    parser.add_argument("--clock", choices=list(CLOCKS), default="wall", help="cpu: on a machine that others use, too")
    parser.add_argument("--iterations", type=int, help="a budget of iterations instead of seconds")
    parser.add_argument("--quick", action="store_true", help="no budget at all: the plan that te.solve gives by itself")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--jobs", type=int, default=1, help="runs at once")
    parser.add_argument("--kernels", choices=["native", "numba"])
    parser.add_argument("--module", default="bench.quality.child", help="what solves, also a peer's module")
    parser.add_argument("--stop-at-best-known", action="store_true", help="end a run that reaches it")
    parser.add_argument("--solutions", default=str(SOLUTIONS), help="where solutions better than the best known go")
    parser.add_argument("--out", metavar="FILE", help="every run as JSON, written after each")
    parser.add_argument("--resume", action="store_true", help="go on with the runs in --out")
    options = parser.parse_args()
    if options.seeds < 1 or options.seconds <= 0.0 or options.threads < 1 or options.jobs < 1:
        parser.error("--seeds, --threads and --jobs are at least 1, --seconds above 0")
    return options


if __name__ == "__main__":
    main()
