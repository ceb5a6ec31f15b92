"""The native kernel set: C++, compiled once per instruction set and chosen at run time."""

from __future__ import annotations

from .._core import (
    Blocks as make_blocks,
)
from .._core import (
    Dissection as make_dissection,
)
from .._core import (
    Hierarchy as make_hierarchy,
)
from .._core import (
    SearchGraph as make_search_graph,
)
from .._core import (
    Units as make_units,
)
from .._core import (
    assigned_travel,
    border_units,
    center_sums,
    cluster_search,
    customise,
    dissection_step,
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
    road_nearest,
    road_nearest_round_trip,
    road_path,
    road_snap,
    road_table,
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
    "customise",
    "dissection_step",
    "dual_ascent",
    "exchange",
    "great_circle_matrix",
    "great_circle_nearest",
    "list_territories",
    "listed_border",
    "listed_pass",
    "listed_travel",
    "make_blocks",
    "make_dissection",
    "make_hierarchy",
    "make_search_graph",
    "make_units",
    "open_centers",
    "pair_lists",
    "planar_order",
    "price_pass",
    "price_step",
    "road_nearest",
    "road_nearest_round_trip",
    "road_path",
    "road_snap",
    "road_table",
    "spatial_order",
    "unit_vectors",
]
