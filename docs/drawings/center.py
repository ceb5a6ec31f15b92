"""The centre of a territory by three rules, for the same accounts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .style import document, line, shape, words

PLACES = np.array([[30, 120], [58, 70], [84, 152], [110, 96], [132, 148], [148, 60], [190, 170], [176, 110], [205, 40]])
VISITS = np.array([2, 1, 3, 2, 1, 1, 2, 4, 1.0])
SITES = np.array([[66, 112], [156, 146], [182, 66.0]])
TOP = 62.0


def draw() -> dict[str, str]:
    """``center.svg``."""
    description = (
        "Nine accounts, drawn larger the more visits they need, and the centre that serves them with the least travel: "
        "at any place, the weighted median; at one of the accounts, the medoid; at one of three given sites."
    )
    panels = [
        _panel(0, '"anywhere"', "where travel is least", median(), None),
        _panel(1, '"medoid"', "at the best of its accounts", best(PLACES), None),
        _panel(2, '"candidates"', "at the best of given sites", best(SITES), SITES),
    ]
    return {"center": document(760, 300, "Where the centre of a territory may be", description, *panels)}


def travel(place: NDArray[np.float64]) -> float:
    """Visits times straight line, to all accounts."""
    return float(VISITS @ np.hypot(*(PLACES - place).T))


def best(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """The place with the least travel."""
    return places[int(np.argmin([travel(place) for place in places]))]


def median() -> NDArray[np.float64]:
    """The weighted geometric median, by Weiszfeld's steps."""
    place = np.average(PLACES, axis=0, weights=VISITS)
    for _ in range(200):
        pull = VISITS / np.maximum(np.hypot(*(PLACES - place).T), 1e-9)
        place = np.average(PLACES, axis=0, weights=pull)
    return place


def _panel(column: int, rule: str, meaning: str, center: NDArray[np.float64], sites: NDArray[np.float64] | None) -> str:
    left = 16 + 250 * column
    parts = [
        words(left, 28, f"centers={rule}", "start bold"),
        words(left, 46, meaning, "start small fill-quiet"),
        shape("rect", "fill-panel", x=left, y=TOP, width=228, height=206, rx=8),
    ]
    cx, cy = left + center[0], TOP + center[1]
    parts += [line(left + x, TOP + y, cx, cy, "stroke-strong") for x, y in PLACES]
    for (x, y), visits in zip(PLACES, VISITS, strict=True):
        parts.append(shape("circle", "fill-accent", cx=left + x, cy=TOP + y, r=3.0 * visits**0.5))
    for x, y in [] if sites is None else sites:
        parts.append(shape("rect", "fill-paper stroke-quiet", x=left + x - 6, y=TOP + y - 6, width=12, height=12))
    parts.append(shape("rect", "fill-alert", x=cx - 6.5, y=cy - 6.5, width=13, height=13, rx=1.5))
    parts.append(words(left, 288, f"travel {travel(center):,.0f}", "start small"))
    return "".join(parts)
