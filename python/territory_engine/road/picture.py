"""A picture of isochrones over their roads, as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ..errors import DataError
from ..picture.map_panel import Box, scale_bar
from ..picture.page import NAMESPACES
from ..picture.projection import SphereProjection, fit
from ..picture.svg import FONT, INK, PAPER, QUIET, element, text
from .contour import Rings

if TYPE_CHECKING:
    from .isochrone import Isochrone
    from .network import RoadNetwork

_MARGIN, _TITLE = 36.0, 76.0
_SHADES = ("#0b5394", "#3d85c6", "#6fa8dc", "#9fc5e8", "#cfe2f3")  # the shortest limit is the darkest


def isochrone_picture(
    network: RoadNetwork, isochrones: Sequence[Isochrone], title: str = "", width: float = 900.0
) -> str:
    """The SVG document: what is reached, the longest limit first and so below, and all roads above.

    Raises
    ------
    DataError
        The network has no coordinates, or nothing is reached.
    """
    y, x = network.nodes.latitude, network.nodes.longitude
    found = sorted((each for each in isochrones if each.polygons), key=lambda each: -each.minutes)
    if y is None or x is None or not found:
        raise DataError("isochrone_picture: there is nothing to draw: no coordinates, or no isochrones.")
    around = np.concatenate([ring for polygon in found[0].polygons for ring in polygon])
    box = Box(_MARGIN, _TITLE, width - 2.0 * _MARGIN, 0.8 * width)
    projection = fit(around[:, 1], around[:, 0], box.left, box.top, box.width, box.height)
    height = box.top + box.height + _MARGIN + 40.0
    shades = [_SHADES[min(i, len(_SHADES) - 1)] for i in range(len(found))][::-1]
    areas = [
        element("path", d=" ".join(_outline(projection, p) for p in each.polygons), fill=shade, fill_rule="evenodd")
        for each, shade in zip(found, shades, strict=True)
    ]
    legend = "".join(
        element("rect", x=_MARGIN + 120.0 * i, y=height - 52.0, width=18, height=18, fill=shade)
        + text(_MARGIN + 120.0 * i + 26.0, height - 38.0, f"{each.minutes:g} minutes", 13, QUIET)
        for i, (each, shade) in enumerate(zip(found[::-1], shades[::-1], strict=True))
    )
    body = [
        element("rect", width=width, height=height, fill=PAPER),
        text(_MARGIN, 46, title, 24, INK, font_weight=700),
        *areas,
        element("path", d=_roads(network, projection, box), fill="none", stroke=INK, stroke_width=0.6, opacity=0.55),
        scale_bar(box, projection),
        legend,
    ]
    size = {"width": width, "height": height, "viewBox": f"0 0 {width:g} {height:g}"}
    return element("svg", "\n".join(body), **NAMESPACES, **size, font_family=FONT) + "\n"


def _outline(projection: SphereProjection, polygon: Rings) -> str:
    parts = []
    for ring in polygon:
        points = zip(projection.x(ring[:-1, 0]).tolist(), projection.y(ring[:-1, 1]).tolist(), strict=True)
        parts.append("M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in points) + "Z")
    return "".join(parts)


def _roads(network: RoadNetwork, projection: SphereProjection, box: Box) -> str:
    """A line for each edge that is in the box."""
    edges, nodes = network.edges, network.nodes
    assert nodes.latitude is not None and nodes.longitude is not None
    x, y = projection.x(nodes.longitude)[edges.node], projection.y(nodes.latitude)[edges.node]
    inside = (x >= box.left) & (x <= box.left + box.width) & (y >= box.top) & (y <= box.top + box.height)
    shown = np.flatnonzero(np.logical_and.reduceat(inside, edges.first[:-1]))
    lines = []
    for edge in shown:
        points = slice(edges.first[edge], edges.first[edge + 1])
        lines.append(
            "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in zip(x[points].tolist(), y[points].tolist(), strict=True))
        )
    return "".join(lines)
