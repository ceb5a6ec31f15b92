"""An alignment from outside, today's for example, as the solution of a problem."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from .best_centers import best_centers
from .candidates import check_enough
from .errors import DataError
from .evaluate import evaluate
from .ids import encode, id_column, match, single
from .named import NamedInstance
from .over_territories import over_territories
from .problem import Problem
from .solution import Solution
from .tables.findings import show
from .tables.source import read
from .tables.wanted import Wanted

TABLE = "assignment"


def given(problem: NamedInstance, table: Any, id: str, territory: str) -> tuple[NamedInstance, Solution]:
    """Labels from the table, the best centres by the problem's rule, and the figures that follow.

    The problem comes back as it was, or over the table's own territories where it has only a count of them.
    """
    data = read(table, TABLE, [Wanted(id, "id"), Wanted(territory, "id")])
    ids, territories = id_column(data, id, TABLE), id_column(data, territory, TABLE, floats=True)
    problem = _own_territories(problem, territories)
    labels = _labels(problem, ids, territories, id, territory)
    instance = problem.instance
    centers = best_centers(instance, labels)
    found = evaluate(instance, labels, centers.y, centers.x, center_index=centers.index)
    solution = Solution(
        labels=labels,
        center_y=centers.y,
        center_x=centers.x,
        center_index=centers.index,
        prices=np.zeros_like(found.loads),
        loads=found.loads,
        travel=found.travel,
        objective=found.objective,
        lower_bound=math.nan,
        bound_scope="none: given, not solved",
        status="given",
    )
    return problem, solution


def _own_territories(problem: NamedInstance, territories: pa.ChunkedArray) -> NamedInstance:
    """The problem over the table's territories, where its own are a count and the table's are not just those."""
    if not (isinstance(problem, Problem) and problem.territory_ids_invented):
        return problem
    if problem.instance.metric.kind == "table":  # its columns are the problem's own territories
        return problem
    _, names = encode(territories)
    same = len(names) == len(problem.territory_ids) and (match(names, problem.territory_ids) >= 0).all()
    if same or len(names) == 0:
        return problem
    if problem.candidate_ids is not None:
        check_enough(len(problem.candidate_ids), len(names))
    return over_territories(problem, names.take(pc.sort_indices(names)))


def _labels(
    problem: NamedInstance, ids: pa.ChunkedArray, territories: pa.ChunkedArray, id: str, territory: str
) -> NDArray[np.int32]:
    """The territory of each unit of the problem, in its order."""
    rows = match(ids, single(problem.unit_ids))
    codes = match(territories, problem.territory_ids)
    known = problem.territory_ids

    _refuse(rows < 0, ids, id, "a unit of the problem", "Leave out rows of other units.")
    expected = f"one of the problem's {len(known):,} territories ({_examples(known)})"
    _refuse(codes < 0, territories, territory, expected, "Every unit needs a territory.", ids)
    order = np.full(problem.instance.n, -1, dtype=np.int64)
    order[rows[::-1]] = np.arange(len(rows))[::-1]  # of repeated units the first row stays, the next is refused
    _refuse(order[rows] != np.arange(len(rows)), ids, id, "each unit once", "Keep one row for each unit.")
    missing = np.flatnonzero(order < 0)
    if len(missing):
        first = problem.unit_ids[int(missing[0])].as_py()
        raise DataError(
            f"{TABLE}: {len(missing):,} of the problem's {problem.instance.n:,} units are not in column {id!r}, "
            f"for example {show(first)}. Every unit needs a territory.",
            table=TABLE,
            column=id,
            id=first,
            expected="every unit of the problem",
        )
    return codes[order]


def _refuse(bad: NDArray[np.bool_], values: Any, column: str, expected: str, advice: str, ids: Any = None) -> None:
    """Raise a DataError for the first bad row, if there is one."""
    if not bad.any():
        return
    row = int(np.argmax(bad))
    found = values[row].as_py()
    unit = found if ids is None else ids[row].as_py()
    whose = "" if ids is None else f" (unit {show(unit)})"
    more = f" {int(bad.sum()):,} rows are like that." if bad.sum() > 1 else ""
    raise DataError(
        f"{TABLE}, column {column!r}, row {row}{whose}: found {show(found)}, expected {expected}.{more} {advice}",
        table=TABLE,
        column=column,
        row=row,
        id=unit,
        found=found,
        expected=expected,
    )


def _examples(known: Any) -> str:
    shown = ", ".join(repr(value) for value in known[:3].to_pylist())
    return shown if len(known) <= 3 else f"{shown}, ..."
