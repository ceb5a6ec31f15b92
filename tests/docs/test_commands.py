"""Every ``territory-engine`` in the ```sh blocks of the pages runs, in the order of its page, and ends with 0."""

from pathlib import Path

import pytest
from docs.extensions.page_code import blocks

import territory_engine as te
from territory_engine.cli import main
from territory_engine.cli.parser import COMMANDS
from tests.docs.shell import commands, write_files

ROOT = Path(__file__).parents[2]
PAGES = {
    page.relative_to(ROOT).as_posix(): [
        words for block, _ in blocks(page.read_text(encoding="utf-8"), "sh") for words in commands(block)
    ]
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
}


@pytest.mark.parametrize("name", [name for name, found in PAGES.items() if found])
def test_commands_run(name, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    roads = any("roads" in word for words in PAGES[name] for word in words)
    if roads:
        pytest.importorskip("osmium")
    write_files(tmp_path, roads=roads)
    if any("another_plan" in words for words in PAGES[name]):  # one that the page does not make
        te.solve(te.Problem("accounts.csv", 8)).save("another_plan")
    for words in PAGES[name]:
        status = main(words)
        assert status == 0, f"{name}: territory-engine {' '.join(words)}: {capsys.readouterr().err}"


def test_every_command_has_its_section():
    page = (ROOT / "docs" / "command_line.md").read_text(encoding="utf-8")
    headings = {word for line in page.splitlines() if line.startswith("## ") for word in line[3:].split()}
    assert set(COMMANDS) <= headings
