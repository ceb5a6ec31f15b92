"""Pictures of the site's own (docs/figures/*.svg) stand in the page itself, so that their colours follow its theme.

Such a file carries a style sheet for readers who open it elsewhere; here it goes, and static/figures.css takes over.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
PROLOG = re.compile(r"^\s*<\?xml.*?\?>\s*")


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
    """The markup without its own style, as a figure with a name for screen readers."""
    plain = STYLE.sub("", PROLOG.sub("", svg)).strip()
    name = f' role="img" aria-label="{escape(label)}"' if label and "aria-label" not in plain else ""
    return f'<div class="drawing">{plain.replace("<svg", f"<svg{name}", 1)}</div>'


def setup(app: Sphinx) -> dict[str, Any]:
    """Called by Sphinx."""
    app.add_post_transform(InlineSvg)
    return {"parallel_read_safe": True}
