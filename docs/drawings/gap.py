"""The objective as a line: what is proven, what was found, what may lie between; and of which plans that speaks."""

from __future__ import annotations

from .style import document, line, shape, words

BOUND, PLAN, FREE = 452.0, 560.0, 250.0  # places on the line


def draw() -> dict[str, str]:
    """``gap.svg``."""
    description = (
        "A line of objective values. The plan stands to the right of the proven lower bound; the stretch between is "
        "the gap. With the plan's centres nothing lies below the bound. With other centres better plans may exist "
        "below it, unless the bound was proven for any centres."
    )
    return {"gap": document(760, 306, "Lower bound, gap and bound scope", description, _line(), _scopes())}


def _line() -> str:
    y = 96.0
    return "".join(
        [
            words(24, 30, "What plan.gap says", "start bold"),
            shape("rect", "fill-alert-soft", x=24, y=y - 26, width=BOUND - 24, height=26),
            shape("rect", "fill-soft", x=BOUND, y=y - 26, width=PLAN - BOUND, height=26),
            shape("rect", "fill-good-soft", x=PLAN, y=y - 26, width=736 - PLAN, height=26),
            words((24 + BOUND) / 2, y - 8, "proven: no plan of the scope is here", "middle small fill-alert"),
            words((BOUND + PLAN) / 2, y - 8, "gap", "middle bold fill-accent"),
            words((PLAN + 736) / 2, y - 8, "longer plans", "middle small fill-good"),
            line(24, y, 736, y, "stroke-strong"),
            line(BOUND, y - 34, BOUND, y + 6, "stroke-ink thick"),
            shape("circle", "fill-accent", cx=PLAN, cy=y, r=6.5),
            words(BOUND, y + 24, "plan.lower_bound", "middle"),
            words(PLAN + 14, y + 24, "plan.objective", "start"),
            words(736, y - 36, "objective →", "end small fill-quiet"),
        ]
    )


def _scopes() -> str:
    y, other = 196.0, 264.0
    return "".join(
        [
            words(24, 158, "Of which plans it speaks: plan.bound_scope", "start bold"),
            words(24, y + 4, "these centres", "start"),
            line(160, y, 736, y, "stroke-strong"),
            shape("rect", "fill-alert-soft", x=160, y=y - 9, width=BOUND - 160, height=18, rx=3),
            line(BOUND, y - 12, BOUND, y + 12, "stroke-ink thick"),
            shape("circle", "fill-accent", cx=PLAN, cy=y, r=6.5),
            shape("circle", "fill-paper stroke-accent", cx=372, cy=y, r=5.5),
            words(372, y + 27, "with other centres there may be a shorter plan", "middle small fill-quiet"),
            words(24, other + 4, "any centres", "start"),
            line(160, other, 736, other, "stroke-strong"),
            shape("rect", "fill-alert-soft", x=160, y=other - 9, width=FREE - 160, height=18, rx=3),
            line(FREE, other - 12, FREE, other + 12, "stroke-ink thick"),
            shape("circle", "fill-accent", cx=PLAN, cy=other, r=6.5),
            words(FREE, other + 28, "lower, and holds wherever the centres are", "start small fill-quiet"),
        ]
    )
