"""A plan in a few figures: objective and bound, balance, travel, what moved."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .deviation_bound import deviation_bound
from .evaluate import Evaluation
from .instance import Instance, Measure
from .solution import Solution
from .text import figure, percent, table, with_unit

Float = NDArray[np.float64]


class Summary(Mapping[str, Any]):
    """The figures of a plan, a mapping of plain Python values that prints as a small table.

    ``objective`` and its ``terms`` (each times its weight); ``lower_bound``, ``gap``, ``bound_scope``, ``status``;
    ``accounts`` and ``territories`` (their numbers); ``measures``: for each its ``total``, ``max_deviation``
    (largest ``|load / target - 1|``), and ``cv`` (standard deviation / mean) and ``gini`` of ``load / target``,
    over the territories with a target above 0, and for ``te.Balance("smallest")`` also ``least_deviation`` (proven: no
    plan has a smaller ``max_deviation``); ``travel``: ``total`` (sum of visits x travel), ``per_account``,
    ``per_visit``, ``nearest_per_visit`` (if every account went to its nearest centre), ``price_of_balance`` (the
    share by which travel is above that) and ``unit`` ("km", or "" where it is the data's own); ``moved``:
    ``accounts`` and ``share`` of those that have a baseline, or None without any.
    Unknown figures are NaN.
    """

    def __init__(self, figures: Mapping[str, Any]) -> None:
        self._figures = dict(figures)

    def __getitem__(self, key: str) -> Any:
        return self._figures[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._figures)

    def __len__(self) -> int:
        return len(self._figures)

    def __repr__(self) -> str:
        return str(self)

    def __str__(self) -> str:
        terms = ", ".join(f"{name} {figure(value)}" for name, value in self["terms"].items())
        lines = [
            f"{self['accounts']:,} accounts in {self['territories']:,} territories: {self['status']}",
            f"  objective    {figure(self['objective'])} ({terms})",
            f"  lower bound  {figure(self['lower_bound'])}, gap {percent(self['gap'])} ({self['bound_scope']})",
            f"  travel       {_travel_text(self['travel'])}",
        ]
        if self["moved"] is not None:
            lines.append(f"  moved        {self['moved']['accounts']:,} accounts ({percent(self['moved']['share'])})")
        if self["measures"]:
            rows = [["measure", "total", "max deviation", "cv", "gini"]]
            for name, balance in self["measures"].items():
                shares = [percent(balance[key]) for key in ("max_deviation", "cv")]
                rows.append([name, figure(balance["total"]), *shares, f"{balance['gini']:.4f}"])
            lines.append(table(rows, indent="  "))
            for name, balance in self["measures"].items():
                if "least_deviation" in balance:
                    least = percent(balance["least_deviation"])
                    lines.append(f"  no plan has a max deviation of {name} below {least} (proven)")
        return "\n".join(lines)


def summarize(instance: Instance, solution: Solution, evaluation: Evaluation, nearest_travel: float) -> Summary:
    """The summary of a plan; ``nearest_travel`` is the travel if every unit went to its nearest centre."""
    return Summary(
        {
            "accounts": instance.n,
            "territories": instance.territory_count,
            "status": solution.status,
            "objective": evaluation.objective,
            "terms": dict(evaluation.terms),
            "lower_bound": solution.lower_bound,
            "gap": gap(evaluation.objective, solution.lower_bound),
            "bound_scope": solution.bound_scope,
            "measures": {
                measure.name: balance(measure, evaluation.loads[:, column])
                | ({"least_deviation": deviation_bound(instance, measure)} if measure.smallest > 0.0 else {})
                for column, measure in enumerate(instance.measures)
            },
            "travel": travel(instance, evaluation, nearest_travel),
            "moved": moved(instance, evaluation),
        }
    )


def gap(objective: float, lower_bound: float) -> float:
    """(objective - bound) / objective: the largest share that a better plan could save; NaN without a bound."""
    if math.isnan(lower_bound):
        return math.nan
    return max(0.0, (objective - lower_bound) / objective) if objective > 0.0 else 0.0


def balance(measure: Measure, load: Float) -> dict[str, float]:
    """How evenly the loads of one measure lie around their targets."""
    aimed = measure.target > 0.0
    ratio = np.sort(load[aimed] / measure.target[aimed])
    mean = float(ratio.mean()) if len(ratio) else 0.0
    # mean difference of all pairs over twice the mean, from ranks (Sen 1973)
    rank = np.arange(1, len(ratio) + 1)
    gini = float(np.sum((2 * rank - len(ratio) - 1) * ratio)) / (len(ratio) * float(ratio.sum())) if mean > 0.0 else 0.0
    return {
        "total": float(load.sum()),
        "max_deviation": float(np.abs(ratio - 1.0).max(initial=0.0)),
        "cv": float(ratio.std()) / mean if mean > 0.0 else 0.0,
        "gini": gini,
    }


def travel(instance: Instance, evaluation: Evaluation, nearest_travel: float) -> dict[str, float | str]:
    """Travel in all, per account, per visit, and what limits and balance add to it."""
    total, visits = float(evaluation.travel.sum()), float(evaluation.visits.sum())
    nearest = nearest_travel / visits if visits > 0.0 else math.nan
    price = total / nearest_travel - 1.0 if nearest_travel > 0.0 else math.nan
    return {
        "total": total,
        "per_account": float(evaluation.unit_travel.mean()),
        "per_visit": total / visits if visits > 0.0 else math.nan,
        "nearest_per_visit": nearest,
        "price_of_balance": 0.0 if total == nearest_travel else price,
        "unit": instance.metric.unit,
    }


def moved(instance: Instance, evaluation: Evaluation) -> dict[str, float] | None:
    """Accounts that are not where they were, of those that were in one of the territories."""
    known = int(np.count_nonzero(instance.baseline >= 0))
    return {"accounts": evaluation.moved, "share": evaluation.moved / known} if known else None


def _travel_text(figures: Mapping[str, Any]) -> str:
    visit, account = (with_unit(figures[key], figures["unit"]) for key in ("per_visit", "per_account"))
    text = f"{visit} a visit, {account} an account"
    price = figures["price_of_balance"]
    return text if math.isnan(price) else f"{text}; {percent(price, signed=True)} against nearest centres"
