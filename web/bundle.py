"""Makes the map's script, style and licence texts from the sources beside this file, with npm and esbuild.

``python web/bundle.py`` puts them into the source tree, where a build of the package (``backend.py``) and runs with
``PYTHONPATH=python`` find them. Nothing happens where they are there already and belong to these sources. Standard
library only: it runs at install time.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

WEB = Path(__file__).resolve().parent
WORK = WEB.parent / "build" / "web"  # packages stay here, so that only a changed lock file fetches them again
TARGET = WEB.parent / "python" / "territory_engine" / "report" / "map" / "bundle"
STAMP = "sources"  # digest of the sources that a bundle was made from
LOCKED = ("package.json", "package-lock.json")


class CannotBundle(Exception):
    """No npm, no registry, or sources that esbuild refuses."""


def sources() -> list[Path]:
    """Everything that the bundle depends on."""
    return [WEB / name for name in (*LOCKED, "build.mjs")] + sorted(p for p in (WEB / "src").rglob("*") if p.is_file())


def digest(paths: list[Path]) -> str:
    """Changes whenever a file or its name does."""
    state = hashlib.blake2b(digest_size=16)
    for path in paths:
        content = path.read_bytes()
        state.update(f"{path.relative_to(WEB).as_posix()}\0{len(content)}\0".encode() + content)
    return state.hexdigest()


def is_fresh() -> bool:
    """Whether the bundle in the source tree was made from these sources."""
    stamp = TARGET / STAMP
    return stamp.is_file() and stamp.read_text() == digest(sources())


def make() -> None:
    """Build the bundle where it is not fresh.

    Raises
    ------
    CannotBundle
        With what the programs said.
    """
    if is_fresh():
        return
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        raise CannotBundle("npm and node are not on the PATH")
    WORK.mkdir(parents=True, exist_ok=True)
    fetched, wanted = WORK / "node_modules" / ".fetched", digest([WEB / name for name in LOCKED])
    if not (fetched.is_file() and fetched.read_text() == wanted):
        for name in LOCKED:
            shutil.copy(WEB / name, WORK / name)
        # no package may run a script of its own: none of these needs one
        _run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], WORK)
        fetched.write_text(wanted)
    fresh = WORK / "bundle"
    shutil.rmtree(fresh, ignore_errors=True)
    _run([node, str(WEB / "build.mjs"), str(WORK / "node_modules"), str(fresh)], WEB)
    (fresh / STAMP).write_text(digest(sources()))
    shutil.rmtree(TARGET, ignore_errors=True)
    shutil.copytree(fresh, TARGET)


def _run(command: list[str], folder: Path) -> None:
    try:
        done = subprocess.run(command, cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except OSError as error:
        raise CannotBundle(f"{command[0]}: {error}") from error
    if done.returncode != 0:
        raise CannotBundle(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout.strip()}")


def make_if_possible() -> None:
    """Build the bundle; where that fails the package goes without, unless TERRITORY_ENGINE_REQUIRE_MAP forbids it."""
    if os.environ.get("TERRITORY_ENGINE_NO_MAP", "0") not in ("", "0"):
        return
    try:
        make()
    except CannotBundle as error:
        if os.environ.get("TERRITORY_ENGINE_REQUIRE_MAP", "0") not in ("", "0"):
            raise
        print(f"territory_engine goes without plan.map(), whose script could not be built: {error}", file=sys.stderr)


if __name__ == "__main__":
    try:
        make()
    except CannotBundle as error:
        sys.exit(f"the map's script could not be built: {error}")
    print(f"{TARGET}: {sum(path.stat().st_size for path in TARGET.iterdir()):,} bytes")
