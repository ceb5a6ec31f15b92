"""Pages whose pictures are made by their own code: run before the build, each in a folder docs/made/<page>.

A page asks for it by showing something from there, ``![Today](made/tutorial/today.svg)``. Its Python blocks run in
their order in ``docs/made/tutorial``, which also holds ``accounts.csv``, the file that the pages speak of. Whatever
they write there becomes part of the site under the same name: ``<iframe src="made/tutorial/map.html">`` works, too. A
page runs again when its text or the package changes.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util import logging

import territory_engine as te

from .page_code import blocks, write_accounts

DONE = ".digest"  # of what made the folder


def run_pages(app: Sphinx) -> None:
    """Run each page that shows what it makes."""
    for page in sorted(Path(app.srcdir).rglob("*.md")):
        name = page.relative_to(app.srcdir).with_suffix("").as_posix()
        if f"made/{name}/" in page.read_text("utf-8"):
            run_page(page, Path(app.srcdir) / "made" / name)


def run_page(page: Path, folder: Path) -> None:
    """Run the blocks of a page in a fresh folder, unless it holds what they give already."""
    code = "\n".join(code for code, _ in blocks(page.read_text("utf-8"), "python"))
    digest = hashlib.sha256(code.encode() + package_digest()).hexdigest()
    if (folder / DONE).is_file() and (folder / DONE).read_text() == digest:
        return
    logging.getLogger(__name__).info("running %s", page.name)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    write_accounts(folder)
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, text=True, capture_output=True)
    if done.returncode != 0:
        raise SphinxError(f"{page}: its Python blocks fail:\n{done.stderr}")
    (folder / DONE).write_text(digest)


def package_digest() -> bytes:
    """Changes with the sources of the package that is installed."""
    state = hashlib.sha256()
    for path in sorted(Path(te.__file__).parent.rglob("*.py")):
        state.update(path.read_bytes())
    return state.digest()


def copy_made(app: Sphinx, failure: Exception | None) -> None:
    """Put what pages made into the site."""
    made = Path(app.srcdir) / "made"
    if failure is None and made.is_dir():
        shutil.copytree(made, Path(app.outdir) / "made", dirs_exist_ok=True, ignore=shutil.ignore_patterns(DONE))


def setup(app: Sphinx) -> dict[str, Any]:
    """Called by Sphinx."""
    app.connect("builder-inited", run_pages)
    app.connect("build-finished", copy_made)
    return {"parallel_read_safe": True}
