"""Built-in real data: places of the world, and any number of realistic accounts around them."""

from .draw import accounts
from .world import places

__all__ = ["accounts", "places"]
