"""Reading pages: the report of a plan, and plans side by side."""

from .report import Report, report

__all__ = ["Report", "report"]
