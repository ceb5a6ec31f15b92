"""Two plans of the same units side by side: what moved, what it gained, territory by territory."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from .errors import DataError
from .ids import match, single
from .tables.findings import show
from .text import figure, percent, table

if TYPE_CHECKING:
    from .plan import Plan
    from .report.pages import ComparePage

Index = NDArray[np.int64]
Label = NDArray[np.int32]
DENSE = 1 << 22  # pairs of territories that may be counted in an array
SHOWN = 12  # territories that the printed comparison lists


@dataclass(frozen=True)
class Comparison:
    """An earlier plan (before) against a later one (after). ``print`` it.

    Territories of both are matched one to one so that the most accounts stay together, so that new names alone move
    nobody. ``figures`` has ``before``, ``after`` and ``change`` of ``objective``, ``travel``,
    ``travel_per_visit``, ``travel_per_account``, and ``max_deviation`` of each measure; each plan by its own problem's
    targets and weights.
    ``moved`` has ``accounts``, ``share``, ``visits`` (travel weight) and, per measure, the activity that moved;
    ``renamed`` counts territories whose match has another id. ``report`` makes a page of it.
    """

    figures: Mapping[str, Mapping[str, float]]
    moved: Mapping[str, float]
    renamed: int
    territories: pa.Table
    before: Plan = field(repr=False, compare=False)
    after: Plan = field(repr=False, compare=False)

    def report(self, path: str | os.PathLike[str] | None = None, *, title: str | None = None) -> ComparePage:
        """Both plans side by side on one page: see :func:`territory_engine.compare_plans`.

        Parameters
        ----------
        path : path, optional
            Where to save it, ending in ``.html``; nowhere if None.
        title : str, optional
            Of the page.
        """
        return compare_plans({"before": self.before, "after": self.after}, path, title=title)

    def __str__(self) -> str:
        rows = [["", "before", "after", "change"]]
        for name, values in self.figures.items():
            show = percent if name.startswith("max_deviation") else figure
            rows.append([name, *(show(values[key]) for key in ("before", "after", "change"))])
        accounts, share = int(self.moved["accounts"]), percent(self.moved["share"])
        lines = [table(rows), f"moved: {accounts:,} accounts ({share}), {figure(self.moved['visits'])} visits"]
        if self.renamed:
            lines.append(f"{self.renamed:,} territories have another id than their match")
        lines += self._busiest()
        return "\n".join(lines)

    def _busiest(self) -> list[str]:
        wanted = ["before_territory_id", "after_territory_id", "accounts_before", "accounts_after"]
        wanted += ["accounts_in", "accounts_out"]
        moves = pc.add(self.territories["accounts_in"], self.territories["accounts_out"])
        order = pc.sort_indices(moves, sort_keys=[("", "descending")])[:SHOWN]
        chosen = self.territories.select(wanted).take(order).to_pylist()
        rows = [["territory", "became", "accounts", "then", "in", "out"]]
        rows += [["-" if row[name] is None else str(row[name]) for name in wanted] for row in chosen]
        rest = self.territories.num_rows - len(chosen)
        return ["", table(rows), *([f"... and {rest:,} more in .territories"] if rest > 0 else [])]


def compare_plans(
    plans: Mapping[str, Plan], path: str | os.PathLike[str] | None = None, *, title: str | None = None
) -> ComparePage:
    """Plans of the same accounts side by side: figures with the best marked, balance, travel, maps, and what moves.

    One HTML file that needs no network, for wide screens, phones and paper. Accounts that change hands are counted
    against the first plan; territories of two plans count as the same where most of their accounts stay together.

    Parameters
    ----------
    plans : mapping of str to Plan
        Two or more, by the names they have on the page.
    path : path, optional
        Where to save it, ending in ``.html``; nowhere if None.
    title : str, optional
        Of the page.

    Returns
    -------
    ComparePage
        Shows itself in notebooks. The same plans give the same bytes.

    Raises
    ------
    DataError
        Fewer than two plans, plans of other accounts than the first, or ``path`` is no place for a page.

    Examples
    --------
    >>> import territory_engine as te
    >>> problem = te.Problem(te.demo.accounts(300, ("DE",)), territories=3)
    >>> plans = {"one": te.solve(problem, seed=0), "other": te.solve(problem, seed=1)}
    >>> te.compare_plans(plans).title
    'one and other'
    """
    from .report.pages import compare_page

    return compare_page(plans, path, title=title)


def compare(before: Plan, after: Plan) -> Comparison:
    """Compare two plans of the same units, whatever the order of their rows and the names of their territories."""
    old, new = before.problem.instance, after.problem.instance
    labels_before, labels_after = aligned(before, after), after.solution.labels
    match = matched(_ids(before), after, labels_before, labels_after)

    moved = match[labels_before] != labels_after
    activity = {f"load_{measure.name}": float(measure.values[moved].sum()) for measure in new.measures}
    count = int(np.count_nonzero(moved))
    return Comparison(
        figures=_figures(before, after),
        moved={
            "accounts": count,
            "share": count / new.n,
            "visits": float(new.travel_weight[moved].sum()),
            **activity,
        },
        renamed=sum(_ids(before)[i] != _ids(after)[j] for i, j in enumerate(match) if j >= 0),
        territories=_territories(before, after, match, labels_before, labels_after, moved, old.territory_count),
        before=before,
        after=after,
    )


def aligned(before: Plan, after: Plan) -> Label:
    """The territories of an earlier plan in the order of the later one's rows, (n,) int32.

    Raises
    ------
    DataError
        The plans are not of the same units.
    """
    labels: Label = before.solution.labels[_rows_of(before, after)]
    return labels


def matched(ids_before: list[Any], after: Plan, labels_before: Label, labels_after: Label) -> Index:
    """For each earlier territory the one of a plan that it became, (B,) int64, -1 where it has none.

    Parameters
    ----------
    ids_before : list
        The earlier territories, (B,).
    labels_before, labels_after : (m,) int32
        Of the same units; all of the plan's, or some.
    """
    ids_after = _ids(after)
    source, target, overlap = _overlap(labels_before, labels_after, len(ids_before), len(ids_after))
    return match_territories(source, target, overlap, ids_before, ids_after)


def _overlap(labels_before: Label, labels_after: Label, before: int, after: int) -> tuple[Index, Index, Index]:
    """Pairs of territories that share units, and how many units each."""
    codes = labels_before.astype(np.int64) * after + labels_after
    if before * after <= DENSE:
        counts = np.bincount(codes)
        pairs = np.flatnonzero(counts)
        overlap = counts[pairs]
    else:
        pairs, overlap = np.unique(codes, return_counts=True)
    return *np.divmod(pairs, after), overlap


def match_territories(
    source: Index, target: Index, overlap: Index, ids_before: list[Any], ids_after: list[Any]
) -> Index:
    """For each earlier territory the later one it became, (K,) int64, -1 where it has none.

    A largest matching by the units they share, on the sparse graph of pairs that share any (Jonker and Volgenant,
    doi:10.1007/BF02278710); territories that share none match by equal id.

    Parameters
    ----------
    source, target, overlap : (p,) int64
        Pairs of territories that share units, and how many.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    rows, columns = len(ids_before), len(ids_after)
    # a column of its own lets every row stay without a match; equal ids break ties
    same = np.array([ids_before[i] == ids_after[j] for i, j in zip(source, target, strict=True)])
    weight = np.concatenate([overlap + np.where(same, 0.25, 0.0), np.full(rows, 0.125)])
    own = np.arange(rows)
    place = np.concatenate([source, own]), np.concatenate([target, columns + own])
    graph = coo_array((weight, place), shape=(rows, columns + rows)).tocsr()
    matched_rows, matched_columns = min_weight_full_bipartite_matching(graph, maximize=True)
    match = np.full(rows, -1, dtype=np.int64)
    match[matched_rows] = np.where(matched_columns < columns, matched_columns, -1)

    free = {ids_after[j]: j for j in set(range(columns)) - set(match.tolist())}
    for i in np.flatnonzero(match < 0):
        match[i] = free.pop(ids_before[i], -1)
    return match


def _ids(plan: Plan) -> list[Any]:
    return plan.problem.territory_ids.to_pylist()  # type: ignore[no-any-return]


def _rows_of(before: Plan, after: Plan) -> Label | slice:
    """Where the units of ``after`` stand in ``before``."""
    old, new = single(before.problem.unit_ids), single(after.problem.unit_ids)
    if old is new or (old.type == new.type and old.equals(new)):
        return slice(None)
    rows = match(new, old)
    if len(old) == len(new) and (rows >= 0).all():
        return rows
    missing = np.flatnonzero(rows < 0)
    example = (
        f"unit {show(new[int(missing[0])].as_py())} is in this plan only" if len(missing) else "the other has more"
    )
    raise DataError(
        f"plan.compare: the plans are not of the same units ({len(new):,} here, {len(old):,} in the other; {example}). "
        "Compare plans of the same accounts.",
        column=after.problem.columns.id,
    )


def _figures(before: Plan, after: Plan) -> dict[str, dict[str, float]]:
    old, new = _flat(before), _flat(after)
    return {
        name: {"before": old[name], "after": new[name], "change": new[name] - old[name]} for name in new if name in old
    }


def _flat(plan: Plan) -> dict[str, float]:
    summary = plan.summary
    flat = {"objective": summary["objective"]}
    flat["travel"] = summary["travel"]["total"]
    flat |= {f"travel_{key}": summary["travel"][key] for key in ("per_visit", "per_account")}
    return flat | {f"max_deviation_{name}": row["max_deviation"] for name, row in summary["measures"].items()}


def _territories(
    before: Plan,
    after: Plan,
    match: Index,
    labels_before: Label,
    labels_after: Label,
    moved: NDArray[np.bool_],
    size: int,
) -> pa.Table:
    """One row per earlier territory with its match, then the later ones that no earlier one became."""
    fresh = np.setdiff1d(np.arange(after.problem.instance.territory_count), match)
    old = pa.array(np.concatenate([np.arange(size), np.full(len(fresh), -1)]))
    new = pa.array(np.concatenate([match, fresh]))
    old, new = (pc.if_else(pc.greater_equal(side, 0), side, None) for side in (old, new))
    came = np.bincount(labels_after[moved], minlength=after.problem.instance.territory_count)
    went = np.bincount(labels_before[moved], minlength=size)
    columns = {
        "before_territory_id": before.problem.territory_ids.take(old),
        "after_territory_id": after.problem.territory_ids.take(new),
        "accounts_in": pc.fill_null(pa.array(came).take(new), 0),
        "accounts_out": pc.fill_null(pa.array(went).take(old), 0),
    }
    for name in after.territories.column_names:
        if name in before.territories.column_names and _is_figure(name):
            columns[f"{name}_before"] = before.territories[name].take(old)
            columns[f"{name}_after"] = after.territories[name].take(new)
    return pa.table(columns)


def _is_figure(name: str) -> bool:
    return name in ("accounts", "travel", "mean_travel") or name.startswith(("load_", "deviation_"))
