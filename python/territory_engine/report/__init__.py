"""What people look at: pages that open from disk with no network, one file each.

``te.report.pareto_chart`` and ``te.report.stability_chart`` draw plain tables of plans; pages come from
``plan.map()``, ``plan.report()``, ``plan.compare(other).report()`` and ``te.compare_plans``.
"""

from __future__ import annotations

from typing import Any

__all__ = ["pareto_chart", "stability_chart"]


def __getattr__(name: str) -> Any:
    # charts are loaded when first asked for: importing territory_engine stays quick
    if name in __all__:
        from . import charts

        return getattr(charts, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
