"""The code on a page, and the folder that it runs in. Nothing here needs Sphinx: the tests use it, too."""

from __future__ import annotations

import re
from pathlib import Path

from pyarrow import csv

import territory_engine as te

FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
STEP = re.compile(r"^```python\n(.*?)^```$(?:\n\n```text\n(.*?)^```$)?", re.MULTILINE | re.DOTALL)


def blocks(page: str, language: str) -> list[tuple[str, int]]:
    """Code and first line number of each block of a language on a page of Markdown.

    Examples
    --------
    >>> blocks("Words\\n```python\\nx = 1\\n```\\n", "python")
    [('x = 1\\n', 3)]
    """
    return [
        (match[2], page.count("\n", 0, match.start(2)) + 1) for match in FENCED.finditer(page) if match[1] == language
    ]


def steps(page: str) -> list[tuple[str, int, str | None]]:
    """Code, first line number and shown output of each Python block; None where the page shows none.

    What a block prints is shown by a ``text`` block right below it.

    Examples
    --------
    >>> steps("```python\\nprint(1)\\n```\\n\\n```text\\n1\\n```\\n")
    [('print(1)\\n', 2, '1\\n')]
    """
    return [(match[1], page.count("\n", 0, match.start(1)) + 1, match[2]) for match in STEP.finditer(page)]


def write_accounts(folder: Path) -> None:
    """``accounts.csv``, the table that the pages speak of."""
    csv.write_csv(te.demo.accounts(2000, ("DE", "FR"), territories=8), folder / "accounts.csv")
