"""Markdown tables always have a head. An empty one goes; an empty cell of one gets a word for screen readers."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform


class TableHeads(SphinxTransform):
    """Looks at the head of every table."""

    default_priority = 900

    def apply(self, **options: Any) -> None:
        """Take out what is empty, name what is empty in part."""
        for head in list(self.document.findall(nodes.thead)):
            cells = list(head.findall(nodes.entry))
            empty = [cell for cell in cells if not cell.astext().strip()]
            if len(empty) == len(cells):
                head.parent.remove(head)
                continue
            for cell in empty:
                cell.clear()
                cell += nodes.paragraph("", "", nodes.inline("", "row", classes=["visually-hidden"]))


def setup(app: Sphinx) -> dict[str, Any]:
    """Called by Sphinx."""
    app.add_transform(TableHeads)
    return {"parallel_read_safe": True}
