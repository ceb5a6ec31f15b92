"""The native kernel set: C++, compiled once per instruction set and chosen at run time."""

from __future__ import annotations

from .._core import (
    Blocks as make_blocks,
)
from .._core import (
    Units as make_units,
)
from .._core import (
    assigned_travel,
    border_units,
    center_sums,
    cluster_search,
    dual_ascent,
    exchange,
    great_circle_matrix,
    great_circle_nearest,
    list_territories,
    listed_border,
    listed_pass,
    listed_travel,
    open_centers,
    pair_lists,
    planar_order,
    price_pass,
    price_step,
    spatial_order,
    unit_vectors,
)

NAME = "native"

__all__ = [
    "NAME",
    "assigned_travel",
    "border_units",
    "center_sums",
    "cluster_search",
    "dual_ascent",
    "exchange",
    "great_circle_matrix",
    "great_circle_nearest",
    "list_territories",
    "listed_border",
    "listed_pass",
    "listed_travel",
    "make_blocks",
    "make_units",
    "open_centers",
    "pair_lists",
    "planar_order",
    "price_pass",
    "price_step",
    "spatial_order",
    "unit_vectors",
]
