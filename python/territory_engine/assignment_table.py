"""The table of a plan's units: where each one is, how far, and where it would go next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from .evaluate import Evaluation
from .haversine import blocks
from .next_best import NextBest
from .solution import Solution

if TYPE_CHECKING:
    from .named import NamedInstance

# strings of a chunk stay far below the two gigabytes that one array of them may hold
CHUNK = 1 << 22


def assignment_table(problem: NamedInstance, solution: Solution, evaluation: Evaluation, second: NextBest) -> pa.Table:
    """One row per unit; ids as the user gave them, distances and costs without a copy."""
    territories = problem.territory_ids
    if len(territories) > 1:
        second_ids, second_cost = named(territories, second.territory), pa.array(second.cost)
    else:
        second_ids, second_cost = pa.nulls(len(second.cost), territories.type), pa.nulls(len(second.cost), pa.float64())
    return pa.table(
        {
            problem.columns.id: problem.unit_ids,
            "territory_id": named(territories, solution.labels),
            "travel": pa.array(evaluation.unit_travel),
            "next_best_territory_id": second_ids,
            "next_best_cost": second_cost,
        }
    )


def named(territories: pa.Array, labels: NDArray[np.int32]) -> pa.ChunkedArray:
    """The ids of the territories that the labels mean."""
    chunks = [territories.take(pa.array(labels[rows])) for rows in blocks(len(labels), CHUNK)]
    return pa.chunked_array(chunks, type=territories.type)
