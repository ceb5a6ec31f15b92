"""The script and style that were built from ``web/`` when the package was."""

from __future__ import annotations

import functools
import zlib
from dataclasses import dataclass
from pathlib import Path

from ...errors import TerritoryEngineError

FOLDER = Path(__file__).parent / "bundle"


@dataclass(frozen=True)
class Assets:
    """What every page carries."""

    program: bytes  # JavaScript, deflated
    script: str  # the same, inflated: pages name its hash
    loader: str
    style: str
    licences: str


@functools.cache
def assets() -> Assets:
    """Read them once.

    Raises
    ------
    TerritoryEngineError
        The package was built without them.
    """
    try:
        program = (FOLDER / "map.js.deflate").read_bytes()
        return Assets(
            program=program,
            script=zlib.decompress(program, -15).decode(),
            loader=(FOLDER / "loader.js").read_text(encoding="utf-8"),
            style=(FOLDER / "map.css").read_text(encoding="utf-8"),
            licences=(FOLDER / "LICENSES.txt").read_text(encoding="utf-8"),
        )
    except FileNotFoundError as missing:
        raise TerritoryEngineError(
            "plan.map: this installation has no script for its pages: npm or its registry was missing when it was "
            "built. Install it again where npm works (TERRITORY_ENGINE_REQUIRE_MAP=1 shows what fails); in a source "
            "tree run 'python web/bundle.py'."
        ) from missing
