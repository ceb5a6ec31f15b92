"""The Numba kernel set: what runs where no C++ was built. Gives the same bits as the native set."""

from __future__ import annotations

from .assigned import assigned_travel
from .blocks import make_blocks, make_units
from .border import border_units
from .centers import center_sums
from .cluster import cluster_search
from .dual_ascent import dual_ascent
from .exchange import exchange
from .listed import listed_border, listed_pass, listed_travel
from .listing import list_territories
from .matrix import great_circle_matrix
from .nearest import great_circle_nearest
from .open_centers import open_centers
from .order import planar_order, spatial_order
from .pairs import pair_lists
from .pricing import price_pass
from .road import road_path, road_table
from .road_hierarchy import customise, dissection_step, make_dissection, make_hierarchy
from .road_nearest import road_nearest, road_nearest_round_trip
from .snap import road_snap
from .step import price_step
from .unit_vectors import unit_vectors

NAME = "numba"

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
