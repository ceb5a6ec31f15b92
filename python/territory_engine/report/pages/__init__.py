"""Reading pages: the report of a plan, and plans side by side."""

from .compare_page import ComparePage, compare_page
from .report import Report, report

__all__ = ["ComparePage", "Report", "compare_page", "report"]
