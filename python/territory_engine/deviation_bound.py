"""How even loads can be at best: a proven least value of the largest deviation, from units that cannot be divided."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .instance import Instance, Measure

Float = NDArray[np.float64]

LARGEST_EXACT = 2.0**53  # whole numbers up to here are exact in float64


def deviation_bound(instance: Instance, measure: Measure) -> float:
    """A lower bound on the largest ``|load / target - 1|`` of a measure, over all plans that keep pins and bounds.

    The greatest of these, each a proof of its own:

    - the heaviest unit lies in some territory; a pinned one, and all that is pinned with it, in its own
    - of any j K + 1 units some j + 1 share a territory (the pigeonholes of bin packing; Martello and Toth 1990)
    - where h heavy units lie in at most h territories, the others share what is left
    - whole numbers: loads are multiples of the greatest common divisor of all values
    - limits of the territories themselves

    Parameters
    ----------
    instance : Instance
    measure : Measure
        One of its measures.

    Returns
    -------
    float
        At least 0; 0 where no target is above 0.

    Examples
    --------
    >>> import pyarrow as pa
    >>> import territory_engine as te
    >>> nowhere = [0.0, 0.0, 0.0, 0.0]
    >>> table = pa.table({"account_id": [1, 2, 3, 4], "lat": nowhere, "lon": nowhere, "load": [9, 1, 1, 1]})
    >>> problem = te.Problem(table, 2, activities={"load": te.Balance("smallest")})
    >>> deviation_bound(problem.instance, problem.instance.measures[0])
    0.5
    """
    aimed = measure.target > 0.0
    if not aimed.any():
        return 0.0
    target, pinned = measure.target, pinned_loads(instance, measure)
    low = np.maximum(measure.minimum, pinned)[aimed] / target[aimed] - 1.0
    high = 1.0 - measure.maximum[aimed] / target[aimed]
    values = np.sort(measure.values)[::-1]
    largest = float(target.max())
    proofs = [
        float(low.max()),
        float(high.max()),
        pigeonholes(values, len(target)) / largest - 1.0,
        _left_by_heavy(values, target),
        float((steps_off(values, target[aimed], bool(aimed.all())) / target[aimed]).max()),
    ]
    return max(0.0, *proofs)


def pinned_loads(instance: Instance, measure: Measure) -> Float:
    """Load (K,) of the pinned units."""
    rows = np.flatnonzero(instance.pinned >= 0)
    loads: Float = np.bincount(instance.pinned[rows], measure.values[rows], minlength=instance.territory_count).astype(
        np.float64
    )
    return loads


def pigeonholes(values: Float, territories: int) -> float:
    """The least maximum: of the j K + 1 heaviest units some j + 1 share a territory, at best the lightest of them."""
    ends = np.arange(0, len(values), territories)  # positions j K, the last of the j K + 1 heaviest
    sums = np.concatenate([[0.0], np.cumsum(values)])
    shared = sums[ends + 1] - sums[ends - np.arange(len(ends))]
    return float(shared.max())


def _left_by_heavy(values: Float, target: Float) -> float:
    """The least minimum: territories without one of the h heaviest units share what these leave."""
    h = np.arange(1, min(len(target), len(values)))
    if not len(h):
        return 0.0
    left = float(values.sum()) - np.cumsum(values)[h - 1]
    room = np.cumsum(np.sort(target))[::-1][h]  # the K - h smallest targets
    some = room > 0.0
    return float((1.0 - left[some] / room[some]).max(initial=0.0))


def steps_off(values: Float, target: Float, all_of_them: bool) -> Float:
    """How far some load (t,) at least is from its target, each, where values are whole numbers.

    Loads come in steps of the greatest common divisor. ``all_of_them``: there are no other territories.
    """
    none: Float = np.zeros_like(target)
    if not ((values == np.floor(values)).all() and float(values.sum()) < LARGEST_EXACT):
        return none
    step = float(np.gcd.reduce(values.astype(np.int64)))
    if step == 0.0:
        return none
    below = np.floor(target / step * (1.0 + 1e-12)) * step
    sides = np.abs(target - below), np.abs(below + step - target)
    off: Float = np.minimum(*sides)
    off = np.where(off > 1e-9 * target, off, 0.0)
    if all_of_them and (target == target[0]).all():  # equal targets: some load lies above and some below
        off = np.where(off > 0.0, np.maximum(*sides), 0.0)
    return off
