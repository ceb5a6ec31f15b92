"""Plans on disk: a directory of Parquet tables and one JSON file, versioned, with a checksum for every table."""

from __future__ import annotations

import json
import math
import os
import shutil
import uuid
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from . import saved_roads, saved_tables
from .errors import DataError
from .plan import Plan
from .summary import Summary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .road import RoadNetwork

FORMAT = "territory_engine.plan"
VERSION = 2
MANIFEST = "plan.json"


def save(plan: Plan, directory: str | os.PathLike[str]) -> None:
    """Write a plan to a directory of its own: see :meth:`territory_engine.Plan.save`.

    Everything is written beside the directory and then renamed, so that whoever interrupts finds the plan that was
    saved there before.
    """
    target = Path(os.path.abspath(directory))
    _refuse_other(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.{uuid.uuid4().hex}.new")
    try:
        fresh.mkdir()
        tables = saved_tables.write(plan, fresh)
        with open(fresh / MANIFEST, "w", encoding="utf-8") as file:
            json.dump(_manifest(plan, tables), file, indent=1, allow_nan=False, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        _replace(target, fresh)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def load_plan(directory: str | os.PathLike[str], *, network: RoadNetwork | None = None) -> Plan:
    """Read a plan that :meth:`Plan.save` wrote: same assignment, territories and summary, and it can be checked.

    Parameters
    ----------
    directory : path
    network : RoadNetwork, optional
        The network of a plan by road travel, which is not saved with it. Without it the plan has its tables and its
        summary; what looks at travel again (``check``, ``explain``) raises a DataError.

    Returns
    -------
    Plan
        ``plan.problem`` has the dense instance and the ids, not the constraints as they were written.

    Raises
    ------
    DataError
        There is no plan, it is damaged, or another version of the format wrote it; or the network is not the one that
        the plan was made on.
    """
    source = Path(directory)
    manifest = _read_manifest(source)
    try:
        tables = saved_tables.read(source, manifest["files"])
        problem, solution = saved_tables.restore(manifest, tables, network)
        plan = Plan(problem, solution)
        # what was shown is what is shown again, to the last bit, on any machine
        restored = {
            "assignment": tables["assignment"],
            "territories": tables["territories"],
            "summary": Summary(_with_nan(manifest["summary"])),
        }
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, OSError, pa.ArrowException) as error:
        if isinstance(error, DataError):
            raise
        raise _damaged(source, f"{type(error).__name__}: {error}") from error
    plan.__dict__.update(restored)
    return plan


def _manifest(plan: Plan, files: Mapping[str, Any]) -> dict[str, Any]:
    from . import __version__

    instance, solution = plan.problem.instance, plan.solution
    return {
        "format": FORMAT,
        "version": VERSION,
        "engine": __version__,
        "columns": asdict(plan.problem.columns),
        "territory_ids_invented": plan.problem.territory_ids_invented,
        "status": solution.status,
        "objective": _plain(solution.objective),
        "lower_bound": _plain(solution.lower_bound),
        "bound_scope": solution.bound_scope,
        "metric": {name: getattr(instance.metric, name) for name in saved_tables.METRIC_FIELDS},
        "roads": saved_roads.described(instance),
        "center_rule": instance.center_rule,
        "weights": {name: getattr(instance, name) for name in saved_tables.WEIGHTS},
        "measures": [
            {name: getattr(measure, name) for name in saved_tables.MEASURE_FIELDS} for measure in instance.measures
        ],
        "summary": _plain(dict(plan.summary)),
        "run": _plain(solution.run),
        "files": dict(files),
    }


def _plain(value: Any) -> Any:
    """Only what JSON has: numpy scalars as Python's, NaN and infinity as null, anything else by its text."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "item") and getattr(value, "ndim", 1) == 0:
        value = value.item()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def _with_nan(figures: dict[str, Any]) -> dict[str, Any]:
    """Unknown figures of a summary as NaN again."""
    result: dict[str, Any] = {}
    for key, value in figures.items():
        if isinstance(value, dict):
            result[key] = _with_nan(value)
        else:
            result[key] = math.nan if value is None and key != "moved" else value
    return result


def _read_manifest(source: Path) -> dict[str, Any]:
    path = source / MANIFEST
    if not path.is_file():
        raise DataError(
            f"{str(source)!r} is no saved plan: it has no {MANIFEST}. Give the directory that plan.save wrote.",
            found=str(source),
        )
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise _damaged(source, f"{MANIFEST} is not readable ({error})") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise DataError(f"{str(path)!r} is not the {MANIFEST} of a saved plan.", found=str(path), expected=FORMAT)
    if manifest.get("version") != VERSION:
        raise DataError(
            f"{str(source)!r} has format version {manifest.get('version')!r} (written by territory_engine "
            f"{manifest.get('engine')}), this one reads version {VERSION}. Use that version of territory_engine.",
            found=manifest.get("version"),
            expected=VERSION,
        )
    return manifest


def _damaged(source: Path, how: str) -> DataError:
    return DataError(f"The plan saved in {str(source)!r} is damaged: {how}. Save it again.", found=str(source))


def _refuse_other(target: Path) -> None:
    """Only an empty directory or an earlier plan may be written to."""
    if not os.path.lexists(target) or (target.is_dir() and not any(target.iterdir())):
        return
    if target.is_dir() and _is_plan(target / MANIFEST):
        return
    kind = "a directory of something else" if target.is_dir() else "a file"
    raise DataError(
        f"plan.save: {str(target)!r} is {kind} and stays as it is. Give a new directory, or one that holds a plan.",
        found=str(target),
    )


def _is_plan(path: Path) -> bool:
    try:
        return bool(json.loads(path.read_text(encoding="utf-8"))["format"] == FORMAT)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return False


def _replace(target: Path, fresh: Path) -> None:
    """Put the new directory in the old one's place; files that are no part of a plan stay in it."""
    if not target.exists():
        fresh.rename(target)
        return
    old = target.with_name(f".{target.name}.{uuid.uuid4().hex}.old")
    target.rename(old)
    try:
        fresh.rename(target)
    except BaseException:
        old.rename(target)
        raise
    ours = {MANIFEST, *(f"{name}.parquet" for name in (*saved_tables.TABLES, *saved_tables.FURTHER_TABLES))}
    for entry in old.iterdir():
        if entry.name in ours:
            entry.unlink()
        else:
            entry.rename(target / entry.name)
    old.rmdir()
