"""Write every drawing to docs/figures; what is the same already is left alone."""

from __future__ import annotations

import importlib
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "figures"
MODULES = "balance blocks center cost gap next_best peers price quality road_tables stability stages".split()


def drawn() -> dict[str, str]:
    """SVG of every drawing, by the name of its file."""
    figures: dict[str, str] = {}
    for module in MODULES:
        figures |= importlib.import_module(f"{__package__}.{module}").draw()
    return figures


def main() -> None:
    """Draw."""
    FOLDER.mkdir(exist_ok=True)
    for name, svg in drawn().items():
        file = FOLDER / f"{name}.svg"
        if not file.is_file() or file.read_text(encoding="utf-8") != svg:
            file.write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
