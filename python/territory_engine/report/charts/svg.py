"""The frame of a chart and what all charts draw: axes, gridlines, dots."""

from __future__ import annotations

from collections.abc import Callable

from ...picture.svg import clean, element
from .scale import Scale

Show = Callable[[float], str]  # from a value to its text


def chart(title: str, description: str, height: float, body: str) -> str:
    """The SVG of a chart, as wide as its place. Title and description are what is heard in its stead."""
    heard = element("title", clean(title)) + element("desc", clean(description))
    return element("svg", heard + body, **{"class": "chart", "role": "img", "width": "100%", "height": height})


def label(x: str | float, y: float, words: str, kind: str = "", anchor: str = "start", dx: float = 0.0) -> str:
    """A line of text, its baseline at y."""
    attributes: dict[str, object] = {"x": x, "y": y, "text_anchor": anchor}
    if dx:
        attributes["dx"] = dx
    if kind:
        attributes["class"] = kind
    return element("text", clean(words), **attributes)


def line(x1: str, y1: float, x2: str, y2: float, kind: str) -> str:
    """A straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **{"class": kind})


def dot(x: str, y: float, radius: float, kind: str = "", words: str = "") -> str:
    """A circle; ``words`` show when it is pointed at."""
    more = {"class": kind} if kind else {}
    return element("circle", element("title", clean(words)) if words else "", cx=x, cy=y, r=radius, **more)


def axis_below(scale: Scale, top: float, bottom: float, show: Show, skip: float | None = None) -> str:
    """Gridlines from top to bottom with their values below; no gridline at ``skip``."""
    parts = []
    for tick in scale.ticks():
        if tick != skip:
            parts.append(line(scale.x(tick), top, scale.x(tick), bottom, "grid"))
        parts.append(label(scale.x(tick), bottom + 16, show(tick), "", "middle"))
    return "".join(parts)
