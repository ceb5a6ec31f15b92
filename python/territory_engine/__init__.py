"""Plans sales territories: balanced, short to travel, feasible, stable, and explained.

``import territory_engine as te`` gives the public names; nothing optional is imported.
"""

from . import demo, report, travel
from .balance import Balance, Bounds
from .compare import compare_plans
from .constraints import Barrier, Contiguous, Forbid, MaxTravel, Pin, Require, StabilityBudget
from .errors import DataError, InfeasibleError, LimitError, MissingExtraError, TerritoryEngineError
from .objective import Objective
from .plan import Plan
from .problem import Problem
from .road import RoadNetwork, RoadProfile
from .solve import solve
from .stop import GapBelow, MaxIterations, MaxRuntime, NoImprovement, StopCriterion
from .storage import load_plan
from .travel_spec import GreatCircle, Planar, RoadTravel, TravelMatrix

__version__ = "0.1.0"

__all__ = [
    "Balance",
    "Barrier",
    "Bounds",
    "Contiguous",
    "DataError",
    "Forbid",
    "GapBelow",
    "GreatCircle",
    "InfeasibleError",
    "LimitError",
    "MaxIterations",
    "MaxRuntime",
    "MaxTravel",
    "MissingExtraError",
    "NoImprovement",
    "Objective",
    "Pin",
    "Plan",
    "Planar",
    "Problem",
    "Require",
    "RoadNetwork",
    "RoadProfile",
    "RoadTravel",
    "StabilityBudget",
    "StopCriterion",
    "TerritoryEngineError",
    "TravelMatrix",
    "compare_plans",
    "demo",
    "load_plan",
    "report",
    "solve",
    "travel",
]
