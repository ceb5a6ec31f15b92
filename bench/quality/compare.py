"""Two versions on the same instances and seeds: ``python -m bench.quality.compare before.json after.json``."""

from __future__ import annotations

import argparse
import math
import statistics
from collections.abc import Sequence
from pathlib import Path

from ..report import markdown, number
from .runs import Run, load
from .table import by, family, percent

HEADER = ["instance", "seeds", "before", "after", "change %", "better", "worse", "same", "CPU before", "CPU after"]
Pair = tuple[Run, Run]


def pairs_of(before: Sequence[Run], after: Sequence[Run]) -> tuple[list[Pair], list[str]]:
    """Runs of the same instance and seed that are valid in both, and a line for each that is not."""
    old, new = ({(run["instance"], run["seed"]): run for run in runs} for runs in (before, after))
    pairs, left_out = [], []
    for key in dict.fromkeys([*old, *new]):
        both = old.get(key), new.get(key)
        if both[0] is None or both[1] is None:
            left_out.append(f"{key[0]}, seed {key[1]}: only {'after' if both[0] is None else 'before'}")
        elif "error" in both[0] or "error" in both[1]:
            failed = [word for word, run in zip(("before", "after"), both, strict=True) if run and "error" in run]
            left_out.append(f"{key[0]}, seed {key[1]}: failed {' and '.join(failed)}")
        else:
            pairs.append((both[0], both[1]))
    return pairs, left_out


def change(pair: Pair) -> float:
    """Objective after against before, as a share: negative is better."""
    return float(pair[1]["objective"] / pair[0]["objective"] - 1.0)


def text(pairs: Sequence[Pair], left_out: Sequence[str]) -> str:
    """A line for each instance, one for each class, and whether all of it may be chance."""
    if not pairs:
        return "\n".join(["no run is in both files", *left_out])
    groups: dict[str, list[Pair]] = {}
    for pair in pairs:
        groups.setdefault(pair[0]["instance"], []).append(pair)
    means = {name: statistics.fmean(map(change, group)) for name, group in groups.items()}
    kinds = by([{"instance": name, "change": value} for name, value in means.items()], lambda e: family(e["instance"]))
    classes = [[kind, str(len(e)), percent(statistics.fmean(x["change"] for x in e))] for kind, e in kinds.items()]
    parts = [
        markdown(HEADER, [_row(name, group) for name, group in groups.items()]),
        markdown(["class", "instances", "mean change %"], classes),
        verdict(list(means.values())),
        *(["Left out:\n" + "\n".join(f"- {line}" for line in left_out)] if left_out else []),
    ]
    return "\n\n".join(parts)


def verdict(changes: Sequence[float]) -> str:
    """Mean change over the instances, and two tests: of signs, and of signed ranks (Wilcoxon 1945, 10.2307/3001968)."""
    better, worse = sum(c < 0.0 for c in changes), sum(c > 0.0 for c in changes)
    line = (
        f"mean change {percent(statistics.fmean(changes))} %; {better} instances better, {worse} worse, "
        f"{len(changes) - better - worse} the same"
    )
    if better + worse == 0:
        return line + "; nothing to test"
    return f"{line}; sign test p = {sign_test(better, worse):.3g}, Wilcoxon p = {wilcoxon(changes):.3g}"


def sign_test(better: int, worse: int) -> float:
    """Two-sided probability of signs at least as uneven, were both as likely."""
    n, few = better + worse, min(better, worse)
    return min(1.0, 2.0 * sum(math.comb(n, i) for i in range(few + 1)) / 2.0**n)


def wilcoxon(changes: Sequence[float]) -> float:
    """Two-sided probability of signed ranks at least as uneven; zeros are left out."""
    from scipy import stats

    return float(stats.wilcoxon([c for c in changes if c != 0.0], method="auto").pvalue)


def _row(name: str, group: Sequence[Pair]) -> list[str]:
    changes = [change(pair) for pair in group]
    better, worse = sum(c < 0.0 for c in changes), sum(c > 0.0 for c in changes)
    objectives = (statistics.fmean(pair[side]["objective"] for pair in group) for side in (0, 1))
    cpu = (statistics.fmean(pair[side]["cpu_s"] for pair in group) for side in (0, 1))
    counts = map(str, (better, worse, len(group) - better - worse))
    figures = [*map(number, objectives), percent(statistics.fmean(changes)), *counts]
    return [name, str(len(group)), *figures, *(number(each, 1) for each in cpu)]


def main() -> None:
    """Print the comparison and how both were made."""
    parser = argparse.ArgumentParser(prog="python -m bench.quality.compare", description=__doc__)
    parser.add_argument("before")
    parser.add_argument("after")
    options = parser.parse_args()
    (old, before), (new, after) = load(Path(options.before)), load(Path(options.after))
    for word, about in (("before", old), ("after", new)):
        listed = ", ".join(f"{key} {value}" for key, value in about.items() if value not in (None, False))
        print(f"{word}: {listed}")
    print(f"\n{text(*pairs_of(before, after))}")


if __name__ == "__main__":
    main()
