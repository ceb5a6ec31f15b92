"""Lists that must be complete: the reference has every public name once, and decisions are listed."""

import re
from collections import Counter
from pathlib import Path

import territory_engine as te

PAGES = Path(__file__).parents[2] / "docs" / "api"
DOCS = PAGES.parent
MODULES = {"demo", "report", "travel"}  # their own public names are asked for below
NAMED = re.compile(r"^\.\. auto\w+:: (?:territory_engine\.)?(\S+)$", re.MULTILINE)


def documented():
    return Counter(name for page in PAGES.glob("*.md") for name in NAMED.findall(page.read_text(encoding="utf-8")))


def test_every_public_name_is_documented_once():
    found = documented()
    inside = [f"{module}.{name}" for module in ("report", "travel") for name in getattr(te, module).__all__]
    names = [*(set(te.__all__) - MODULES), *inside, "demo"]
    assert {name: found[name] for name in names} == dict.fromkeys(names, 1)


def test_every_page_is_listed():
    index = (DOCS / "reference.md").read_text(encoding="utf-8")
    assert {page.stem for page in PAGES.glob("*.md") if f"(api/{page.name})" not in index} == set()


def test_every_decision_is_listed():
    folder = DOCS / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    assert {note.name for note in folder.glob("2*.md") if f"({note.name})" not in index} == set()
