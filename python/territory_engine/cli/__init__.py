"""The command line: ``territory-engine demo | plan | check | compare | matrix | network``."""

from .main import main

__all__ = ["main"]
