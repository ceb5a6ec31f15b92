"""Gap against time on the instances of the literature; bench.quality.plot draws it."""

from __future__ import annotations

from bench.quality import plot, runs

from .results import FOLDER

FILES = {"territory_engine": "quality", "HiGHS": "quality_highs"}


def draw() -> dict[str, str]:
    """``quality.svg``."""
    series = [(label, runs.load(FOLDER / f"{name}.json")[1]) for label, name in FILES.items()]
    return {"quality": plot.draw(series)}
