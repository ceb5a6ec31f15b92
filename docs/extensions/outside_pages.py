"""Pages that lie outside of docs/, such as CONTRIBUTING.md, as pages of the site.

Each has a page in docs/ that only links to it, for readers of the repository. On the site the text of the file takes
its place, and links to the file lead there.
"""

from __future__ import annotations

import posixpath
import re
from typing import Any

from sphinx.application import Sphinx

# page of the site: path from the root of the repository
PAGES = {
    "changelog": "CHANGELOG.md",
    "project/architecture": "ARCHITECTURE.md",
    "project/benches": "bench/README.md",
    "project/contributing": "CONTRIBUTING.md",
    "project/quality": "bench/quality/README.md",
}
SITE = {path: f"docs/{page}.md" for page, path in PAGES.items()} | {"docs/README.md": "docs/index.md"}
LINK = re.compile(r"(?<=\]\()([^)#\s:]+\.(?:md|svg))(?=[)#])")


def take_in(app: Sphinx, docname: str, source: list[str]) -> None:
    """Give a page the text of its file, and point links at pages of the site."""
    path = PAGES.get(docname)
    if path:
        file = app.confdir.parent / path
        app.env.note_dependency(str(file))
        source[0] = file.read_text(encoding="utf-8")
    source[0] = rewrite(source[0], path or f"docs/{docname}.md", f"docs/{docname}.md")


def rewrite(text: str, written_in: str, shown_in: str) -> str:
    """Markdown whose links count from the file ``written_in``, for the page ``shown_in``.

    Examples
    --------
    >>> rewrite("[How](docs/how.md#prices), [set up](CONTRIBUTING.md)", "README.md", "docs/index.md")
    '[How](how.md#prices), [set up](project/contributing.md)'
    """
    written, shown = posixpath.dirname(written_in), posixpath.dirname(shown_in)

    def target(link: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(written, link[1]))
        return posixpath.relpath(SITE.get(path, path), shown)

    return LINK.sub(target, text)


def setup(app: Sphinx) -> dict[str, Any]:
    """Called by Sphinx."""
    app.connect("source-read", take_in)
    return {"parallel_read_safe": True}
