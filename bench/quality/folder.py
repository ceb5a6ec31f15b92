"""The data folder: which instances there are, by what rules each is read, and which of them a set means."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .case import Case, CaseError, Centers, Distance, read_matrix, read_points

CENTERS: dict[str, Centers] = {"cpmp": "medoid", "cccp": "centroid", "large": "medoid", "large-cccp": "centroid"}
SUFFIXES = (".txt", ".dat")
SETS = {
    "cpmp-small": ("cpmp/cpmp??",),
    "cpmp": ("cpmp/SJC*", "cpmp/p3038*", "cpmp/spain737*", "cpmp/fnl4461*"),
    "cccp": ("cccp/*",),
    "large": ("large/*", "large-cccp/*"),
    "all": ("*",),
}


@dataclass(frozen=True)
class Rule:
    """Where a family of instances departs from its format."""

    distance: Distance = "euclid"
    matrix: str = ""  # file of distances beside the instance
    p: int = 0  # clusters, where the file is wrong about them


PLAIN = Rule()
RULES = {
    "cpmp/cpmp[0-9][0-9]": Rule("floor"),  # OR-Library's: every distance is cut to an integer
    "cpmp/spain737_*": Rule("matrix", matrix="spain.grd"),  # by road; x and y are degrees
    "cccp/TA25": Rule(p=5),  # the file says 10, the literature solves 5
}


def find(folders: Iterable[str | Path]) -> dict[str, Path]:
    """Instance files by name, ``"cpmp/SJC1"``, in the order of their names.

    Parameters
    ----------
    folders : iterable of path
        Each holds ``cpmp``, ``cccp``, ``large`` or ``large-cccp``, itself or in ``instances``. Of two files of the
        same name the first counts.

    Raises
    ------
    SystemExit
        A folder is absent or holds no instances.
    """
    found: dict[str, Path] = {}
    for folder in map(Path, folders):
        if not folder.is_dir():
            raise SystemExit(f"there is no folder {folder}; give the folder that holds {', '.join(CENTERS)}")
        here = {
            f"{kind}/{path.stem}": path
            for kind in CENTERS
            for base in (folder, folder / "instances")
            for path in sorted((base / kind).glob("*"))
            if path.suffix in SUFFIXES
        }
        if not here:
            expected = ", ".join(f"{kind}/*{suffix}" for kind in CENTERS for suffix in SUFFIXES)
            raise SystemExit(f"{folder} holds no instances; expected some of {expected}")
        found = {**here, **found}
    return dict(sorted(found.items(), key=lambda item: (list(CENTERS).index(item[0].split("/")[0]), item[0])))


def choose(files: dict[str, Path], wanted: Sequence[str]) -> list[str]:
    """Names of the instances that sets, names and patterns mean: ``cpmp``, ``SJC1``, ``cccp/SJC*``.

    Raises
    ------
    SystemExit
        Something wanted matches no instance.
    """
    chosen: set[str] = set()
    for word in wanted:
        patterns = SETS.get(word, (word if "/" in word else f"*/{word}",))
        matched = [name for name in files if any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)]
        if not matched:
            raise SystemExit(
                f"--set {word}: no instance of that name; sets are {', '.join(SETS)}, names {_some(files)}"
            )
        chosen.update(matched)
    return [name for name in files if name in chosen]


def read(name: str, path: Path) -> Case:
    """An instance by the rules of its family.

    Raises
    ------
    CaseError
        The file, or the table of distances beside it, is not what its format says.
    """
    rule = next((rule for pattern, rule in RULES.items() if fnmatch.fnmatchcase(name, pattern)), PLAIN)
    p, capacity, x, y, demand = read_points(path)
    matrix = read_matrix(path.parent / rule.matrix, len(x)) if rule.matrix else None
    if rule.p > len(x):
        raise CaseError(f"{path}: found {len(x)} points, too few for the {rule.p} clusters of {name}")
    centers = CENTERS[name.split("/")[0]]
    return Case(name, path, centers, rule.distance, rule.p or p, capacity, x, y, demand, matrix)


def _some(files: dict[str, Path]) -> str:
    names = list(files)
    return ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")
