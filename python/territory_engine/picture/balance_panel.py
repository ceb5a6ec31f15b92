"""The balance of a picture: for each territory its load as a share of the target, with the tolerance band."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..text import percent
from .map_panel import Box
from .svg import INK, QUIET, RULE, clean, element, shorten, text, width

Float = NDArray[np.float64]

THINNEST = 9.5  # points a named territory needs; with less they become a profile, sorted, without names
TALLEST = 34.0  # points a territory takes at most
BAND, INSIDE, OUTSIDE = "#e9eef3", "#5b7c99", "#cc6677"


@dataclass(frozen=True)
class Balance:
    """One measure's loads: each as a share of its target, and the band (NaN where there is none)."""

    name: str
    share: Float  # (K,), NaN where the target is 0
    lower: float
    upper: float


def balance_panel(box: Box, balance: Balance, names: Sequence[str], colors: Sequence[str]) -> str:
    """Markup of the chart: bars from the target (100 %) to the load."""
    shown = np.flatnonzero(np.isfinite(balance.share))
    if not len(shown):
        return ""
    many = THINNEST * len(shown) > box.height - 64
    if many:
        shown = shown[np.argsort(-balance.share[shown], kind="stable")]
    room = 0.0 if many else min(110.0, max(width(names[t], 11) for t in shown.tolist()) + 8)
    tall = min(box.height - 64, TALLEST * len(shown))
    plot = Box(box.left + room, box.top + 44, box.width - room - (0 if many else 52), tall)
    low, high = _range(balance, shown)

    def place(share: float) -> float:
        return plot.left + (share - low) / (high - low) * plot.width

    parts = [
        text(box.left, box.top + 12, shorten(balance.name, 13, 0.6 * box.width), 13, font_weight=600),
        text(box.left, box.top + 29, _subtitle(balance, shown, many), 11, QUIET),
        _frame(plot, balance, place, low, high),
    ]
    step = plot.height / len(shown)
    thick = step * 0.66 if step > 4 else step
    for row, territory in enumerate(shown.tolist()):
        share, y = float(balance.share[territory]), plot.top + row * step + (step - thick) / 2
        left, right = sorted((place(1.0), place(share)))
        # a load on its target is still a load: a hair of colour
        fill = _profile_color(balance, share) if many else colors[territory]
        bar = {"x": left, "y": y, "width": max(right - left, 0.8), "height": thick, "fill": fill}
        parts.append(element("rect", element("title", clean(f"{names[territory]}: {percent(share)} of target")), **bar))
        if not many:
            size = min(11.0, step * 0.86)
            base = plot.top + (row + 0.5) * step + size * 0.36
            parts.append(text(plot.left - 8, base, shorten(names[territory], 11, room - 7.99), size, text_anchor="end"))
            value = f"{100.0 * share:.1f} %"
            parts.append(text(plot.left + plot.width + 50, base, value, size, QUIET, text_anchor="end"))
    parts.append(element("path", d=f"M{place(1.0):.1f} {plot.top:.1f}v{plot.height:.1f}", stroke=INK, stroke_width=1))
    return "\n".join(parts)


def _profile_color(balance: Balance, share: float) -> str:
    # a hair of slack: loads at the very edge of a hard tolerance keep it
    beyond = share > balance.upper * (1.0 + 1e-9) or share < balance.lower * (1.0 - 1e-9)
    return OUTSIDE if beyond else INSIDE


def _subtitle(balance: Balance, shown: NDArray[np.intp], many: bool) -> str:
    words = "load as % of target" + (f", {len(shown):,} territories sorted" if many else "")
    return words + ("" if math.isnan(balance.lower + balance.upper) else "; shaded: tolerance")


def _range(balance: Balance, shown: NDArray[np.intp]) -> tuple[float, float]:
    """Both ends of the axis, as far from 100 % as the furthest load or the band needs, and never below 0."""
    share = balance.share[shown]
    ends = [1.0, float(share.min()), float(share.max()), balance.lower, balance.upper]
    low, high = np.nanmin(ends), np.nanmax(ends)
    spare = max(0.08 * float(high - low), 0.005)
    return max(0.0, float(low) - spare), float(high) + spare


def _frame(plot: Box, balance: Balance, place: Callable[[float], float], low: float, high: float) -> str:
    parts = []
    if not math.isnan(balance.lower + balance.upper):
        left, right = place(balance.lower), place(balance.upper)
        wide = max(right - left, 0.8)
        parts.append(element("rect", x=left, y=plot.top, width=wide, height=plot.height, fill=BAND))
    bottom = plot.top + plot.height
    ticks = _ticks(low, high)
    digits = max(0, -math.floor(math.log10(100.0 * (ticks[1] - ticks[0])) + 1e-9)) if len(ticks) > 1 else 0
    for share in ticks:
        x = place(share)
        parts.append(element("path", d=f"M{x:.1f} {plot.top:.1f}v{plot.height + 4:.1f}", stroke=RULE))
        parts.append(text(x, bottom + 17, f"{100.0 * share:,.{digits}f} %", 11, QUIET, text_anchor="middle"))
    return "".join(parts)


def _ticks(low: float, high: float) -> list[float]:
    """Round shares, 100 % among them, two to six on the axis."""
    rough = (high - low) / 5.0
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(size * power for size in (1.0, 2.0, 5.0, 10.0) if size * power >= rough)
    first, last = math.ceil((low - 1.0) / step - 1e-9), math.floor((high - 1.0) / step + 1e-9)
    return [1.0 + index * step for index in range(first, last + 1)]
