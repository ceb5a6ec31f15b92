"""Where centres may be: ``centers=`` of a problem, and which of its other arguments go with that."""

from __future__ import annotations

from typing import Any, cast, get_args

import numpy as np

from . import arguments
from .errors import DataError
from .instance import CenterRule
from .metric import Metric
from .territories import Territories

RULES: tuple[str, ...] = get_args(CenterRule)


def center_rule(centers: object, metric: Metric, candidates: Any) -> CenterRule:
    """The rule that ``centers=`` names, if it goes with the travel and the candidates.

    Raises
    ------
    DataError
        There is no such rule, or it does not go with the rest.
    NotImplementedError
        Both would go together, but do not yet.
    """
    if not isinstance(centers, str) or centers not in RULES:
        raise arguments.wrong("te.Problem", "centers", centers, f"one of {', '.join(map(repr, RULES))}")
    if centers == "candidates" and candidates is None:
        raise DataError(
            "te.Problem: centers='candidates' needs candidates=, a table with candidate_id and a place for each site.",
            expected="candidates=",
        )
    if centers != "candidates" and candidates is not None:
        raise DataError(
            f"te.Problem: candidates= does not go with centers={centers!r}; take centers='candidates' or leave the "
            "table out.",
            found=centers,
            expected="candidates",
        )
    if metric.kind == "table" and centers == "candidates":
        raise NotImplementedError(
            "te.Problem: centers='candidates' with travel=te.TravelMatrix (units by sites) is later work; use 'medoid'."
        )
    if metric.kind == "table" and centers != "anywhere":
        raise DataError(
            f"te.Problem: centers={centers!r} needs places to reckon with, and travel=te.TravelMatrix only knows "
            "travel between accounts (centers='medoid') or to given territories (leave centers= out).",
            found=centers,
            expected="medoid",
        )
    return cast(CenterRule, centers)


def check_homes(rule: CenterRule, metric: Metric, areas: Territories) -> None:
    """Refuse homes where a centre could not be at them.

    Raises
    ------
    DataError
        A territory is fixed at its home, but centres are units or candidates; or travel is a matrix.
    """
    homes = np.flatnonzero(np.isfinite(areas.y))
    if metric.kind == "matrix" and len(homes):
        name = areas.ids[int(homes[0])].as_py()
        raise DataError(
            f"territories: {name!r} has a home, and travel=te.TravelMatrix knows no way from it; leave homes out.",
            table="territories",
            id=name,
        )
    fixed = np.flatnonzero(areas.fixed)
    if rule in ("medoid", "candidates") and len(fixed):
        where = "one of its units" if rule == "medoid" else "one of the candidates"
        name = areas.ids[int(fixed[0])].as_py()
        raise DataError(
            f"territories: {name!r} is fixed at its home, but with centers={rule!r} each centre is {where}. Leave "
            "'fixed' out, or take centers='anywhere'.",
            table="territories",
            column="fixed",
            id=name,
            found=True,
            expected=False,
        )
