"""The shell of every page: one HTML file that needs nothing else, and user text that stays text.

Ids and names come from the user's tables and may hold anything. Three walls stand between them and the page: all text
is escaped, data inside scripts cannot end the script, and a content policy lets run only the page's own script, by its
hash, and fetch nothing.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..atomic import written

# what neither HTML nor XML may hold, escaped or not
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_SCRIPT_UNSAFE = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def text(value: object) -> str:
    """Any value as HTML text; safe inside quoted attributes too.

    Examples
    --------
    >>> text('<b>"A" & Söhne</b>'), text(7)
    ('&lt;b&gt;&quot;A&quot; &amp; Söhne&lt;/b&gt;', '7')
    """
    return html.escape(_FORBIDDEN.sub("\ufffd", str(value)))


def script_json(value: Any) -> str:
    """JSON that may stand inside ``<script>``: no text in it can end the script or open a comment.

    Raises
    ------
    ValueError
        The value holds NaN or an infinity, which JSON has not.

    Examples
    --------
    >>> print(script_json({"name": "</script>"}))
    {"name":"\\u003c/script\\u003e"}
    """
    dumped = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return dumped.translate(_SCRIPT_UNSAFE)


def data_block(id: str, value: Any) -> str:
    """JSON in the page, for its script to read: ``JSON.parse(document.getElementById(id).textContent)``."""
    return f'<script type="application/json" id="{text(id)}">{script_json(value)}</script>'


def page(title: str, body: str, style: str = "", script: str = "", unpacked: Sequence[str] = ()) -> str:
    """A complete HTML5 document.

    Parameters
    ----------
    title : str
        Plain text.
    body : str
        Markup. Users' text in it has gone through :func:`text`.
    style : str
        CSS.
    script : str
        JavaScript, the only one that may run: attributes like ``onclick`` and further scripts are refused by the
        browser. Runs at the end of the body. Data belongs into :func:`data_block`.
    unpacked : sequence of str
        Scripts that ``script`` unpacks from the page's data and starts: the policy names their hashes, too.

    Raises
    ------
    ValueError
        Style or script hold what would end them early.
    """
    for name, source in (("style", style), ("script", script)):
        if re.search(rf"</{name}|<!--", source, re.IGNORECASE):
            raise ValueError(f"a page's {name} holds '</{name}' or '<!--', which would end it early")
    head = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{text(_policy([script, *unpacked]))}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="generator" content="territory_engine">',
        f"<title>{text(title)}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        body,
    ]
    return "\n".join([*head, *([f"<script>{script}</script>"] if script else []), "</body>", "</html>", ""])


def _policy(scripts: Sequence[str]) -> str:
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts if script]
    allowed = " ".join(f"'sha256-{one}'" for one in hashes) or "'none'"
    return "; ".join(
        [
            "default-src 'none'",  # no request of any kind leaves the page
            f"script-src {allowed}",
            "style-src 'unsafe-inline'",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


class Page:
    """One self-contained HTML document; notebooks show it, and :meth:`save` writes it.

    Parameters
    ----------
    html : str
        The whole document.
    title : str
        What it is, for those who hear a notebook rather than see it.
    height : int
        Pixels that a notebook gives it.
    """

    def __init__(self, html: str, title: str, height: int = 640) -> None:
        self.html = html
        self.title = title
        self.height = height

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.title}, {len(self.html.encode()):,} bytes; .save('page.html') writes it>"

    def _repr_html_(self) -> str:
        frame = f"width:100%;height:{self.height}px;border:0"
        return (
            f'<iframe title="{text(self.title)}" style="{frame}" sandbox="allow-scripts allow-downloads" '
            f'srcdoc="{html.escape(self.html)}"></iframe>'
        )

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the page, whole or not at all; a file there before is replaced.

        Raises
        ------
        DataError
            ``path`` does not end in ``.html`` or ``.htm``, or its folder does not exist.
        """
        with written(path, (".html", ".htm"), "a page") as fresh:
            fresh.write_text(self.html, encoding="utf-8", newline="\n")
        return Path(path)
