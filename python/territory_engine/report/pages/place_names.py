"""Names of territories on a map: letters of one size however wide the map is shown, and none upon another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...picture.svg import shorten, width
from ..html import text
from .view import View

SIZE = 12.5  # pixels of the letters
PHONE = 350.0  # pixels of a map on a phone
ROOM = 120.0  # pixels of a name
HIGH = 18.0
MOST = 150

Float = NDArray[np.float64]
Area = tuple[float, float, float, float]


def place_names(view: View, x: Float, y: Float, names: Sequence[str], which: list[int]) -> str:
    """Names below their centres: those that have room on a phone, and others (class ``wide``) that need a wide map."""
    narrow = view.width > PHONE and _free(view, x, y, names, which, PHONE / view.width)
    shown = _free(view, x, y, names, which, 1.0)
    parts = []
    for index in which:
        if index not in shown:
            continue
        kind = "" if narrow and index in narrow else " wide"
        place = f"left:{100.0 * x[index] / view.width:.2f}%;top:{100.0 * y[index] / view.height:.2f}%"
        said = text(shorten(names[index], SIZE, ROOM))
        parts.append(f'<span class="place{kind}" style="{place}"><bdi>{said}</bdi></span>')
    return "".join(parts)


def _free(view: View, x: Float, y: Float, names: Sequence[str], which: list[int], zoom: float) -> set[int]:
    """Names that hide neither each other nor another centre, in their order."""
    if len(which) > MOST:
        return set()
    rings = {t: (x[t] * zoom - 5, y[t] * zoom - 5, x[t] * zoom + 5, y[t] * zoom + 5) for t in which}
    taken: list[Area] = []
    found = set()
    for index in which:
        half = width(shorten(names[index], SIZE, ROOM), SIZE) * 0.54  # bold
        middle, top = float(x[index]) * zoom, float(y[index]) * zoom + 6.0
        area = (middle - half, top, middle + half, top + HIGH)
        if area[0] < 0.0 or area[2] > view.width * zoom or area[3] > view.height * zoom:
            continue
        if any(_touch(area, other) for other in taken):
            continue
        if any(_touch(area, ring) for other, ring in rings.items() if other != index):
            continue
        taken.append(area)
        found.add(index)
    return found


def _touch(a: Area, b: Area) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
