"""The command line: ``territory-engine demo | plan | check | compare | map | report | outlines | ...``."""

from .main import main

__all__ = ["main"]
