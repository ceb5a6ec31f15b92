"""Drawings (docs/figures/*.svg) are made before the build and stand in the pages, so that colours follow the theme.

Such a file carries a style sheet for readers who open it elsewhere; here it goes, and that of the site takes over.
"""

from __future__ import annotations

import re
import sys
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)


class InlineSvg(SphinxPostTransform):
    """Replaces image nodes by the markup of their file."""

    default_priority = 5  # before Sphinx copies images
    formats = ("html",)

    def run(self, **options: Any) -> None:
        """Look at all images of the page."""
        for image in list(self.document.findall(nodes.image)):
            file = Path(self.app.srcdir) / image["uri"]
            if file.suffix == ".svg" and file.parent.name == "figures":
                self.env.note_dependency(str(file), docname=self.env.docname)
                image.replace_self(nodes.raw("", inlined(file.read_text("utf-8"), image.get("alt", "")), format="html"))


def inlined(svg: str, label: str) -> str:
    """The markup without a style of its own; on narrow screens it scrolls, so it can be reached by the keyboard."""
    plain = STYLE.sub("", svg).strip()
    return f'<div class="drawing" tabindex="0" role="group" aria-label="{escape(label)}">{plain}</div>'


def draw(app: Sphinx) -> None:
    """Make every drawing, and their style for the site."""
    sys.path.insert(0, str(app.confdir.parent))
    from docs.drawings.__main__ import main
    from docs.drawings.style import site_sheet

    main()
    static = Path(app.outdir) / "_static"
    static.mkdir(parents=True, exist_ok=True)
    (static / "drawings.css").write_text(site_sheet(), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Called by Sphinx."""
    app.connect("builder-inited", draw)
    app.add_css_file("drawings.css")
    app.add_post_transform(InlineSvg)
    return {"parallel_read_safe": True}
