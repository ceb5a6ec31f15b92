"""The worst cases: what somebody who knows the accounts should look at first."""

from __future__ import annotations

import numpy as np

from ...explain import broken_limits
from ..html import text
from ..words import amount, count, percent
from .markup import Cell, data_table, name, number, paragraph, section
from .moves import top
from .subject import Subject

LISTED = 10
FINDINGS = 30


def worth_a_look(subject: Subject) -> str:
    """The section."""
    parts = [_findings(subject), _empty(subject), _off_target(subject), _farthest(subject), _held(subject)]
    intro = paragraph(
        "A plan is as good as its data. These cases stand out; each may be right, or show a wrong place or figure."
    )
    return section("look", "Worth a look", intro, *parts) if any(parts) else ""


def _findings(subject: Subject) -> str:
    found = subject.findings
    if not found:
        return ""
    lines = "".join(f"<li>{text(finding.message)}</li>" for finding in found[:FINDINGS])
    rest = f"<li>and {len(found) - FINDINGS:,} more</li>" if len(found) > FINDINGS else ""
    return f'<h3>Not as it should be</h3><ul class="findings">{lines}{rest}</ul>'


def _empty(subject: Subject) -> str:
    empty = np.flatnonzero(subject.plan.evaluation.counts == 0)
    if not len(empty):
        return ""
    names = ", ".join(subject.territory(int(t)) for t in empty[:LISTED])
    more = f" and {len(empty) - LISTED:,} more" if len(empty) > LISTED else ""
    verb = count(len(empty), "territory has", "territories have")
    return "<h3>Without accounts</h3>" + paragraph(f"{verb} no account: {names}{more}.")


def _off_target(subject: Subject) -> str:
    """Territories furthest from a target, of all measures together."""
    listed = []
    for load in subject.loads:
        if not load.measure.balanced or len(subject.ids) == 1:
            continue
        off = np.nan_to_num(np.abs(load.deviation))
        listed += [(float(off[t]), load, int(t)) for t in top(off, LISTED // 2) if off[t] > 0.0]
    listed = sorted(listed, key=lambda entry: -entry[0])[: LISTED // 2]
    rows = [
        (
            subject.territory(t),
            [
                Cell(name(load.name)),
                number(percent(float(load.deviation[t]), True), float(load.deviation[t])),
                number(amount(float(load.load[t])), float(load.load[t])),
                number(amount(float(load.measure.target[t])), float(load.measure.target[t])),
            ],
        )
        for _, load, t in listed
    ]
    table = data_table(
        "Territories furthest from a target", ["Territory", "Measure", "Off target", "Load", "Target"], rows
    )
    return f"<h3>Furthest from target</h3>{table}" if table else ""


def _farthest(subject: Subject) -> str:
    plan = subject.plan
    each = plan.evaluation.unit_travel
    chosen = top(np.nan_to_num(each, posinf=np.finfo(np.float64).max), LISTED)
    chosen = chosen[each[chosen] > 0.0]
    second = plan.second_choices.territory
    rows = [
        (
            subject.account(int(row)),
            [
                number(subject.figure(float(each[row])), float(each[row])),
                Cell(subject.territory(int(plan.solution.labels[row]))),
                *(
                    [Cell(subject.territory(int(second[row])) if second[row] >= 0 else "–")]
                    if len(subject.ids) > 1
                    else []
                ),
            ],
        )
        for row in chosen.tolist()
    ]
    heads = [
        "Account",
        f"{subject.unit or 'Travel'} a visit",
        "Territory",
        *(["Next best"] if len(subject.ids) > 1 else []),
    ]
    table = data_table("Accounts furthest from their centre", heads, rows)
    return f"<h3>Furthest from their centre</h3>{table}" if table else ""


def _held(subject: Subject) -> str:
    """Accounts that would cost less elsewhere."""
    plan = subject.plan
    if subject.plan.status == "given":
        return ""
    saving = -plan.second_choices.cost
    total = plan.objective
    better = np.flatnonzero(saving > 1e-9 * max(total / max(subject.instance.n, 1), 0.0))
    if not len(better):
        return ""
    rows = []
    for row in better[top(saving[better], LISTED)].tolist():
        here, there = int(plan.solution.labels[row]), int(plan.second_choices.territory[row])
        cells = [
            Cell(subject.territory(here)),
            Cell(subject.territory(there)),
            number(amount(float(saving[row])), float(saving[row])),
            Cell(_reason(subject, row, here, there)),
        ]
        rows.append((subject.account(row), cells))
    verb = "would cost less elsewhere, and is" if len(better) == 1 else "would each cost less elsewhere, and are"
    said = f"{count(len(better), 'account')} {verb} where the limits of all territories together put them."
    unit = f", {subject.unit}" if subject.unit else ""
    table = data_table(
        "Accounts that a limit holds", ["Account", "Is in", "Cheaper in", f"Would save{unit}", "Held by"], rows
    )
    return f"<h3>Held by a limit</h3>{paragraph(said)}{table}"


def _reason(subject: Subject, row: int, here: int, there: int) -> str:
    if subject.instance.pinned[row] >= 0:
        return "its pin"
    broken = broken_limits(subject.plan, row, here, there)
    if not broken:
        return "no limit: the search left it"
    said = [f"{limit.limit} of {name(limit.measure)} in {name(limit.territory)}" for limit in broken[:2]]
    return " and ".join(said)
