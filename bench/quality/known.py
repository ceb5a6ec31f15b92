"""What is known of the instances: best values of the data folder, and published results of other programs."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from .case import Case, CaseError

PUBLISHED = Path(__file__).with_name("published.csv")


@dataclass(frozen=True)
class Known:
    """The best value known of an instance."""

    n: int  # 0 where only the value is known
    p: int
    value: float
    slack: float  # half of the last digit given: the true value may be that much higher or lower
    source: str

    @property
    def target(self) -> float:
        """The largest objective that is as good as the known one, up to the rounding of what was written down."""
        return self.value * (1.0 + 1e-9) + self.slack

    def beaten(self, objective: float) -> bool:
        """Whether an objective is better than anything that rounds to the known one."""
        return objective < self.value * (1.0 - 1e-9) - self.slack


@dataclass(frozen=True)
class Published:
    """A result of another program, as its authors give it or as it ran."""

    instance: str
    method: str
    objective: float
    seconds: float | None
    kind: str  # "result", "bound", "other" (on an instance of the same kind, not this one)
    note: str


def best_known(files: dict[str, Path]) -> dict[str, Known]:
    """Best known values by instance name: from each folder's ``best_known.csv``, else the best published result."""
    known = {}
    for folder in sorted({path.parent for path in files.values()}):
        table = folder / "best_known.csv"
        if table.is_file():
            known.update({f"{folder.name}/{name}": row for name, row in _rows(table).items()})
    for name in files.keys() - known.keys():
        values = [row for row in published() if row.instance == name and row.kind == "result"]
        if values:
            best = min(values, key=lambda row: row.objective)
            known[name] = Known(0, 0, best.objective, 0.5, best.method)
    return known


def agree(case: Case, known: Known) -> None:
    """The best known value is of an instance of this size.

    Raises
    ------
    CaseError
        n or p differ.
    """
    if known.n and (known.n, known.p) != (case.n, case.p):
        raise CaseError(
            f"{case.path}: found n={case.n}, p={case.p}, "
            f"but the best known value in {case.path.with_name('best_known.csv')} is of n={known.n}, p={known.p}"
        )


def published(path: Path = PUBLISHED) -> list[Published]:
    """Results of other programs that are kept beside this file, each with its source."""
    with path.open(newline="", encoding="utf-8") as file:
        return [
            Published(
                row["instance"],
                row["method"],
                float(row["objective"]),
                float(row["seconds"]) if row["seconds"] else None,
                row["kind"],
                row["note"],
            )
            for row in csv.DictReader(file)
        ]


def _rows(path: Path) -> dict[str, Known]:
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        missing = {"instance", "n", "p", "best_known", "source"} - set(reader.fieldnames or ())
        if missing:
            raise CaseError(f"{path}: line 1 has no column {', '.join(sorted(missing))}")
        return {row["instance"]: _known(path, reader.line_num, row) for row in reader}


def _known(path: Path, line: int, row: dict[str, str]) -> Known:
    try:
        return Known(int(row["n"]), int(row["p"]), float(row["best_known"]), _slack(row["best_known"]), row["source"])
    except (TypeError, ValueError) as error:
        raise CaseError(f"{path}: line {line}: {error}; expected numbers for n, p and best_known") from error


def _slack(written: str) -> float:
    """Half of the last digit: integers are exact, and "40635.9" stands for "40635.90"."""
    digits = len(written.partition(".")[2])
    return 0.5 * 10.0 ** -max(2, digits) if digits else 0.0
