"""Why a price balances: a street of accounts, two offices, and the border where their costs meet."""

from __future__ import annotations

from collections.abc import Callable

from .style import arrow, document, line, shape, words

# places of the accounts along the street, km; most of them live near the office at 3 km
ACCOUNTS = [0.4, 1.0, 1.6, 2.1, 2.5, 2.9, 3.2, 3.5, 3.8, 4.1, 4.3]
ACCOUNTS += [4.7, 4.85, 5.05, 5.2, 5.35, 6.4, 7.2, 7.9, 8.6, 9.1, 9.6]
FIRST, SECOND = 3.0, 8.0
PRICE = 2.0  # km a visit: half of the accounts are on each side then
TOP, BASE = 78.0, 246.0
Scale = Callable[[float], float]


def draw() -> dict[str, str]:
    """``price.svg``."""
    description = (
        "Two offices on a street, with most accounts near the left one. Each account goes where travel is least, so "
        "the border lies half way and the left office has far more accounts. A price on the left office lifts its "
        "cost line; the lines now meet nearer to it, and both have eleven accounts."
    )
    parts = [_panel(20, 0.0, "Without a price"), _panel(400, PRICE, "With a price on office A")]
    return {"price": document(760, 344, "How a price moves a border", description, *parts)}


def border(price: float) -> float:
    """Where both offices cost the same, km."""
    return (FIRST + SECOND - price) / 2.0


def _panel(left: float, price: float, title: str) -> str:
    def x(km: float) -> float:
        return left + 16 + 31 * km

    def y(cost: float) -> float:
        return BASE - 19 * cost

    edge = border(price)
    first = sum(place < edge for place in ACCOUNTS)
    parts = [
        words(left, 30, title, "start bold"),
        words(left, 50, f"A has {first} accounts, B has {len(ACCOUNTS) - first}", "start fill-quiet"),
        line(left + 16, BASE, x(10), BASE, "stroke-strong"),
        shape("rect", "fill-soft", x=x(0), y=BASE + 1, width=x(edge) - x(0), height=44),
        shape("rect", "fill-good-soft", x=x(edge), y=BASE + 1, width=x(10) - x(edge), height=44),
        _cost_line(lambda km: abs(km - FIRST) + price, x, y, "accent"),
        _cost_line(lambda km: abs(km - SECOND), x, y, "good"),
        line(x(edge), TOP + 6, x(edge), BASE + 45, "stroke-ink dashed"),
        words(x(edge), TOP, "border", "middle small"),
    ]
    for place in ACCOUNTS:
        parts.append(shape("circle", f"fill-{'accent' if place < edge else 'good'}", cx=x(place), cy=BASE + 14, r=4))
    for km, name, color in ((FIRST, "A", "accent"), (SECOND, "B", "good")):
        parts.append(shape("rect", f"fill-{color}", x=x(km) - 9, y=BASE + 24, width=18, height=18, rx=3))
        parts.append(words(x(km), BASE + 37.5, name, "middle bold fill-paper"))
    if price:
        parts.append(arrow(x(FIRST), y(0.15), x(FIRST), y(price) + 3, "accent"))
        parts.append(words(x(FIRST) - 9, y(price / 2) + 4, "price", "end small fill-accent halo"))
    else:
        parts.append(words(x(0.1), y(3.7), "travel to A", "start small fill-accent halo"))
        parts.append(words(x(9.95), y(2.6), "to B", "end small fill-good halo"))
    parts.append(
        words(left + 16, BASE + 66, "accounts along a street; upwards, the cost of a visit", "start small fill-quiet")
    )
    return "".join(parts)


def _cost_line(
    cost: Callable[[float], float], x: Callable[[float], float], y: Callable[[float], float], color: str
) -> str:
    points = [0.0, FIRST, SECOND, 10.0]
    return shape("path", f"stroke-{color} thick", d="M" + "L".join(f"{x(km):.1f} {y(cost(km)):.1f}" for km in points))
