"""Exact travel to centres, in the user's units."""

from __future__ import annotations

import numpy as np

from ..centers import Centers
from ..instance import Instance
from ..kernels.interface import F64, I32
from ..ways import Rows
from .state import Context


def uncut_travel(context: Context, instance: Instance, labels: I32, y: F64, x: F64) -> F64:
    """Travel (n,) of a visit from every unit to its territory's centre, float64; y and x (K,)."""
    return context.kernels.assigned_travel(instance.y, instance.x, labels, y, x, context.metric, context.threads)


def travel_of(context: Context, instance: Instance, units: Rows, labels: I32, centers: Centers) -> F64:
    """The same of some units (rows of the instance), labels (m,), by whatever travel is."""
    if instance.metric.ways is not None:
        return instance.metric.ways.to(instance, units, labels, centers)
    y, x = (np.ascontiguousarray(place[units]) for place in (instance.y, instance.x))
    places = centers.y, centers.x
    return context.kernels.assigned_travel(y, x, labels, *places, context.metric, context.threads)


def exact_travel(context: Context, instance: Instance, labels: I32, y: F64, x: F64) -> F64:
    """The same, of lengths cut to whole numbers where the metric wants that."""
    return cut(instance, uncut_travel(context, instance, labels, y, x))


def cut(instance: Instance, uncut: F64) -> F64:
    """Uncut travel as the metric counts it."""
    if not instance.metric.floor:
        return uncut
    return instance.metric.counted(uncut.copy() if instance.metric.power == 1 else np.sqrt(uncut))
