"""Loads against their target: what a hard and a soft tolerance let through, and what a load costs."""

from __future__ import annotations

from .style import document, line, shape, words

LOADS = [("North", 1.02), ("East", 0.97), ("South", 1.12), ("West", 0.955), ("Centre", 1.045)]
LEFT, RIGHT, TOP, STEP = 92.0, 372.0, 62.0, 34.0
TOLERANCE = 0.05


def draw() -> dict[str, str]:
    """``balance.svg``."""
    description = (
        "Left: loads of five territories in per cent of their target, with a band of 5 % around it. South, at "
        "112 %, is beyond the band. Right: a hard tolerance allows nothing beyond the band; a soft one lets it "
        "cost, with the square of the distance from the band."
    )
    return {"balance": document(760, 300, "Balance, target and tolerance", description, _bars(), _cost())}


def _x(share: float) -> float:
    return LEFT + (share - 0.88) / (1.16 - 0.88) * (RIGHT - LEFT)


def _bars() -> str:
    bottom = TOP + STEP * len(LOADS)
    low, high = _x(1 - TOLERANCE), _x(1 + TOLERANCE)
    parts = [
        words(16, 30, "Load of each territory, % of its target", "start bold"),
        shape("rect", "fill-soft", x=low, y=TOP - 8, width=high - low, height=bottom - TOP + 8),
    ]
    for row, (name, share) in enumerate(LOADS):
        y, beyond = TOP + STEP * row + 6, abs(share - 1.0) > TOLERANCE
        left, right = sorted((_x(1.0), _x(share)))
        color = "alert" if beyond else "accent"
        parts.append(words(LEFT - 14, y + 13, name, "end"))
        parts.append(shape("rect", f"fill-{color}", x=left, y=y, width=right - left, height=17, rx=2))
        parts.append(words(RIGHT + 52, y + 13, f"{100 * share:.1f} %", "end small" + (" fill-alert" if beyond else "")))
    parts.append(line(_x(1.0), TOP - 8, _x(1.0), bottom, "stroke-ink"))
    for share in (0.95, 1.0, 1.05):
        parts.append(words(_x(share), bottom + 18, f"{100 * share:g} %", "middle small fill-quiet"))
    parts.append(words(_x(1.0), bottom + 38, "target, and the tolerance of 5 % around it", "middle small fill-quiet"))
    return "".join(parts)


def _cost() -> str:
    left, right, base, top = 468.0, 728.0, 232.0, 66.0

    def x(share: float) -> float:
        return left + (share - 0.86) / 0.28 * (right - left)

    soft = [(x(s), base - 11_500 * max(abs(s - 1) - TOLERANCE, 0) ** 2) for s in [0.86 + 0.005 * i for i in range(57)]]
    curve = "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in soft)
    low, high = x(1 - TOLERANCE), x(1 + TOLERANCE)
    return "".join(
        [
            words(left, 30, "What a load costs the plan", "start bold"),
            shape("rect", "fill-soft", x=low, y=top - 12, width=high - low, height=base - top + 12),
            shape("rect", "fill-alert-soft", x=left, y=top - 12, width=low - left, height=base - top + 12),
            shape("rect", "fill-alert-soft", x=high, y=top - 12, width=right - high, height=base - top + 12),
            line(low, top - 12, low, base, "stroke-alert thick"),
            line(high, top - 12, high, base, "stroke-alert thick"),
            line(left, base, right, base, "stroke-strong"),
            shape("path", "stroke-accent thick", d=curve),
            words((high + right) / 2, top + 8, "hard:", "middle bold fill-alert"),
            words((high + right) / 2, top + 25, "no plan", "middle fill-alert"),
            words((left + low) / 2, top + 8, "hard:", "middle bold fill-alert"),
            words((left + low) / 2, top + 25, "no plan", "middle fill-alert"),
            words(x(1.0), base - 12, "costs nothing", "middle small"),
            *(words(x(s), base + 18, f"{100 * s:g} %", "middle small fill-quiet") for s in (0.95, 1.0, 1.05)),
            line(left, base + 34, left + 22, base + 34, "stroke-accent thick"),
            words(left + 30, base + 38, "soft: costs with the square of the excess", "start small fill-quiet"),
        ]
    )
