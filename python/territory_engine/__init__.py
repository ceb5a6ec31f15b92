"""Plans sales territories: balanced, short to travel, feasible, stable, and explained.

``import territory_engine as te`` gives the public names; nothing optional is imported.
"""

from . import demo
from .errors import DataError, InfeasibleError, LimitError, TerritoryEngineError
from .objective import Objective
from .stop import GapBelow, MaxIterations, MaxRuntime, NoImprovement

__version__ = "0.1.0"

__all__ = [
    "DataError",
    "GapBelow",
    "InfeasibleError",
    "LimitError",
    "MaxIterations",
    "MaxRuntime",
    "NoImprovement",
    "Objective",
    "TerritoryEngineError",
    "demo",
]
