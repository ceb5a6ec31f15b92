"""One static picture of a plan, drawn as SVG by nothing but text."""

from .page import write_picture

__all__ = ["write_picture"]
