"""A plan from its folder, for the commands that look at one."""

from __future__ import annotations

from ..errors import DataError
from ..plan import Plan
from ..road import RoadNetwork
from ..storage import load_plan


def saved_plan(folder: str | None, network: str | None = None, command: str = "") -> Plan:
    """The plan in a folder; ``network`` is the file of the roads it was made on.

    Raises
    ------
    DataError
        No folder is named, or it holds no plan.
    """
    if folder is None:
        raise DataError(f"no plan given; name the folder that plan or demo wrote: territory-engine {command} my_plan")
    return load_plan(folder, network=None if network is None else RoadNetwork.load(network))
