"""Built-in real data: places of the world, any number of realistic accounts around them; and a town to drive in."""

from .draw import accounts
from .roads import roads
from .world import places

__all__ = ["accounts", "places", "roads"]
