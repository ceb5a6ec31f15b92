"""What one account would cost in the next best territory."""

from __future__ import annotations

from .style import document, line, shape, words

HERE, ACCOUNT, NEXT = (150.0, 150.0), (372.0, 128.0), (640.0, 158.0)


def draw() -> dict[str, str]:
    """``next_best.svg``."""
    description = (
        "An account between two territories. It is visited four times a year, 12 km from the centre of its own and "
        "15 km from that of the neighbour: moving it there would cost 12 km more a year."
    )
    others = [(96, 92), (88, 176), (196, 208), (222, 106), (270, 178), (330, 80)]
    theirs = [(556, 90), (600, 214), (700, 108), (690, 204), (520, 186), (462, 96)]
    parts = [
        shape("path", "fill-soft", d="M36 60Q200 20 410 60Q452 140 424 242Q220 262 40 230Q14 150 36 60Z"),
        shape("path", "fill-good-soft", d="M410 60Q590 24 724 62Q744 150 722 236Q560 262 424 242Q452 140 410 60Z"),
        *(shape("circle", "fill-accent", cx=x, cy=y, r=4.5) for x, y in others),
        *(shape("circle", "fill-good", cx=x, cy=y, r=4.5) for x, y in theirs),
        line(*HERE, *ACCOUNT, "stroke-accent thick"),
        line(*ACCOUNT, *NEXT, "stroke-good thick dashed"),
        shape("rect", "fill-accent", x=HERE[0] - 8, y=HERE[1] - 8, width=16, height=16, rx=2),
        shape("rect", "fill-good", x=NEXT[0] - 8, y=NEXT[1] - 8, width=16, height=16, rx=2),
        shape("circle", "fill-paper stroke-ink thick", cx=ACCOUNT[0], cy=ACCOUNT[1], r=8),
        shape("circle", "fill-accent", cx=ACCOUNT[0], cy=ACCOUNT[1], r=4.5),
        words(258, 128, "12 km × 4 visits = 48", "middle small bold"),
        words(530, 134, "15 km × 4 visits = 60", "middle small bold"),
        words(372, 108, "account 17", "middle bold"),
        words(150, 178, "North", "middle"),
        words(640, 186, "East", "middle"),
        words(24, 288, "plan.assignment: territory_id North, next_best_territory_id East, next_best_cost 12", "start"),
    ]
    return {"next_best": document(760, 306, "The next best territory of an account", description, *parts)}
