"""A plan into its folder: tables, in other formats too, and its picture."""

from __future__ import annotations

from pathlib import Path

from ..errors import DataError
from ..plan import Plan
from ..problem import Problem
from .show import Written
from .write import write_table


def save(plan: Plan, out: Path, extra_format: str | None) -> Written:
    """Write the plan, its picture, and its tables in another format; returns the files worth a look."""
    plan.save(out)
    picture = plan.problem.columns.places is not None
    if picture:
        plan.picture(out / "plan.svg")
    instance, found = plan.problem.instance, plan.solution
    tables = {
        "assignment": (plan.assignment, (instance.y, instance.x)),
        "territories": (plan.territories, (found.center_y, found.center_x)),
    }
    files: Written = []
    for name, (table, places) in tables.items():
        what = f"{table.num_rows:,} rows"
        files.append((out / f"{name}.parquet", what))
        if extra_format not in (None, "parquet"):
            path = out / f"{name}.{extra_format}"
            write_table(table, path, places)
            files.append((path, what))
    return [*files, (out / "plan.svg", "picture")] if picture else files


def check_out(problem: Problem, out: Path, extra_format: str | None) -> None:
    """Refuse before the work what could not be written after it.

    Raises
    ------
    DataError
        ``out`` is a file or a folder of something else, or the format cannot hold these places.
    """
    if out.exists() and not out.is_dir():
        raise DataError(f"{str(out)!r} is a file; expected a folder for the plan (--out)", found=str(out))
    if out.is_dir() and any(out.iterdir()) and not (out / "plan.json").exists():
        raise DataError(
            f"{str(out)!r} is a folder of something else and stays as it is; name a new one (--out)", found=str(out)
        )
    if extra_format == "geojson" and problem.columns.latitude is None:  # which has degrees only
        raise DataError("--format geojson needs latitudes and longitudes, which these accounts do not have; take csv")
