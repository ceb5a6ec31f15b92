"""What is at the end of a report: rows left out, how the plan was made, and the words used."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ..html import text
from ..words import amount, count
from .markup import Cell, data_table, facts_list, name, number, paragraph, section
from .proof import travel_only
from .subject import Subject

ROWS = 20
_USED = (("cpu_seconds", 3), ("peak_mib", 0))  # of a stage, with decimals
_RULES = {
    "anywhere": "where travel is least",
    "centroid": "at the mean place of its accounts",
    "medoid": "at one of its accounts",
    "candidates": "at one of the given sites",
}
# what a run's manifest calls it, and what a reader does
_RUN = {
    "version": "territory_engine",
    "kernels": "Kernels",
    "threads": "Threads",
    "seed": "Seed",
    "iterations": "Iterations",
    "preset": "Preset",
    "seconds": "Seconds",
    "data_hash": "Hash of the data",
    "python": "Python",
    "platform": "Platform",
}


def rejected(subject: Subject) -> str:
    """Rows of the accounts that are not in the plan; nothing where all are."""
    table = subject.plan.rejected
    if not len(table):
        return ""
    every = table.select(["row", "id", "column", "reason"]).to_pylist()
    reasons = Counter((line["column"], line["reason"]) for line in every)
    rows_out = count(len({line["row"] for line in every}), "row")
    said = f"{rows_out} of the accounts could not be used and are in no territory."
    rows = [
        (f"{line['row']:,}", [Cell(name(line["id"])), Cell(name(line["column"])), Cell(text(line["reason"]))])
        for line in every[:ROWS]
    ]
    rest = f"Listed are the first {ROWS} of {len(every):,}; plan.rejected has all." if len(every) > ROWS else ""
    kinds = f"{count(len(reasons), 'kind')} of reasons." if len(reasons) > 1 else ""
    lines = data_table("Rows left out", ["Row (from 0)", "Id", "Column", "Reason"], rows)
    return section("rejected", "Rows left out", paragraph(said, kinds, rest), lines)


def made(subject: Subject) -> str:
    """What was asked, and the manifest of the run."""
    instance, run = subject.instance, subject.plan.run
    weights = [("travel", instance.travel), ("fairness", instance.fairness), ("stability", instance.disruption)]
    asked = [
        ("Status", text(subject.plan.status)),
        ("Travel", text(subject.way)),
        ("Centres", text(_RULES[instance.center_rule])),
        ("Weights", text(", ".join(f"{what} {amount(weight)}" for what, weight in weights))),
        ("Objective", _objective(subject)),
        *([("Proven about", text(subject.plan.bound_scope))] if subject.plan.bound_scope else []),
    ]
    known = [(said, _plain(run[key])) for key, said in _RUN.items() if key in run]
    stages = run.get("stages")
    return section("made", "How this plan was made", facts_list([*asked, *known]), _stages(stages))


def _objective(subject: Subject) -> str:
    terms = subject.summary["terms"]
    value = text(amount(subject.plan.objective))
    if travel_only(subject):
        return f"{value}, all of it travel"
    return value + " = " + text(" + ".join(f"{term} {amount(cost)}" for term, cost in terms.items() if cost))


def _plain(value: Any) -> str:
    return text(amount(value)) if isinstance(value, float) else text(value)


def _stages(stages: Any) -> str:
    """CPU time and memory of each stage."""
    if not isinstance(stages, dict):
        return ""
    rows = []
    for stage, used in stages.items():
        if isinstance(used, dict):
            figures = [(float(used.get(key, 0.0)), digits) for key, digits in _USED]
            rows.append((text(stage), [number(f"{value:,.{digits}f}", value) for value, digits in figures]))
    return data_table("Stages of the search", ["Stage", "CPU seconds", "Memory at most, MiB"], rows, narrow=True)
