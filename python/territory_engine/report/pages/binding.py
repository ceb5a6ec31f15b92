"""What holds the plan back: territories at their limits, what one more unit would cost or save, pins."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..html import text
from ..words import SPACE, amount, count, percent
from .markup import Cell, data_table, name, number, paragraph, section
from .subject import Load, Subject

ROWS = 8
STEP = 0.01  # of a target: the change of a limit that prices are said for


def binding(subject: Subject) -> str:
    """The section; nothing for a plan with neither prices nor pins."""
    parts = [_measure(subject, column, load) for column, load in enumerate(subject.loads)] + [_pins(subject)]
    if not any(parts):
        return ""
    intro = paragraph(
        "Without limits every account would go to its nearest centre. Where a limit presses, accounts must go further;",
        "how much further is its price. It holds for small changes, the centres staying where they are.",
    )
    return section("limits", "What limits cost", intro, *parts)


def _measure(subject: Subject, column: int, load: Load) -> str:
    price = subject.plan.solution.prices[:, column]
    pressed = np.abs(price) > 1e-9 * max(float(np.abs(price).max(initial=0.0)), 1e-300)
    if subject.plan.status == "given" or not pressed.any():
        return ""
    full, short = int(np.count_nonzero(price[pressed] > 0.0)), int(np.count_nonzero(price[pressed] < 0.0))
    hard, sides = load.measure.hard, []
    if full:
        why = "nearby accounts had to go elsewhere" if hard else "more load is discouraged"
        sides.append(f"{count(full, 'territory is', 'territories are')} full: {why}")
    if short:
        least = "as little as is allowed" if hard else "little"
        sides.append(f"{count(short, 'territory has', 'territories have')} {least}: accounts from further away fill up")
    free = len(price) - int(pressed.sum())
    rest = f"{count(free, 'other is', 'others are')} between the limits." if free else ""
    head = f"<h3>{name(load.name)}</h3>"
    return head + paragraph(f"{'; '.join(sides)}.", rest) + _prices(subject, load, price, pressed)


def _prices(subject: Subject, load: Load, price: NDArray[np.float64], pressed: NDArray[np.bool_]) -> str:
    """The dearest limits: what one unit more of room would save, and what a hundredth of the target would."""
    dearest = np.argsort(-np.abs(price), kind="stable")[: min(ROWS, int(pressed.sum()))]
    total = subject.plan.objective
    rows = []
    for index in dearest.tolist():
        each, target = float(price[index]), float(load.measure.target[index])
        saved = abs(each) * STEP * target
        share = f"<small>{text(percent(saved / total))} of all</small>" if total > 0.0 else ""
        cells = [
            Cell("full" if each > 0.0 else "short of load"),
            number(amount(float(load.load[index])), float(load.load[index])),
            number(amount(abs(each)), abs(each)),
            Cell(f"{text(amount(saved))} {share}", saved),
        ]
        rows.append((subject.territory(index), cells))
    unit = f", {subject.unit}" if subject.unit else ""
    heads = ["Territory", "State", load.name, f"Price of one unit{unit}", f"Saved by 1{SPACE}% more leeway{unit}"]
    note = _dearest(subject, price, int(dearest[0]), len(rows), pressed)
    return data_table(f"Prices of {load.name}", heads, rows) + note


def _dearest(subject: Subject, price: NDArray[np.float64], first: int, shown: int, pressed: NDArray[np.bool_]) -> str:
    each = float(price[first])
    room = "one unit more of room" if each > 0.0 else "one unit less to hold"
    saved = f"{text(amount(abs(each)))} {text(subject.unit or 'of travel')}"
    visits = " over all visits" if subject.visits_given else ""
    return paragraph(
        f"Listed are the {shown} dearest of {int(pressed.sum()):,}." if shown < int(pressed.sum()) else "",
        f"Read: {room} in {subject.territory(first)} would save about {saved}{visits}.",
        kind="quiet",
    )


def _pins(subject: Subject) -> str:
    pinned = subject.instance.pinned >= 0
    held = int(np.count_nonzero(pinned))
    if not held:
        return ""
    cost = subject.plan.second_choices.cost[pinned]
    dearer = cost[cost < 0.0]
    said = f"{count(held, 'account is', 'accounts are')} pinned to a territory."
    if len(dearer):
        price = text(amount(float(-dearer.sum())))
        worth = f"one at a time, that is worth {price} in all"
        said += f" {len(dearer):,} of them would cost less elsewhere; {worth}."
    else:
        said += " None of them would cost less elsewhere: the pins cost nothing."
    return "<h3>Pins</h3>" + paragraph(said)
