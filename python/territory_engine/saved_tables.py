"""The tables of a saved plan: which there are, how they are written, and how a problem and a solution come back."""

from __future__ import annotations

import hashlib
import math
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from . import saved_roads
from .accounts import Columns
from .center_rule import RULES
from .errors import DataError
from .ids import match, single
from .instance import Instance, Measure
from .metric import Metric
from .named import Named
from .solution import Solution
from .travel_table import Pairs, TravelTable

if TYPE_CHECKING:
    from .plan import Plan
    from .road import RoadNetwork

Float = NDArray[np.float64]

TABLES = ("assignment", "territories", "units", "limits", "rejected")
FURTHER_TABLES = ("candidates", "matrix", "pairs")  # only of problems that have some
WEIGHTS = ("travel", "fairness", "disruption", "inside")
METRIC_FIELDS = ("kind", "power", "floor")
MEASURE_FIELDS = ("name", "balanced", "hard", "weight", "smallest")
LIMITS = ("lower", "upper", "minimum", "maximum")
UNIT_COLUMNS = ("y", "x", "travel_weight", "pinned", "baseline")


def write(plan: Plan, directory: Path) -> dict[str, Any]:
    """Write all tables and return size and checksum of each file.

    ``assignment`` and ``territories`` are the plan's own tables; ``units`` and ``limits`` hold the rest of the dense
    problem, rows in the same order; ``rejected`` is what ``plan.rejected`` is; ``candidates`` the sites and
    ``matrix`` or ``pairs`` the travel of problems that have some.
    """
    import pyarrow.parquet as pq

    tables = {
        "assignment": plan.assignment,
        "territories": plan.territories,
        "units": _units(plan.problem.instance),
        "limits": _limits(plan.problem.instance, plan.solution),
        "rejected": plan.rejected,
        **_further(plan),
    }
    files = {}
    for name, table in tables.items():
        path = directory / f"{name}.parquet"
        with open(path, "wb") as file:
            pq.write_table(table, file, compression="zstd")
            file.flush()
            os.fsync(file.fileno())
        files[path.name] = {"bytes": path.stat().st_size, "sha256": _checksum(path)}
    return files


def read(directory: Path, files: Mapping[str, Any]) -> dict[str, pa.Table]:
    """Read the tables, each only after its checksum was found right.

    Raises
    ------
    DataError
        A file is missing, cut short or changed.
    """
    import pyarrow.parquet as pq

    tables = {}
    for name in (*TABLES, *FURTHER_TABLES):
        path = directory / f"{name}.parquet"
        if name in FURTHER_TABLES and path.name not in files:
            continue
        expected = files[path.name]
        if not path.is_file():
            raise _damaged(path, "is missing")
        if path.stat().st_size != expected["bytes"] or _checksum(path) != expected["sha256"]:
            raise _damaged(path, "is not as it was written (cut short, or changed since)")
        with pq.ParquetFile(path) as file:
            tables[name] = file.read()
    return tables


def restore(
    manifest: Mapping[str, Any], tables: Mapping[str, pa.Table], network: RoadNetwork | None = None
) -> tuple[Named, Solution]:
    """Problem and solution from the tables of :func:`read`."""
    assignment, territories = tables["assignment"], tables["territories"]
    instance = saved_roads.on_network(_instance(manifest, tables), manifest.get("roads"), network)
    columns = Columns(**manifest["columns"])
    unit_ids = single(assignment[columns.id])
    territory_ids = single(territories["territory_id"])
    labels = match(assignment["territory_id"], territory_ids)
    if len(labels) != instance.n or (labels < 0).any() or len(territory_ids) != instance.territory_count:
        raise ValueError("the rows of its tables do not belong together")
    names = [measure.name for measure in instance.measures]
    shape = (instance.territory_count, len(names))
    bound = manifest["lower_bound"]
    solution = Solution(
        labels=labels,
        center_y=_floats(tables["limits"], "center_y"),
        center_x=_floats(tables["limits"], "center_x"),
        center_index=_center_index(tables["limits"]),
        prices=_matrix(tables["limits"], [f"price_{name}" for name in names], shape),
        loads=_matrix(territories, [f"load_{name}" for name in names], shape),
        travel=_floats(territories, "travel"),
        objective=float(manifest["objective"]),
        lower_bound=math.nan if bound is None else float(bound),
        bound_scope=str(manifest["bound_scope"]),
        status=str(manifest["status"]),
        run=dict(manifest["run"]),
    )
    invented = bool(manifest["territory_ids_invented"])
    candidate_ids = single(tables["candidates"]["candidate_id"]) if "candidates" in tables else None
    named = Named(instance, columns, unit_ids, territory_ids, invented, tables["rejected"], candidate_ids)
    return named, solution


def _further(plan: Plan) -> dict[str, pa.Table]:
    instance, found = plan.problem.instance, {}
    if plan.problem.candidate_ids is not None:
        places = {"y": instance.candidate_y, "x": instance.candidate_x}
        found["candidates"] = pa.table({"candidate_id": plan.problem.candidate_ids, **places})
    if instance.metric.matrix is not None:
        flat = pa.array(instance.metric.matrix.ravel())
        found["matrix"] = pa.table({"travel": pa.FixedSizeListArray.from_arrays(flat, instance.n)})
    if isinstance(instance.metric.ways, TravelTable):
        found |= _given_travel(instance.metric.ways)
    return found


def _given_travel(table: TravelTable) -> dict[str, pa.Table]:
    if table.dense is not None:
        flat = pa.array(table.dense.ravel())
        return {"matrix": pa.table({"travel": pa.FixedSizeListArray.from_arrays(flat, table.dense.shape[1])})}
    assert table.pairs is not None
    unit = np.repeat(np.arange(len(table.pairs.first) - 1), np.diff(table.pairs.first))
    columns = {"unit": unit, "territory": table.pairs.territory, "travel": table.pairs.travel}
    return {"pairs": pa.table(columns)}


def _units(instance: Instance) -> pa.Table:
    columns = {name: getattr(instance, name) for name in UNIT_COLUMNS}
    return pa.table(columns | {f"activity_{measure.name}": measure.values for measure in instance.measures})


def _limits(instance: Instance, solution: Solution) -> pa.Table:
    columns: dict[str, Any] = {
        "home_y": instance.center_y,
        "home_x": instance.center_x,
        "fixed": instance.fixed,
        "center_y": solution.center_y,
        "center_x": solution.center_x,
    }
    if solution.center_index is not None:
        columns["center_index"] = solution.center_index
    for index, measure in enumerate(instance.measures):
        columns |= {f"{limit}_{measure.name}": getattr(measure, limit) for limit in LIMITS}
        columns[f"price_{measure.name}"] = solution.prices[:, index].copy()
    return pa.table(columns)


def _instance(manifest: Mapping[str, Any], tables: Mapping[str, pa.Table]) -> Instance:
    units, limits, territories = tables["units"], tables["limits"], tables["territories"]
    measures = []
    for fields in manifest["measures"]:
        name = str(fields["name"])
        lower, upper, minimum, maximum = (_floats(limits, f"{limit}_{name}") for limit in LIMITS)
        measures.append(
            Measure(
                name=name,
                values=_floats(units, f"activity_{name}"),
                target=_floats(territories, f"target_{name}"),
                lower=lower,
                upper=upper,
                minimum=minimum,
                maximum=maximum,
                balanced=bool(fields["balanced"]),
                hard=bool(fields["hard"]),
                weight=float(fields["weight"]),
                smallest=float(fields["smallest"]),
            )
        )
    weights = manifest["weights"]
    return Instance(
        y=_floats(units, "y"),
        x=_floats(units, "x"),
        travel_weight=_floats(units, "travel_weight"),
        measures=tuple(measures),
        center_y=_floats(limits, "home_y"),
        center_x=_floats(limits, "home_x"),
        fixed=limits["fixed"].to_numpy().astype(np.bool_),
        pinned=units["pinned"].to_numpy().astype(np.int32),
        baseline=units["baseline"].to_numpy().astype(np.int32),
        travel=float(weights["travel"]),
        fairness=float(weights["fairness"]),
        disruption=float(weights["disruption"]),
        inside=float(weights["inside"]),
        metric=_metric(manifest["metric"], tables),
        center_rule=_one_of(manifest["center_rule"], RULES),
        **_sites(tables),
    )


def _metric(fields: Mapping[str, Any], tables: Mapping[str, pa.Table]) -> Metric:
    matrix = None
    if "matrix" in tables:
        rows = single(tables["matrix"]["travel"])
        matrix = rows.flatten().to_numpy().reshape(len(rows), -1)
    kinds = ("sphere", "plane", "matrix", "table", "road")
    kind, power = _one_of(fields["kind"], kinds), _one_of(fields["power"], (1, 2))
    floor = bool(fields["floor"])
    if kind != "table":
        return Metric(kind, power, floor, matrix)
    if matrix is not None:
        return Metric(kind, power, floor, ways=TravelTable(matrix))
    pairs = tables["pairs"]
    unit = pairs["unit"].to_numpy()
    first = np.searchsorted(unit, np.arange(len(tables["units"]) + 1)).astype(np.int64)
    found = Pairs(first, pairs["territory"].to_numpy().astype(np.int32), _floats(pairs, "travel"))
    return Metric(kind, power, floor, ways=TravelTable(None, found))


def _sites(tables: Mapping[str, pa.Table]) -> dict[str, Float]:
    sites = tables.get("candidates")
    return {} if sites is None else {"candidate_y": _floats(sites, "y"), "candidate_x": _floats(sites, "x")}


def _center_index(limits: pa.Table) -> NDArray[np.int32] | None:
    if "center_index" not in limits.schema.names:
        return None
    return np.asarray(limits["center_index"].to_numpy(), np.int32)


def _one_of(value: Any, known: tuple[Any, ...]) -> Any:
    if value not in known:
        raise ValueError(f"found {value!r}, expected one of {', '.join(map(repr, known))}")
    return value


def _floats(table: pa.Table, column: str) -> Float:
    values: Float = table[column].to_numpy()
    if values.dtype != np.float64:
        raise ValueError(f"column {column!r} is {values.dtype}, expected float64")
    return values


def _matrix(table: pa.Table, columns: list[str], shape: tuple[int, int]) -> Float:
    return np.stack([_floats(table, column) for column in columns], axis=1) if columns else np.zeros(shape)


def _checksum(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _damaged(path: Path, how: str) -> DataError:
    return DataError(f"The saved plan is damaged: {str(path)!r} {how}. Save the plan again.", found=str(path))
