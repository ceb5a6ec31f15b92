"""The reference kernel set: slow and obvious, the truth that the conformance tests hold the others to."""

from __future__ import annotations

from .border import border_units, pair_lists
from .centers import center_sums
from .dual_ascent import dual_ascent
from .exchange import exchange
from .geo import assigned_travel, great_circle_matrix, great_circle_nearest, unit_vectors
from .listed import list_territories, listed_border, listed_pass, listed_travel
from .open_centers import open_centers
from .order import planar_order, spatial_order
from .pricing import price_pass
from .road import (
    customise,
    dissection_step,
    make_dissection,
    make_hierarchy,
    road_nearest,
    road_nearest_round_trip,
    road_path,
    road_table,
)
from .snap import road_snap
from .step import price_step
from .units import make_blocks, make_units

NAME = "reference"

__all__ = [
    "NAME",
    "assigned_travel",
    "border_units",
    "center_sums",
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
