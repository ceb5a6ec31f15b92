"""Today's territories, the shortest plan, and one that leaves accounts where they are unless moving them pays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .style import document, shape, words

Float, Index = NDArray[np.float64], NDArray[np.intp]
SIZE, TOP = 222.0, 66.0
COLORS = ("accent", "good", "plum")
TODAY = np.array([[60, 70], [168, 58], [118, 176.0]])  # what decided long ago who has whom
CENTERS = np.array([[52, 120], [126, 52], [168, 160.0]])  # of the new plans
STAYING = 42.0  # what a move has to save, in the units of the picture


def draw() -> dict[str, str]:
    """``stability.svg``."""
    accounts = _accounts()
    today = _nearest(accounts, TODAY)
    cost = np.hypot(*(accounts[:, None, :] - CENTERS[None, :, :]).transpose(2, 0, 1))
    short = cost.argmin(axis=1)
    stable = (cost - STAYING * (np.arange(3) == today[:, None])).argmin(axis=1)
    panels = [
        _panel(0, "Baseline", "today's territories", accounts, today, today),
        _panel(1, "disruption=0", _moved(today, short), accounts, short, today),
        _panel(2, "disruption=1", _moved(today, stable), accounts, stable, today),
    ]
    description = (
        "Forty-eight accounts three times. Left: their territories of today. Middle: the shortest plan moves many of "
        "them to another territory; each moved account has a ring. Right: where a move costs, only those move that "
        "gain much."
    )
    return {"stability": document(760, 318, "Baseline and stability", description, *panels)}


def _accounts() -> Float:
    """Points in a square, apart from each other: the best of some draws each."""
    rng, found = np.random.default_rng(7), [np.array([110.0, 104.0])]
    while len(found) < 48:
        draws = 12 + (SIZE - 24) * rng.random((30, 2))
        apart = np.hypot(*(draws[:, None, :] - np.array(found)[None, :, :]).transpose(2, 0, 1)).min(axis=1)
        found.append(draws[int(apart.argmax())])
    return np.array(found)


def _nearest(places: Float, centers: Float) -> Index:
    return np.hypot(*(places[:, None, :] - centers[None, :, :]).transpose(2, 0, 1)).argmin(axis=1)


def _moved(before: Index, after: Index) -> str:
    return f"{int((before != after).sum())} of {len(before)} accounts move"


def _panel(column: int, title: str, meaning: str, accounts: Float, now: Index, before: Index) -> str:
    left = 16 + 250 * column
    parts = [
        words(left, 30, title, "start bold"),
        words(left, 49, meaning, "start small fill-quiet"),
        shape("rect", "fill-panel", x=left, y=TOP, width=SIZE, height=SIZE, rx=8),
    ]
    for (x, y), territory, was in zip(accounts, now, before, strict=True):
        parts.append(shape("circle", f"fill-{COLORS[territory]}", cx=left + x, cy=TOP + y, r=5))
        if territory != was:
            parts.append(shape("circle", "ring stroke-ink", cx=left + x, cy=TOP + y, r=9))
    if column:
        for x, y in CENTERS:
            parts.append(shape("rect", "fill-ink", x=left + x - 4.5, y=TOP + y - 4.5, width=9, height=9))
    return "".join(parts)
