"""The drawings of the pages: docs/figures is what the code draws, well-formed, named, and shown somewhere."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from docs.drawings.__main__ import FOLDER, drawn

DOCS = Path(__file__).parents[2] / "docs"
FIGURES = drawn()
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("name", FIGURES)
def test_drawing_is_current(name):
    assert (FOLDER / f"{name}.svg").read_text(encoding="utf-8") == FIGURES[name], "run python -m docs.drawings"


@pytest.mark.parametrize("name", FIGURES)
def test_drawing_is_named_for_those_who_do_not_see_it(name):
    root = ElementTree.fromstring(FIGURES[name])
    assert root.get("role") == "img"
    title, description = root.find(f"{SVG}title").text, root.find(f"{SVG}desc").text
    assert root.get("aria-label") == f"{title}. {description}"
    assert len(description) > 40


@pytest.mark.parametrize("name", FIGURES)
def test_letters_stay_inside(name):
    root = ElementTree.fromstring(FIGURES[name])
    width, height = map(float, root.get("viewBox").split()[2:])
    for text in root.iter(f"{SVG}text"):
        x, y, kind = float(text.get("x")), float(text.get("y")), text.get("class").split()
        wide = (5.9 if "small" in kind else 6.6) * len(text.text)
        left = x - (wide if "end" in kind else wide / 2 if "middle" in kind else 0)
        assert left >= -2, text.text
        assert left + wide <= width + 14, text.text
        assert 10 <= y <= height - 3, text.text


def test_every_drawing_is_shown():
    text = "".join(page.read_text(encoding="utf-8") for page in DOCS.rglob("*.md"))
    assert {name for name in FIGURES if f"figures/{name}.svg" not in text} == set()
    assert {file.stem for file in FOLDER.iterdir()} == set(FIGURES)
