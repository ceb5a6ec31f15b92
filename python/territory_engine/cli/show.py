"""A plan on the terminal: today beside it, and where its files lie."""

from __future__ import annotations

from pathlib import Path

from ..compare import Comparison
from ..plan import Plan
from ..text import figure, percent, table


def before_and_after(before: Plan | None, plan: Plan) -> str:
    """Balance and travel in aligned columns; with one column where there is no alignment of today."""
    plans = [plan] if before is None else [before, plan]
    rows = [["", "plan"] if before is None else ["", "today", "plan"]]
    summaries = [one.summary for one in plans]
    rows.append(["territories", *(f"{summary['territories']:,}" for summary in summaries)])
    for name in plan.summary["measures"]:
        for key, label in (("max_deviation", "largest deviation"), ("cv", "spread (cv)")):
            cells = [percent(summary["measures"][name][key]) for summary in summaries]
            rows.append([f"{name}: {label}", *cells])
    unit = plan.summary["travel"]["unit"]
    in_all = f"{unit} x visits" if unit else "in all"
    for key, label in (("per_visit", f"{unit} a visit"), ("per_account", f"{unit} an account"), ("total", in_all)):
        rows.append([f"travel: {label.strip()}", *(figure(summary["travel"][key]) for summary in summaries)])
    if before is not None:
        rows = [[*row, _change(row)] for row in rows]
        rows[0][-1] = "change"
        comparison = plan.compare(before)
        rows.append(["accounts that move", "", f"{int(comparison.moved['accounts']):,}", _share(comparison)])
    return table(rows)


def _change(row: list[str]) -> str:
    """Relative change between two printed figures; nothing where that says nothing."""
    try:
        old, new = (float(cell.removesuffix(" %").replace(",", "")) for cell in row[1:3])
    except ValueError:
        return ""
    return percent(new / old - 1.0, signed=True) if old > 0.0 and new != old else ""


def _share(comparison: Comparison) -> str:
    return percent(comparison.moved["share"])


def closing_lines(plan: Plan, seconds: float, files: list[tuple[Path, str]]) -> str:
    """Gap, time and files."""
    run = plan.run
    width = max(len(str(path)) for path, _ in files)
    return "\n".join(
        [
            f"status  {plan.status}, proven within {percent(plan.gap)} of the best possible plan ({plan.bound_scope})",
            f"time    {seconds:.2f} s on {run.get('threads')} threads with the {run.get('kernels')} kernels, "
            f"seed {run.get('seed')}",
            "files",
            *(f"  {path!s:<{width}}  {what}" for path, what in files),
        ]
    )
